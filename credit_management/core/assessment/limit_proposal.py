"""A customer's strength and need → a proposed limit, with every method's figure beside it.

Several methods give a figure each; a rule chooses among them, the grade's factor is applied, and
the result is no more than the customer asked for and the policy allows. Amounts are in the
currency of the company.

Two kinds of methods: what the customer *needs* to buy as it does without a break, and what it can
*bear*. The usual rule grants what is needed: less would hold orders of good customers, more is risk that
sells nothing. See docs/replay.md for what each rule comes to.

What a customer can bear follows from its statement. A weak statement lowers the score, and with it the
factor; beyond that nobody gets less for having handed one in. Only equity or working capital below zero
holds the factor down, to a share that the policy says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from ..common.rounding import round_figure

EQUITY, WORKING_CAPITAL, WORKING_ASSETS, OWN_SALES, PURCHASES, BALANCE, ASKED = METHODS = (
    "equity", "working_capital", "working_assets", "own_sales", "purchases", "balance", "asked",
)  # fmt: skip
NEEDS, BEARS = (PURCHASES, BALANCE), (EQUITY, WORKING_CAPITAL, WORKING_ASSETS, OWN_SALES)
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
    busy: float | None = None  # purchases of twelve months at the pace of those with any
    strength: float | None = None  # of the statement, see working_assets
    own_sales: float | None = None  # of the customer, in a year


@dataclass(frozen=True)
class Parameters:
    """How a policy grants limits. Shares are in percent; a ``step`` or ``maximum`` of zero is none.

    ``weak_share`` is the most that the factor may be where equity or working capital is below zero. Without a
    ``step`` amounts are rounded to two significant figures. Working assets and the customer's own sales count where
    they have a share. ``weakest`` and ``strongest`` are the values of a statement between which the share of working
    assets grows from nothing to all of it. ``is_seasonal`` lets months without purchases not count.
    """

    equity_share: float = 10.0
    working_capital_share: float = 20.0
    purchases_share: float = 200.0
    balance_share: float = 150.0
    rule: str = NEEDED
    step: float = 0.0
    maximum: float = 0.0
    rounding: float = 0.01
    weak_share: float = 50.0
    working_assets_share: float = 0.0
    own_sales_share: float = 0.0
    weakest: float = -4.6
    strongest: float = 1.0
    is_seasonal: bool = False


@dataclass(frozen=True)
class Figure:
    """The limit by one method; None where its starting figure is not known."""

    method: str
    basis: float | None
    amount: float | None


@dataclass(frozen=True)
class Proposal:
    """``chosen`` is the method the rule took, ``bound`` what then held the amount down: asked or maximum.

    ``factor`` is that of the grade, or less where the customer is ``weak``. ``amount`` is None when no method has
    a figure, or no grade says its factor.
    """

    figures: tuple[Figure, ...]
    rule: str
    chosen: str | None = None
    base: float | None = None
    factor: float | None = None
    bound: str | None = None
    amount: float | None = None
    weak: bool = False


def figures(basis: Basis, parameters: Parameters) -> tuple[Figure, ...]:
    """Every method's figure, in their order.

    Shares of equity and of working capital: what the customer can bear (White, Sondhi, Fried, The
    Analysis and Use of Financial Statements, on creditors' safety margins). Purchases of a year ×
    credit days / 365: what it owes on average when it pays on the day; a share of more than 100 %
    leaves room for busy weeks. The highest balance it has paid well: what has been tried. What it
    asks for. A share of the customer's own sales bounds what it turns over (10 to 15 % in a rule of a
    bank for traders). Working assets see ``working_assets``; both only where the policy gives them a share.
    """
    beside = []
    if parameters.working_assets_share:
        beside.append(working_assets(basis, parameters))
    if parameters.own_sales_share:
        beside.append(_share(OWN_SALES, basis.own_sales, parameters.own_sales_share))
    return (
        _share(EQUITY, basis.equity, parameters.equity_share),
        _share(WORKING_CAPITAL, basis.working_capital, parameters.working_capital_share),
        *beside,
        _at_terms(basis, parameters),
        _share(BALANCE, basis.highest_balance, parameters.balance_share),
        _share(ASKED, basis.asked, WHOLE),
    )


def strength(
    current_ratio: float | None, quick_ratio: float | None, short_debt: float | None, debt: float | None
) -> float | None:
    """How strong a statement is: current and quick ratio, less short-term and all debt as multiples of the equity."""
    if current_ratio is None or quick_ratio is None or short_debt is None or debt is None:
        return None
    return current_ratio + quick_ratio - short_debt - debt


def working_assets(basis: Basis, parameters: Parameters) -> Figure:
    """Half of working capital and equity together (营运资产), by a share that grows with the strength of the statement.

    Tables of steps are in use for the share; between two values that the policy names it grows evenly here.
    """
    if basis.equity is None or basis.working_capital is None:
        return Figure(WORKING_ASSETS, None, None)
    amount = (basis.equity + basis.working_capital) / 2
    if basis.strength is None:
        return Figure(WORKING_ASSETS, amount, None)
    span = parameters.strongest - parameters.weakest
    part = (basis.strength - parameters.weakest) / span if span > 0 else float(basis.strength >= parameters.strongest)
    return _share(WORKING_ASSETS, amount, parameters.working_assets_share * min(max(part, 0.0), 1.0))


def _share(method: str, basis: float | None, percent: float) -> Figure:
    return Figure(method, basis, None if basis is None else max(basis, 0.0) * percent / WHOLE)


def is_weak(basis: Basis) -> bool:
    """Whether equity or working capital is below zero."""
    return any(given is not None and given < 0 for given in (basis.equity, basis.working_capital))


def _at_terms(basis: Basis, parameters: Parameters) -> Figure:
    purchases = basis.busy if parameters.is_seasonal and basis.busy is not None else basis.purchases
    if purchases is None or basis.credit_days is None:
        return Figure(PURCHASES, purchases, None)
    amount = max(purchases, 0.0) * basis.credit_days / YEAR * parameters.purchases_share / WHOLE
    return Figure(PURCHASES, purchases, amount)


def at_busy_pace(purchases: float | None, active_months: float | None) -> float | None:
    """Purchases of the last twelve months as those of a year like the months in which there were any.

    Who buys in four months of the year owes in them three times what its year tells. One or two months tell no pace.
    """
    if purchases is None or not active_months:
        return None
    return purchases * MONTHS / min(max(active_months, MONTHS_TOLD), MONTHS)


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
    chosen = _choose_fairly(found, parameters.rule)
    weak = is_weak(basis)
    if factor is not None and weak:
        factor = min(factor, parameters.weak_share / WHOLE)
    if chosen is None:
        return Proposal(found, parameters.rule, factor=factor, weak=weak)
    method, base = chosen
    if factor is None:
        return Proposal(found, parameters.rule, method, base, weak=weak)
    amount, bound = rounded(base * factor, parameters), None
    ceilings = {ASKED: found[-1].amount, MAXIMUM: parameters.maximum or None}
    for name, ceiling in ceilings.items():
        if ceiling is not None and amount > ceiling:
            amount, bound = ceiling, name
    return Proposal(found, parameters.rule, method, base, factor, bound, amount, weak)


def _choose_fairly(found: Sequence[Figure], rule: str) -> tuple[str, float] | None:
    """The method and amount to start from, which a statement raises or leaves as it is; None with no figure."""
    usable = [(figure.method, figure.amount) for figure in found if figure.amount is not None]
    without = [one for one in usable if one[0] not in BEARS]
    return max(
        (_choose(_without_wish(some), rule) for some in (without, usable) if some), key=itemgetter(1), default=None
    )


def _without_wish(usable: Sequence[tuple[str, float]]) -> Sequence[tuple[str, float]]:
    """The figures but that of what is asked for, unless it is the only one."""
    return [one for one in usable if one[0] != ASKED] or usable


def _choose(usable: Sequence[tuple[str, float]], rule: str) -> tuple[str, float]:
    """The method and amount a rule takes; of an even number the lower of the two in the middle."""
    ordered = sorted(usable, key=itemgetter(1))
    if rule == NEEDED:
        most_needed = [figure for figure in ordered if figure[0] in NEEDS][-1:]
        least_borne = [figure for figure in ordered if figure[0] in BEARS][:1]
        return min(most_needed + least_borne or ordered, key=itemgetter(1))
    return ordered[{LOWEST: 0, MIDDLE: (len(ordered) - 1) // 2, HIGHEST: -1}[rule]]


def rounded(amount: float, parameters: Parameters) -> float:
    """A round figure, no larger: whole steps of the policy, else two significant figures, in whole coins."""
    return round_figure(amount, parameters.step, parameters.rounding)
