"""Late interest in percent a year, and by the day: in ten-thousandths, as contracts in China have it (日万分之五)."""

DAYS, DECIMALS = 365, 2
YEAR, DAY = PERIODS = ("year", "day")


def daily(percent: float) -> float:
    """Ten-thousandths a day of a rate in percent a year: 18.25 is 5."""
    return round(percent * 100 / DAYS, 4)


def yearly(ten_thousandths: float) -> float:
    """Percent a year of a rate in ten-thousandths a day: 5 is 18.25."""
    return round(ten_thousandths * DAYS / 100, DECIMALS)


def percent_a_day(percent: float) -> float:
    """Percent a day of a rate in percent a year: 18.25 is 0.05."""
    return round(percent / DAYS, 6)
