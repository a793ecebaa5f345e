"""Facts about an order and its customer + the rules of a policy → a decision.

Gate, banner, holds, what-if and back-test all call :func:`decide`. Rules are looked at in
their order. Each says whether its condition is met and what then happens: the order is
blocked, a warning is given, or the order is exempt and what follows is not looked at.

Amounts are in the currency of the company, days are whole days, shares are in percent.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from math import inf
from typing import NamedTuple, TypeAlias

from ..limit.limits import LIMITED, NOT_ASSESSED, EffectiveLimit

NO_LIMIT = EffectiveLimit(NOT_ASSESSED)

QUOTATION, CONFIRMATION, CHANGE, DELIVERY = CHECKPOINTS = ("quotation", "confirmation", "change", "delivery")
EXEMPT, WARN, BLOCK = EFFECTS = ("exempt", "warn", "block")
PASS = "pass"
NOT_REACHED = "not_reached"  # an exemption came before
NOT_APPLICABLE = "not_applicable"  # outside the scope of the rule

# Remedies: what would clear a failure.
PAY, REDUCE, RAISE_LIMIT, AGREE_TERMS, ASSESS, REVIEW, REOPEN, ASK = (
    "pay", "reduce", "raise_limit", "agree_terms", "assess", "review", "reopen", "ask",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Terms:
    """What a payment term gives: credit days, and a discount for paying within its own days."""

    days: int = 0
    discount: float = 0.0
    discount_days: int = 0

    def better_than(self, approved: "Terms") -> bool:
        """Whether these give the customer anything that ``approved`` does not."""
        longer_window = self.discount > 0 and self.discount_days > approved.discount_days
        return self.days > approved.days or self.discount > approved.discount or longer_window


@dataclass(frozen=True, slots=True)
class Release:
    """An authorised override for one order: up to a total in the order's currency, until a day."""

    cap: float
    currency_id: int
    valid_until: date
    prepayment: float = 0.0
    terms: Terms | None = None

    def covers(self, facts: "Facts", grace: int = 0) -> bool:
        """Whether the order as it stands is within what was released.

        :param grace: days after the last one on which it still holds
        """
        return (
            facts.currency_id == self.currency_id
            and facts.total - self.cap <= facts.total_rounding / 2
            and (facts.today - self.valid_until).days <= grace
            and self.prepayment - facts.prepaid_total <= facts.total_rounding / 2
            and (self.terms is None or not facts.terms.better_than(self.terms))
        )


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one order and its customer at one moment.

    ``exposure`` is that of the customer without this order; ``claim`` is what the order adds to
    it, ``counted`` what it adds already; ``prepaid`` is what has been paid for it and does not
    lower the exposure yet. ``total``, ``prepaid_total``, ``total_rounding`` and ``currency_id``
    are the order's own, for a release to be held against.
    """

    today: date
    customer_id: int = 0
    account_id: int = 0
    status: str = NOT_ASSESSED
    limit: EffectiveLimit = NO_LIMIT
    exposure: float = 0.0
    counted: float = 0.0
    overdue: float = 0.0
    oldest_days_past_due: int = 0
    claim: float = 0.0
    prepaid: float = 0.0
    total: float = 0.0
    prepaid_total: float = 0.0
    total_rounding: float = 0.01
    currency_id: int = 0
    value: float = 0.0
    terms: Terms = Terms()
    approved_terms: Terms | None = None
    next_review: date | None = None
    days_beyond_terms: float | None = None
    earlier_orders: int | None = None
    grade_id: int = 0
    risk_class: str = ""
    category_ids: frozenset[int] = frozenset()
    team_id: int = 0
    country_id: int = 0
    industry_id: int = 0
    tag_ids: frozenset[int] = frozenset()
    release: Release | None = None
    rounding: float = 0.01

    @property
    def claim_unpaid(self) -> float:
        """What of the order would be owed: a prepayment lowers it, and never below nothing."""
        return max(self.claim - self.prepaid, 0.0)

    @property
    def exposure_after(self) -> float:
        return self.exposure + self.claim_unpaid

    @property
    def assessed(self) -> bool:
        return self.limit.state != NOT_ASSESSED

    def exceeds(self, amount: float, allowed: float) -> bool:
        """Whether an amount is larger by at least the smallest coin."""
        return amount - allowed > self.rounding / 2


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a rule is for: every criterion given must fit; one of its values is enough."""

    everybody: bool = False  # also customers whose limit nobody has assessed
    account_ids: frozenset[int] = frozenset()
    grade_ids: frozenset[int] = frozenset()
    risk_classes: frozenset[str] = frozenset()
    category_ids: frozenset[int] = frozenset()
    team_ids: frozenset[int] = frozenset()
    country_ids: frozenset[int] = frozenset()
    industry_ids: frozenset[int] = frozenset()

    def includes(self, facts: Facts) -> bool:
        return (
            (self.everybody or facts.assessed)
            and (not self.account_ids or facts.account_id in self.account_ids)
            and (not self.grade_ids or facts.grade_id in self.grade_ids)
            and (not self.risk_classes or facts.risk_class in self.risk_classes)
            and (not self.category_ids or not self.category_ids.isdisjoint(facts.category_ids))
            and (not self.team_ids or facts.team_id in self.team_ids)
            and (not self.country_ids or facts.country_id in self.country_ids)
            and (not self.industry_ids or facts.industry_id in self.industry_ids)
        )


