"""Altman's scores of insolvency, from a financial statement, and their zones."""

from .ratio import INSOLVENCY, SCORE, Definition, lines, per_year, quotient, registrar
from .statement import Statement

DISTRESS, GREY, SAFE = ("distress", "grey", "safe")

DEFINITIONS: dict[str, Definition] = {}
_ratio = registrar(DEFINITIONS)


@_ratio(INSOLVENCY, SCORE)
def altman_z_double_prime(now: Statement, _before: Statement | None) -> float:
    """Z'' = 6.56 X1 + 3.26 X2 + 6.72 X3 + 1.05 X4, without a constant. Score; safe above 2.60, distress below 1.10.

    For non-manufacturers and unlisted companies: X1 working capital, X2 retained earnings, X3 operating result of
    twelve months, each / total assets; X4 book value of equity / total liabilities. Altman, Hartzell, Peck,
    Emerging Markets Corporate Bonds: A Scoring System, Salomon Brothers, 1995.
    """
    working_capital, retained, result = _altman_shares(now)
    equity, liabilities = lines(now, "equity", "total_liabilities")
    own = quotient(equity, liabilities, "total_liabilities")
    return 6.56 * working_capital + 3.26 * retained + 6.72 * result + 1.05 * own


@_ratio(INSOLVENCY, SCORE)
def altman_z_emerging(now: Statement, before: Statement | None) -> float:
    """EM score = 3.25 + Z'', with the constant. Score; safe above 5.85, distress below 4.35.

    The constant brings a bond in default (rated D) to a score of about zero; the zones are those of Z'' moved by it.
    Altman, Hartzell, Peck, 1995.
    """
    return 3.25 + altman_z_double_prime(now, before)


@_ratio(INSOLVENCY, SCORE)
def altman_z(now: Statement, _before: Statement | None) -> float:
    """Z = 1.2 X1 + 1.4 X2 + 3.3 X3 + 0.6 X4 + 0.999 X5. Score; safe above 2.99, distress below 1.81.

    For listed manufacturers: X1 to X3 as in Z''; X4 market value of equity / total liabilities; X5 sales of twelve
    months / total assets. Altman, Financial Ratios, Discriminant Analysis and the Prediction of Corporate
    Bankruptcy, Journal of Finance 23/4, 1968, there with X1 to X4 in percent.
    """
    working_capital, retained, result = _altman_shares(now)
    market_value, liabilities, sales, assets = lines(now, "market_value", "total_liabilities", "sales", "total_assets")
    own = quotient(market_value, liabilities, "total_liabilities")
    turnover = quotient(per_year(now, sales), assets, "total_assets")
    return 1.2 * working_capital + 1.4 * retained + 3.3 * result + 0.6 * own + 0.999 * turnover


# Below the first is distress, above the second is safe.
ZONES = {"altman_z_double_prime": (1.10, 2.60), "altman_z_emerging": (4.35, 5.85), "altman_z": (1.81, 2.99)}


def zone(code: str, value: float | None) -> str | None:
    """The zone of an Altman score: distress, grey or safe; None for everything else."""
    if value is None or code not in ZONES:
        return None
    low, high = ZONES[code]
    if value < low:
        return DISTRESS
    return SAFE if value > high else GREY


def _altman_shares(now: Statement) -> list[float]:
    """X1, X2 and X3 of Altman's functions, and everything these need named when it is missing."""
    assets, liabilities, retained, result, total = lines(
        now, "current_assets", "current_liabilities", "retained_earnings", "operating_result", "total_assets"
    )
    amounts = (assets - liabilities, retained, per_year(now, result))
    return [quotient(amount, total, "total_assets") for amount in amounts]
