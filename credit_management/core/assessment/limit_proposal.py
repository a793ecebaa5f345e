"""A customer's strength and need → a proposed limit, with every method's figure beside it.

Several methods give a figure each; a rule chooses among them, the grade's factor is applied, and
the result is no more than the customer asked for and the policy allows. Amounts are in the
currency of the company.

Two kinds of methods: what the customer *needs* to buy as it does without a break, and what it can
*bear*. The usual rule grants what is needed as far as it can be borne: less would hold orders of
good customers, more is risk that sells nothing. See docs/replay.md for what each rule comes to.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

EQUITY, WORKING_CAPITAL, PURCHASES, BALANCE, ASKED = METHODS = (
    "equity", "working_capital", "purchases", "balance", "asked",
)  # fmt: skip
NEEDS, BEARS = (PURCHASES, BALANCE), (EQUITY, WORKING_CAPITAL)
NEEDED, LOWEST, MIDDLE, HIGHEST = RULES = ("needed", "lowest", "middle", "highest")
MAXIMUM = "maximum"
YEAR = 365
MONTHS = 12
MONTHS_TOLD = 3  # of fewer, the first orders would pass for the pace of a year
WHOLE = 100


@dataclass(frozen=True)
class Basis:
    """Figures the methods start from; None is not known. ``purchases`` are those of twelve months."""

    equity: float | None = None
    working_capital: float | None = None
    purchases: float | None = None
    credit_days: int | None = None
    highest_balance: float | None = None
    asked: float | None = None


@dataclass(frozen=True)
class Parameters:
    """How a policy grants limits. Shares are in percent; a ``step`` or ``maximum`` of zero is none."""

    equity_share: float = 10.0
    working_capital_share: float = 20.0
    purchases_share: float = 200.0
    balance_share: float = 150.0
    rule: str = NEEDED
    step: float = 100.0
    maximum: float = 0.0
    rounding: float = 0.01


@dataclass(frozen=True)
class Figure:
    """The limit by one method; None where its starting figure is not known."""

    method: str
    basis: float | None
    amount: float | None


@dataclass(frozen=True)
class Proposal:
    """``chosen`` is the method the rule took, ``bound`` what then held the amount down: asked or maximum.

    ``amount`` is None when no method has a figure, or no grade says its factor.
    """

    figures: tuple[Figure, ...]
    rule: str
    chosen: str | None = None
    base: float | None = None
    factor: float | None = None
    bound: str | None = None
    amount: float | None = None


def figures(basis: Basis, parameters: Parameters) -> tuple[Figure, ...]:
    """Every method's figure, in their order.

    Shares of equity and of working capital: what the customer can bear (White, Sondhi, Fried, The
    Analysis and Use of Financial Statements, on creditors' safety margins). Purchases of a year ×
    credit days / 365: what it owes on average when it pays on the day; a share of more than 100 %
    leaves room for busy weeks. The highest balance it has paid well: what has been tried. What it
    asks for.
    """
    return (
        _share(EQUITY, basis.equity, parameters.equity_share),
        _share(WORKING_CAPITAL, basis.working_capital, parameters.working_capital_share),
        _at_terms(basis, parameters.purchases_share),
        _share(BALANCE, basis.highest_balance, parameters.balance_share),
        _share(ASKED, basis.asked, WHOLE),
    )


def _share(method: str, basis: float | None, percent: float) -> Figure:
    return Figure(method, basis, None if basis is None else max(basis, 0.0) * percent / WHOLE)


def _at_terms(basis: Basis, percent: float) -> Figure:
    if basis.purchases is None or basis.credit_days is None:
        return Figure(PURCHASES, basis.purchases, None)
    amount = max(basis.purchases, 0.0) * basis.credit_days / YEAR * percent / WHOLE
    return Figure(PURCHASES, basis.purchases, amount)


def yearly(purchases: float | None, months: float | None) -> float | None:
    """Purchases of the last twelve months as those of a whole year, where the customer is not one for as long.

    :param months: since its first invoice
    """
    if purchases is None or months is None:
        return purchases
    return purchases * MONTHS / min(max(months, MONTHS_TOLD), MONTHS)


def propose(basis: Basis, parameters: Parameters, factor: float | None) -> Proposal:
    """The limit to propose.

    What is asked for holds the amount down and is a figure of its own only where nothing else is
    known: a wish is no reason to grant more.

    :param factor: that of the grade; None while there is no grade
    """
    found = figures(basis, parameters)
    usable = [(figure.method, figure.amount) for figure in found if figure.amount is not None]
    usable = [(method, amount) for method, amount in usable if method != ASKED] or usable
    if not usable:
        return Proposal(found, parameters.rule, factor=factor)
    method, base = _choose(usable, parameters.rule)
    if factor is None:
        return Proposal(found, parameters.rule, method, base)
    ceilings = {ASKED: found[-1].amount, MAXIMUM: parameters.maximum or None}
    amount, bound = base * factor, None
    for name, ceiling in ceilings.items():
        if ceiling is not None and amount > ceiling:
            amount, bound = ceiling, name
    amount = rounded_down(amount, parameters.step, parameters.rounding)
    return Proposal(found, parameters.rule, method, base, factor, bound, amount)


def _choose(usable: Sequence[tuple[str, float]], rule: str) -> tuple[str, float]:
    """The method and amount a rule takes; of an even number the lower of the two in the middle."""
    ordered = sorted(usable, key=itemgetter(1))
    if rule == NEEDED:
        most_needed = [figure for figure in ordered if figure[0] in NEEDS][-1:]
        least_borne = [figure for figure in ordered if figure[0] in BEARS][:1]
        return min(most_needed + least_borne or ordered, key=itemgetter(1))
    return ordered[{LOWEST: 0, MIDDLE: (len(ordered) - 1) // 2, HIGHEST: -1}[rule]]


def rounded_down(amount: float, step: float, rounding: float) -> float:
    """A round figure: whole steps; less than one step stays as it is, to the unit of the currency."""
    for unit in (step, rounding):
        whole = math.floor(amount / unit + 1e-9) if unit else 0
        if whole:
            digits = max(0, -math.floor(math.log10(unit))) if unit < 1 else 0
            return round(whole * unit, digits + 2)
    return 0.0
