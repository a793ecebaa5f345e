"""A customer's financial statement: its lines, what they add up to, and what does not.

Costs, debts and payments due are positive numbers; results, cash flows, retained earnings and
equity carry their sign. A line that is None has not been given, which is not the same as zero.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

MONTHS = 12
FULL_YEAR, LEAST = 6, 3  # months: an annual one of less is none, and one of less than that tells nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Balance sheet, income and cash flow of one period, in one currency."""

    months: int = MONTHS
    currency: str = ""
    # what the customer has
    cash: float | None = None
    short_term_investments: float | None = None
    receivables: float | None = None
    inventory: float | None = None
    other_current_assets: float | None = None
    current_assets: float | None = None
    tangible_assets: float | None = None
    intangible_assets: float | None = None
    other_non_current_assets: float | None = None
    non_current_assets: float | None = None
    total_assets: float | None = None
    # what it owes, and what is left
    payables: float | None = None
    short_term_debt: float | None = None
    other_current_liabilities: float | None = None
    current_liabilities: float | None = None
    long_term_debt: float | None = None
    other_non_current_liabilities: float | None = None
    non_current_liabilities: float | None = None
    total_liabilities: float | None = None
    share_capital: float | None = None
    retained_earnings: float | None = None
    other_equity: float | None = None
    equity: float | None = None
    market_value: float | None = None
    # what it earned
    sales: float | None = None
    cost_of_sales: float | None = None
    gross_profit: float | None = None
    other_operating_income: float | None = None
    operating_expenses: float | None = None
    operating_result: float | None = None
    financial_income: float | None = None
    interest_expense: float | None = None
    extraordinary_result: float | None = None
    result_before_tax: float | None = None
    income_tax: float | None = None
    net_result: float | None = None
    depreciation: float | None = None
    # what was paid
    opening_cash: float | None = None
    operating_cash_flow: float | None = None
    investing_cash_flow: float | None = None
    financing_cash_flow: float | None = None
    exchange_effect: float | None = None
    closing_cash: float | None = None
    debt_repayment: float | None = None

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError(f"a statement covers one month at least: {self.months}")
        for name in LINES:
            amount = getattr(self, name)
            if amount is not None and not math.isfinite(amount):
                raise ValueError(f"{name} is no amount: {amount}")

    def scaled(self, factor: float) -> "Statement":
        """The same statement in another unit of account."""
        amounts = {name: getattr(self, name) for name in LINES}
        return replace(self, **{name: amount * factor for name, amount in amounts.items() if amount is not None})


LINES = tuple(field.name for field in fields(Statement) if field.name not in ("months", "currency"))


# === IDENTITIES === #


@dataclass(frozen=True, slots=True)
class Identity:
    """One line is the sum of others. Not looked at where the line ``unless`` is given.

    ``carried`` is the part that comes from the step above, in statements that go step by step.
    """

    name: str
    total: str
    plus: tuple[str, ...]
    minus: tuple[str, ...] = ()
    carried: str | None = None
    unless: str | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        return self.plus + self.minus

    def computed(self, statement: Statement) -> float | None:
        """Sum of the parts; None unless all of them are given."""
        plus = [getattr(statement, name) for name in self.plus]
        minus = [getattr(statement, name) for name in self.minus]
        if None in plus or None in minus:
            return None
        return math.fsum(plus) - math.fsum(minus)

    def holds_for(self, statement: Statement) -> bool:
        """Whether this identity is one of this statement at all."""
        return self.unless is None or getattr(statement, self.unless) is None