@dataclass(frozen=True, slots=True)
class Rule:
    """One condition and its effect. Which threshold a kind reads is said at its function below."""

    id: int
    kind: str
    effect: str = BLOCK
    checkpoints: frozenset[str] = frozenset(CHECKPOINTS)
    scope: Scope = Scope()
    amount: float = 0.0
    percent: float = 0.0
    days: int = 0
    count: int = 0
    grace: int = 0
    statuses: frozenset[str] = frozenset()
    tag_ids: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.kind not in CONDITIONS:
            raise ValueError(f"unknown kind of rule: {self.kind!r}")
        if self.effect not in EFFECTS:
            raise ValueError(f"unknown effect of a rule: {self.effect!r}")


@dataclass(frozen=True, slots=True)
class Policy:
    """The rules of one version in their order, and its parameters."""

    id: int = 0
    version: int = 0
    rules: tuple[Rule, ...] = ()
    counted: frozenset[str] = frozenset()
    horizon: int | None = None  # orders due later than so many days do not count yet
    release_grace: int = 0  # days for which goods still leave on a release that is over

    def rules_at(self, checkpoint: str) -> list[Rule]:
        return [rule for rule in self.rules if checkpoint in rule.checkpoints]

    def kinds_at(self, checkpoint: str) -> set[str]:
        return {rule.kind for rule in self.rules if checkpoint in rule.checkpoints}


class Remedy(NamedTuple):
    """One way out; ``amount`` where it is one of money."""

    kind: str
    amount: float = 0.0


Measure: TypeAlias = float | str | Terms | None  # in the unit of the kind of rule


