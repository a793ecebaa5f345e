"""The kinds of rules: what each looks at, and all that anything else has to know of it.

A new kind is one entry of :data:`KINDS` with its condition, its words in ``models/policy/credit_explanation_kind.py``,
and its test. Forms, decisions, holds and replays read the entry. Another addon brings one by :func:`add_kind`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from ..exposure.terms import Terms
from ..limit.limits import LIMITED
from .facts import Facts

if TYPE_CHECKING:
    from .policy import Rule

EXEMPT, WARN, BLOCK = EFFECTS = ("exempt", "warn", "block")
# Thresholds that are numbers; a rule can also name a status or tags.
AMOUNT, PERCENT, LIMIT_PERCENT, DAYS, COUNT, GRACE = THRESHOLDS = (
    "amount", "percent", "limit_percent", "days", "count", "grace",
)  # fmt: skip
STATUS, TAGS = "status", "tag_ids"
# Data that have to be read before such a rule can be decided; the others do with what is known anyway.
EXPOSURE, PAYMENTS, ORDERS, APPROVED_TERMS, ORDER_TAGS, PAYERS, SCORE = (
    "exposure", "payments", "orders", "approved_terms", "order_tags", "payers", "score",
)  # fmt: skip

# Remedies: what would clear a failure.
PAY, MATCH, REDUCE, RAISE_LIMIT, AGREE_TERMS, AGREE_PAYER, ASSESS, REVIEW, REOPEN, ASK = (
    "pay", "match", "reduce", "raise_limit", "agree_terms", "agree_payer", "assess", "review", "reopen", "ask",
)  # fmt: skip

Measure: TypeAlias = float | str | Terms | Mapping[str, object] | None


class Remedy(NamedTuple):
    """One way out; ``amount`` where it is one of money."""

    kind: str
    amount: float = 0.0


# Whether the condition is met, what was observed, what is allowed, and remedies.
Found: TypeAlias = tuple[bool, Measure, Measure, tuple[Remedy, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of rule.

    ``unit`` is that of what is observed and allowed, where words depend on it. ``reads`` names the thresholds of a rule
    that mean something, ``required`` those that must be given. ``effects`` are those that make sense, the usual last.
    """

    condition: Callable[[Facts, Rule], Found]
    unit: str | None = None
    reads: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    effects: tuple[str, ...] = (WARN, BLOCK)
    needs: str | None = None
    reads_exposure: bool = False  # beside what it needs: so what is owed is read, and decided on one after the other
    moves: str | None = None  # the threshold that a curve moves; the first one read when left out
    weighs_risk: bool = False  # so it is the one to choose a threshold for
    percent_of_exposure: bool = False  # so 100 is the most it can be
    is_about_not_assessed: bool = False  # so it has to be for customers not assessed too
    is_set_by_sales: bool = False  # salespeople can make the condition true themselves
    is_bounded: bool = False  # exempts as far as a limit or an amount goes: orders can be made to meet it one by one
    is_excuse: bool = False  # of no interest where it is not met
    looks_at_sold_to: bool = False  # not only at the customer who is billed
    of_group: bool = False  # asked of what the customer shares with its group as well


# === CONDITIONS === #


def _exposure(facts: Facts, rule: Rule) -> Found:
    """With this order more than the limit and a tolerance, the larger of amount and percent of the limit.

    An order that adds nothing passes, whatever is owed already. An expired limit still counts for the days of grace.
    """
    limit = facts.limit
    if limit.state != LIMITED:
        return False, facts.exposure_after, None, ()
    amount = limit.amount + (limit.expired_amount if days_expired(facts) <= rule.grace else 0.0)
    if amount == inf:  # unlimited, and in its days of grace
        return False, facts.exposure_after, None, ()
    allowed = amount + max(rule.amount, amount * rule.percent / 100)
    excess = _up(facts.exposure_after - allowed, facts)
    if not facts.exceeds(facts.claim_unpaid, 0.0) or not facts.exceeds(facts.exposure_after, allowed):
        return False, facts.exposure_after, allowed, ()
    remedies = [Remedy(PAY, excess), Remedy(RAISE_LIMIT, excess)]
    if not facts.exceeds(excess, facts.unmatched):  # the money is there already
        remedies.insert(0, Remedy(MATCH, excess))
    if 0 < excess < facts.claim_unpaid:
        remedies.append(Remedy(REDUCE, excess))
    return True, facts.exposure_after, allowed, tuple(remedies)


def _overdue_amount(facts: Facts, rule: Rule) -> Found:
    """More overdue than the floor and, where a percent is given, than that share of the exposure.

    Nothing counts as long as the oldest item has been overdue for no longer than the grace.
    """
    share, floor = rule.percent / 100, _floor(facts, rule)
    over = facts.exceeds(facts.overdue, floor) and facts.oldest_days_past_due > rule.grace
    if share and not facts.exceeds(facts.overdue, share * facts.exposure):
        over = False
    if not over:
        return False, facts.overdue, floor, ()
    payment = facts.overdue - floor
    if 0 < share < 1:  # a payment lowers the exposure as well
        payment = min(payment, max((facts.overdue - share * facts.exposure) / (1 - share), 0.0))
    return True, facts.overdue, floor, (Remedy(PAY, _up(payment, facts)),)


def _floor(facts: Facts, rule: Rule) -> float:
    """Amount that may be overdue whatever its share: the larger of the amount and of the percent of the limit."""
    limit = facts.limit
    if limit.state != LIMITED or limit.amount == inf:
        return rule.amount
    return max(rule.amount, limit.amount * rule.limit_percent / 100)