# Parts before their totals, so that one pass fills in every total that was left out.
IDENTITIES = (
    Identity(
        "current_assets",
        "current_assets",
        ("cash", "short_term_investments", "receivables", "inventory", "other_current_assets"),
    ),
    Identity(
        "non_current_assets",
        "non_current_assets",
        ("tangible_assets", "intangible_assets", "other_non_current_assets"),
    ),
    Identity("total_assets", "total_assets", ("current_assets", "non_current_assets")),
    Identity(
        "current_liabilities", "current_liabilities", ("payables", "short_term_debt", "other_current_liabilities")
    ),
    Identity("non_current_liabilities", "non_current_liabilities", ("long_term_debt", "other_non_current_liabilities")),
    Identity("total_liabilities", "total_liabilities", ("current_liabilities", "non_current_liabilities")),
    Identity("equity", "equity", ("share_capital", "retained_earnings", "other_equity")),
    Identity("balance", "total_assets", ("total_liabilities", "equity")),
    Identity("gross_profit", "gross_profit", ("sales",), ("cost_of_sales",), carried="sales"),
    Identity(
        "operating_result",
        "operating_result",
        ("gross_profit", "other_operating_income"),
        ("operating_expenses",),
        carried="gross_profit",
    ),
    # Statements by nature of expense show no cost of sales.
    Identity(
        "operating_result_by_nature",
        "operating_result",
        ("sales", "other_operating_income"),
        ("operating_expenses",),
        carried="sales",
        unless="gross_profit",
    ),
    Identity(
        "result_before_tax",
        "result_before_tax",
        ("operating_result", "financial_income", "extraordinary_result"),
        ("interest_expense",),
        carried="operating_result",
    ),
    Identity("net_result", "net_result", ("result_before_tax",), ("income_tax",), carried="result_before_tax"),
    Identity(
        "closing_cash",
        "closing_cash",
        ("opening_cash", "operating_cash_flow", "investing_cash_flow", "financing_cash_flow", "exchange_effect"),
        carried="opening_cash",
    ),
)
TOTALS = tuple(dict.fromkeys(identity.total for identity in IDENTITIES))


@dataclass(frozen=True, slots=True)
class Tolerance:
    """By how much a line may differ from its parts: rounding, not error.

    The larger of two: a share of the larger side, for statements in thousands, and an amount
    in the currency of the statement, for small ones.
    """

    share: float = 0.005
    amount: float = 1.0

    def allows(self, stated: float, computed: float) -> float:
        return max(self.amount, self.share * max(abs(stated), abs(computed)))


@dataclass(frozen=True, slots=True)
class Fault:
    """An identity that does not hold. ``difference`` is the line as stated less what its parts add up to."""

    identity: Identity
    stated: float
    computed: float
    allowed: float

    @property
    def difference(self) -> float:
        return self.stated - self.computed


def faults(statement: Statement, tolerance: Tolerance = Tolerance()) -> list[Fault]:
    """The identities that do not hold, in the order of the statement.

    An identity is looked at when its line and all its parts are given; a total that was left
    out is what its parts add up to.
    """
    whole, found = completed(statement), []
    for identity in IDENTITIES:
        stated, computed = getattr(whole, identity.total), identity.computed(whole)
        if stated is None or computed is None or not identity.holds_for(whole):
            continue
        allowed = tolerance.allows(stated, computed)
        noise = 1e-9 * max(abs(stated), abs(computed))  # of binary fractions
        if abs(stated - computed) > allowed + noise:
            found.append(Fault(identity, stated, computed, allowed))
    return found


def completed(statement: Statement) -> Statement:
    """The statement with every total that was left out and whose parts are given."""
    for identity in IDENTITIES:
        if getattr(statement, identity.total) is None and identity.holds_for(statement):
            computed = identity.computed(statement)
            if computed is not None and math.isfinite(computed):
                filled: dict[str, Any] = {identity.total: computed}
                statement = replace(statement, **filled)
    return statement


def from_amounts(amounts: Mapping[str, float | None], months: int = MONTHS, currency: str = "") -> Statement:
    """A statement from amounts that are zero where nobody filled them in.

    Lines that add up to the same total belong together: once one of them has an amount, the
    others are zero; as long as none has, none is given. In the income statement what is carried
    over from the step above says nothing about the costs that follow: sales alone are no result.

    :param amounts: ``{line: amount}``
    """
    filled = {name for name, amount in amounts.items() if amount}
    known, derived = set(filled), set()
    for identity in IDENTITIES:
        own = set(identity.parts) - {identity.carried}
        if identity.carried:
            begun = own & filled or {identity.carried, identity.total} <= filled
        else:
            begun = own & known
            known |= {identity.total} if begun else set()
        if begun:
            known |= own
            derived.add(identity.total)
    lines = {name: float(amounts.get(name) or 0.0) for name in known}
    given = {name: amount for name, amount in lines.items() if amount or name not in derived}
    return Statement(months=months, currency=currency, **given)


def is_full_year(kind: str, months: int) -> bool:
    """Whether a statement stands for a year: a first or a changed business year may be short."""
    return kind == "annual" and months >= FULL_YEAR


def tells(kind: str, months: int) -> bool:
    """Whether a customer can be judged by a statement where there is none of a year."""
    return is_full_year(kind, months) or months >= LEAST