class Result(NamedTuple):
    """What one rule said. ``observed`` and ``allowed`` are in the unit of its kind."""

    rule_id: int
    kind: str
    outcome: str
    observed: Measure = None
    allowed: Measure = None
    remedies: tuple[Remedy, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """The outcome for one order (pass, warn or block) with the result of every rule."""

    outcome: str
    facts: Facts
    results: tuple[Result, ...] = ()
    released: bool = False

    @property
    def blocked(self) -> bool:
        return self.outcome == BLOCK

    @property
    def findings(self) -> list[Result]:
        """The results that need saying: what blocks and what warns."""
        return [result for result in self.results if result.outcome in (BLOCK, WARN)]

    @property
    def failures(self) -> list[Result]:
        return [result for result in self.results if result.outcome == BLOCK]

    @property
    def payment(self) -> float | None:
        """The one payment that would clear every failure, oldest items first; None where none would."""
        needed = []
        for failure in self.failures:
            payments = [remedy.amount for remedy in failure.remedies if remedy.kind == PAY]
            if not payments:
                return None
            needed.append(min(payments))
        return max(needed, default=None)

    @property
    def reduction(self) -> float | None:
        """By how much less the order would pass; None where a smaller order would not help."""
        needed = []
        for failure in self.failures:
            reductions = [remedy.amount for remedy in failure.remedies if remedy.kind == REDUCE]
            if not reductions:
                return None
            needed.append(min(reductions))
        return max(needed, default=None)


def decide(facts: Facts, policy: Policy, checkpoint: str, rules: Sequence[Rule] | None = None) -> Decision:
    """Hold one order against the rules of a checkpoint.

    A release that covers the order turns a block into a pass; the results still say why it was
    needed.

    :param rules: those of the checkpoint, for who decides on many orders
    """
    results, outcome, exempt = [], PASS, False
    for rule in policy.rules_at(checkpoint) if rules is None else rules:
        if exempt:
            results.append(Result(rule.id, rule.kind, NOT_REACHED))
            continue
        if not rule.scope.includes(facts):
            results.append(Result(rule.id, rule.kind, NOT_APPLICABLE))
            continue
        met, observed, allowed, remedies = CONDITIONS[rule.kind](facts, rule)
        if not met:
            results.append(Result(rule.id, rule.kind, PASS, observed, allowed))
            continue
        results.append(Result(rule.id, rule.kind, rule.effect, observed, allowed, remedies))
        exempt = rule.effect == EXEMPT
        if outcome != BLOCK and not exempt:
            outcome = rule.effect
    released = False
    if outcome == BLOCK and facts.release is not None:
        released = facts.release.covers(facts, policy.release_grace if checkpoint == DELIVERY else 0)
    return Decision(PASS if released else outcome, facts, tuple(results), released)


def decide_all(batch: Iterable[Facts], policy: Policy, checkpoint: str) -> list[Decision]:
    """Decide on orders in their order: what passes counts against the next one of the same customer.

    At delivery nothing new is taken: what counts already does, before and after, whether it passes or not.

    :param batch: facts whose exposure contains none of the orders in the batch
    :return: a decision for each
    """
    rules = policy.rules_at(checkpoint)
    batch = _with_neighbours(batch) if checkpoint == DELIVERY else batch
    taken: defaultdict[int, float] = defaultdict(float)
    orders: defaultdict[int, int] = defaultdict(int)
    decisions = []
    for facts in batch:
        customer = facts.customer_id
        if orders[customer]:
            facts = replace(
                facts,
                exposure=facts.exposure + taken[customer],
                earlier_orders=None if facts.earlier_orders is None else facts.earlier_orders + orders[customer],
            )
        decision = decide(facts, policy, checkpoint, rules)
        if not decision.blocked:
            if checkpoint != DELIVERY or not facts.counted:
                taken[customer] += facts.claim_unpaid
            orders[customer] += 1
        decisions.append(decision)
    return decisions


def _with_neighbours(batch: Iterable[Facts]) -> list[Facts]:
    """The facts with what the other orders of the batch, and of the same customer, add already."""
    batch = list(batch)
    standing: defaultdict[int, float] = defaultdict(float)
    for facts in batch:
        standing[facts.customer_id] += facts.counted
    return [replace(facts, exposure=facts.exposure + standing[facts.customer_id] - facts.counted) for facts in batch]


# === CONDITIONS === #
# Each takes facts and a rule and gives: whether the condition is met, what was observed, what
# is allowed, and remedies.
Found: TypeAlias = tuple[bool, Measure, Measure, tuple[Remedy, ...]]
Condition: TypeAlias = Callable[[Facts, Rule], Found]


def _exposure(facts: Facts, rule: Rule) -> Found:
    """With this order more than the limit and a tolerance, the larger of amount and percent of the limit.

    An order that adds nothing passes, whatever is owed already. An expired limit still counts
    for the days of grace.
    """
    limit = facts.limit
    if limit.state != LIMITED:
        return False, facts.exposure_after, None, ()
    amount = limit.amount + (limit.expired_amount if days_expired(facts) <= rule.grace else 0.0)
    if amount == inf:  # unlimited, and in its days of grace
        return False, facts.exposure_after, None, ()
    allowed = amount + max(rule.amount, amount * rule.percent / 100)
    excess = _up(facts.exposure_after - allowed, facts)
    adds = facts.exceeds(facts.claim_unpaid, 0.0)
    if not adds or not facts.exceeds(facts.exposure_after, allowed):
        return False, facts.exposure_after, allowed, ()
    remedies = [Remedy(PAY, excess), Remedy(RAISE_LIMIT, excess)]
    if 0 < excess < facts.claim_unpaid:
        remedies.append(Remedy(REDUCE, excess))
    return True, facts.exposure_after, allowed, tuple(remedies)


def _overdue_amount(facts: Facts, rule: Rule) -> Found:
    """More overdue than the amount and, where a percent is given, than that share of the exposure.

    Nothing counts as long as the oldest item has been overdue for no longer than the grace.
    """
    share = rule.percent / 100
    over = facts.exceeds(facts.overdue, rule.amount) and facts.oldest_days_past_due > rule.grace
    if share and not facts.exceeds(facts.overdue, share * facts.exposure):
        over = False
    if not over:
        return False, facts.overdue, rule.amount, ()
    payment = facts.overdue - rule.amount
    if 0 < share < 1:  # a payment lowers the exposure as well
        payment = min(payment, max((facts.overdue - share * facts.exposure) / (1 - share), 0.0))
    return True, facts.overdue, rule.amount, (Remedy(PAY, _up(payment, facts)),)


def _overdue_days(facts: Facts, rule: Rule) -> Found:
    """The oldest open item is past due by more than days and grace.

    Where a percent is given, also more than that share of the exposure is overdue: one small item
    that nobody has cleared up does not stop a customer who pays the rest.
    """
    allowed = rule.days + rule.grace
    share = rule.percent / 100
    material = not share or facts.exceeds(facts.overdue, share * facts.exposure)
    met = facts.oldest_days_past_due > allowed and material
    return met, facts.oldest_days_past_due, allowed, (Remedy(PAY, facts.overdue),) if met else ()


def days_expired(facts: Facts) -> int:
    """For how many days the limit has been over; 0 for one that stands."""
    limit = facts.limit
    return (facts.today - limit.valid_to).days if limit.expired and limit.valid_to is not None else 0


def _limit_expired(facts: Facts, rule: Rule) -> Found:
    """The limit has been over for longer than the grace."""
    days = days_expired(facts)
    return days > rule.grace, days, rule.grace, (Remedy(REVIEW),)


def _not_assessed(facts: Facts, rule: Rule) -> Found:
    """Nobody has approved a limit."""
    return not facts.assessed, facts.limit.state, None, (Remedy(ASSESS),)


def _status(facts: Facts, rule: Rule) -> Found:
    """The account has one of the statuses."""
    return facts.status in rule.statuses, facts.status, None, (Remedy(REOPEN),)


def _order_value(facts: Facts, rule: Rule) -> Found:
    """The order is worth more than the amount, whatever has been paid."""
    met = facts.exceeds(facts.value, rule.amount)
    return met, facts.value, rule.amount, (Remedy(REDUCE, _up(facts.value - rule.amount, facts)),) if met else ()


def _terms(facts: Facts, rule: Rule) -> Found:
    """The order's payment terms give the customer more than what was approved."""
    approved = facts.approved_terms
    met = approved is not None and facts.terms.better_than(approved)
    return met, facts.terms, approved, (Remedy(AGREE_TERMS),)


def _review_overdue(facts: Facts, rule: Rule) -> Found:
    """The review of the account has been due for longer than the grace."""
    days = (facts.today - facts.next_review).days if facts.next_review else 0
    return days > rule.grace, days, rule.grace, (Remedy(REVIEW),)


def _days_beyond_terms(facts: Facts, rule: Rule) -> Found:
    """On average the customer has paid later than due by more than days and grace."""
    allowed = rule.days + rule.grace
    late = facts.days_beyond_terms
    return late is not None and late > allowed, late, allowed, (Remedy(ASK),)


def _first_orders(facts: Facts, rule: Rule) -> Found:
    """One of the first orders of a customer, as many as the count says."""
    earlier = facts.earlier_orders
    return earlier is not None and earlier < rule.count, earlier, rule.count, (Remedy(ASK),)


def _prepaid(facts: Facts, rule: Rule) -> Found:
    """Paid for in full, booked already or not. An order of no value needs no payment.

    What is owed of an order that has been invoiced is no prepayment: it is not asked about here.
    """
    met = facts.total - facts.prepaid_total <= facts.total_rounding / 2
    return met, facts.prepaid_total, facts.total, ()


def _immediate(facts: Facts, rule: Rule) -> Found:
    """To be paid at once by its terms."""
    return facts.terms.days <= 0, facts.terms.days, 0, ()


def _tagged(facts: Facts, rule: Rule) -> Found:
    """The order carries one of the tags."""
    return not rule.tag_ids.isdisjoint(facts.tag_ids), None, None, ()


def _small_order(facts: Facts, rule: Rule) -> Found:
    """The order is worth no more than the amount."""
    return not facts.exceeds(facts.value, rule.amount), facts.value, rule.amount, ()


def _up(amount: float, facts: Facts) -> float:
    """Rounded up to the smallest coin: a remedy that falls short is none."""
    return -(-round(amount / facts.rounding, 6) // 1) * facts.rounding


CONDITIONS: dict[str, Condition] = {
    "exposure": _exposure,
    "overdue_amount": _overdue_amount,
    "overdue_days": _overdue_days,
    "limit_expired": _limit_expired,
    "not_assessed": _not_assessed,
    "status": _status,
    "order_value": _order_value,
    "terms": _terms,
    "review_overdue": _review_overdue,
    "days_beyond_terms": _days_beyond_terms,
    "first_orders": _first_orders,
    "prepaid": _prepaid,
    "immediate": _immediate,
    "tagged": _tagged,
    "small_order": _small_order,
}
# Kinds that read what the customer owes; the others need no figures.
NEEDS_EXPOSURE = frozenset({"exposure", "overdue_amount", "overdue_days"})