def _overdue_days(facts: Facts, rule: Rule) -> Found:
    """The oldest open item is past due by more than days and grace.

    More than the floor must be overdue and, where a percent is given, more than that share of the exposure: one
    small item that nobody has cleared up does not stop a customer who pays the rest.
    """
    allowed = rule.days + rule.grace
    floor = max(_floor(facts, rule), rule.percent / 100 * facts.exposure)
    material = not floor or facts.exceeds(facts.overdue, floor)
    met = facts.oldest_days_past_due > allowed and material
    return met, facts.oldest_days_past_due, allowed, (Remedy(PAY, facts.overdue),) if met else ()


def days_expired(facts: Facts) -> int:
    """For how many days the limit has been over; 0 for one that stands."""
    limit = facts.limit
    return (facts.today - limit.valid_to).days if limit.expired and limit.valid_to else 0


def _limit_expired(facts: Facts, rule: Rule) -> Found:
    """The limit has been over for longer than the grace."""
    days = days_expired(facts)
    return days > rule.grace, days, rule.grace, (Remedy(REVIEW),)


def _not_assessed(facts: Facts, rule: Rule) -> Found:
    """Nobody has approved a limit."""
    return not facts.assessed, facts.limit.state, None, (Remedy(ASSESS),)


NO_POLICY = "no_policy"  # observed by the rule that stands in where no policy is in force


def _limited(facts: Facts, rule: Rule) -> Found:
    """The customer has a limit, whatever is owed of it. Rules of a policy have numbers, the one built in has none."""
    return facts.limit.state == LIMITED, None if rule.id else NO_POLICY, None, (Remedy(ASK),)


def _status(facts: Facts, rule: Rule) -> Found:
    """The account has one of the statuses."""
    return facts.status in rule.statuses, facts.status, None, (Remedy(REOPEN),)


def _payer(facts: Facts, rule: Rule) -> Found:
    """Another customer is billed than the one who ordered, one of them has an account, and it was not agreed."""
    sold_to = facts.sold_to
    met = sold_to is not None and bool(sold_to.account_id or facts.account_id) and not facts.payer_agreed
    return met, "not_agreed" if met else None, None, (Remedy(AGREE_PAYER),) if met else ()


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
    allowed, late = rule.days + rule.grace, facts.days_beyond_terms
    return late is not None and late > allowed, late, allowed, (Remedy(ASK),)


def _score(facts: Facts, rule: Rule) -> Found:
    """The customer scores less today than the points asked for; whose score is not known passes.

    The score itself is not observed: salespeople read what is, and scores are not for them.
    """
    score = facts.more.get(SCORE)
    return isinstance(score, float) and score < rule.percent, None, rule.percent, (Remedy(REVIEW),)


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


KINDS = {
    "exposure": Kind(
        condition=_exposure, unit=AMOUNT, reads=(AMOUNT, PERCENT, GRACE), needs=EXPOSURE, moves=PERCENT, of_group=True
    ),
    "overdue_amount": Kind(
        condition=_overdue_amount,
        unit=AMOUNT,
        reads=(AMOUNT, PERCENT, LIMIT_PERCENT, GRACE),
        percent_of_exposure=True,
        needs=EXPOSURE,
    ),
    "overdue_days": Kind(
        condition=_overdue_days,
        reads=(AMOUNT, PERCENT, LIMIT_PERCENT, DAYS, GRACE),
        moves=DAYS,
        percent_of_exposure=True,
        needs=EXPOSURE,
    ),
    "limit_expired": Kind(condition=_limit_expired, reads=(GRACE,)),
    "not_assessed": Kind(condition=_not_assessed, effects=EFFECTS, is_about_not_assessed=True, looks_at_sold_to=True),
    "limited": Kind(condition=_limited, effects=EFFECTS),
    "status": Kind(condition=_status, reads=(STATUS,), required=(STATUS,), looks_at_sold_to=True),
    "payer": Kind(condition=_payer, needs=PAYERS),
    "order_value": Kind(condition=_order_value, unit=AMOUNT, reads=(AMOUNT,)),
    "terms": Kind(condition=_terms, needs=APPROVED_TERMS),
    "review_overdue": Kind(condition=_review_overdue, reads=(GRACE,)),
    "days_beyond_terms": Kind(condition=_days_beyond_terms, reads=(DAYS, GRACE), needs=PAYMENTS),
    "score": Kind(condition=_score, reads=(PERCENT,), needs=SCORE),
    "first_orders": Kind(condition=_first_orders, reads=(COUNT,), required=(COUNT,), effects=EFFECTS, needs=ORDERS),
    "prepaid": Kind(condition=_prepaid, unit=AMOUNT, effects=(EXEMPT,), is_excuse=True),
    "immediate": Kind(condition=_immediate, effects=EFFECTS, is_set_by_sales=True, is_bounded=True, is_excuse=True),
    "tagged": Kind(
        condition=_tagged,
        reads=(TAGS,),
        required=(TAGS,),
        effects=EFFECTS,
        needs=ORDER_TAGS,
        is_set_by_sales=True,
        is_bounded=True,
        is_excuse=True,
    ),
    "small_order": Kind(
        condition=_small_order, unit=AMOUNT, reads=(AMOUNT,), effects=(EXEMPT,), is_bounded=True, is_excuse=True
    ),
}
OWN_KINDS = tuple(KINDS)


def add_kind(name: str, kind: Kind) -> None:
    """Let policies have a kind of rule of another addon.

    Loaded once for all databases of a server: where the addon is not installed, no form offers the kind.
    """
    KINDS[name] = kind
