"""How well those who sell collect what they sold: ratios of a period, by salesperson and team.

Nothing known gives None, never zero. Receivables are invoices and what else is owed, less what is matched with them;
money not matched yet is in none of it. Opening + sales − collected − lost = closing.
"""

from dataclasses import dataclass

YEAR = 365


@dataclass(frozen=True, slots=True)
class Period:
    """What was open at the beginning and the end, sold less credited, paid and given up in between; and its days.

    ``stopped``, ``released`` and ``checked`` count orders and invoices: held, let through by a release, and looked at.
    ``owing`` counts customers who owe something at the end, ``agreed`` those of them who agreed to a balance of a day
    of the period; ``reconciled`` is what these owe at the end.
    """

    opening: float = 0.0
    sales: float = 0.0
    collected: float = 0.0
    lost: float = 0.0
    days: int = YEAR
    stopped: int = 0
    released: int = 0
    checked: int = 0
    owing: int = 0
    agreed: int = 0
    reconciled: float = 0.0

    @property
    def closing(self) -> float:
        return self.opening + self.sales - self.collected - self.lost

    @property
    def mean(self) -> float:
        return (self.opening + self.closing) / 2


def collection_rate(period: Period) -> float | None:
    """回款率: collected / (opening receivables + sales). Share. What was given up is not collected."""
    return _share(period.collected, period.opening + period.sales)


def sales_collection_rate(period: Period) -> float | None:
    """销售回款率: collected / sales. Share; more than one where old debts come in."""
    return _share(period.collected, period.sales)


def turnover(period: Period) -> float | None:
    """应收账款周转率: sales of a year at this pace / mean of opening and closing receivables. Times a year."""
    rate = _share(period.sales, period.mean)
    return None if rate is None or period.days <= 0 else rate * YEAR / period.days


def bad_debt_rate(period: Period) -> float | None:
    """坏账率: given up / mean of opening and closing receivables. Share of the period, not of a year."""
    return _share(period.lost, period.mean)


def release_rate(period: Period) -> float | None:
    """特批率: orders let through by a release / orders confirmed or stopped. Share."""
    return _share(period.released, period.checked)


def reconciliation_rate(period: Period) -> float | None:
    """对账率: customers who agreed to a balance of the period / customers who owe something at its end. Share."""
    return _share(period.agreed, period.owing)


def reconciled_share(period: Period) -> float | None:
    """对账率 by amount: closing receivables of customers who agreed / closing receivables. Share."""
    return _share(period.reconciled, period.closing)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole > 0 else None
