"""Facts about an order and its customer + the rules of a policy → a decision.

Gate, banner, holds, what-if and back-test all call :func:`decide`. Rules are looked at in
their order. Each says whether its condition is met and what then happens: the order is
blocked, a warning is given, or the order is exempt and what follows is not looked at.

Amounts are in the currency of the company, days are whole days, shares are in percent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import NamedTuple

from .facts import Facts
from .kinds import BLOCK, EFFECTS, EXEMPT, EXPOSURE, KINDS, PAY, REDUCE, WARN, Measure, Remedy

QUOTATION, CONFIRMATION, CHANGE, DELIVERY, INVOICE = CHECKPOINTS = (
    "quotation", "confirmation", "change", "delivery", "invoice",
)  # fmt: skip
PASS = "pass"
NOT_REACHED = "not_reached"  # an exemption came before
NOT_APPLICABLE = "not_applicable"  # outside the scope of the rule


@dataclass(frozen=True, slots=True)
class Scope:
    """Customers and orders a rule is for: every criterion given must fit; one of its values is enough."""

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
    """One condition and its effect. Which thresholds a kind reads is said in its entry of KINDS."""

    id: int
    kind: str
    effect: str = BLOCK
    checkpoints: frozenset[str] = frozenset(CHECKPOINTS)
    scope: Scope = Scope()
    amount: float = 0.0
    percent: float = 0.0
    limit_percent: float = 0.0
    days: int = 0
    count: int = 0
    grace: int = 0
    most: float = 0.0  # owed in all under an exemption that sales can bring about; the limit if that is more
    statuses: frozenset[str] = frozenset()
    tag_ids: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
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


class Result(NamedTuple):
    """Finding of one rule. ``observed`` and ``allowed`` are in the unit of its kind.

    ``about`` is the id of the customer it is about, where one customer ordered and another is billed; ``group_id`` is
    that of the group whose limit it is about, where that is what holds the order down.
    """

    rule_id: int
    kind: str
    outcome: str
    observed: Measure = None
    allowed: Measure = None
    remedies: tuple[Remedy, ...] = ()
    about: int = 0
    group_id: int = 0


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
        result = _look(facts, rule)
        results.append(result)
        exempt = result.outcome == EXEMPT
        if result.outcome in (BLOCK, WARN) and outcome != BLOCK:
            outcome = result.outcome
    released = False
    if outcome == BLOCK and facts.release is not None:
        failed = {result.kind for result in results if result.outcome == BLOCK}
        released = facts.release.covers(facts, failed, policy.release_grace if checkpoint == DELIVERY else 0)
    return Decision(PASS if released else outcome, facts, tuple(results), released)


def _look(facts: Facts, rule: Rule) -> Result:
    """What a rule says of one order: of the customer billed and, for some kinds, of the one who ordered as well."""
    kind = KINDS[rule.kind]
    parties = [facts]
    if facts.sold_to is not None and kind.looks_at_sold_to:
        parties.append(facts.sold_to)
    said = Result(rule.id, rule.kind, NOT_APPLICABLE)
    for party in parties:
        if not rule.scope.includes(party):
            continue
        about = party.customer_id if len(parties) > 1 else 0
        found = _ask(party, rule, about)
        if found.outcome != PASS and not _is_too_much(party, rule):
            return found
        if said.outcome == NOT_APPLICABLE:
            said = Result(rule.id, rule.kind, PASS, found.observed, found.allowed, (), about, found.group_id)
    return said


def _ask(party: Facts, rule: Rule, about: int) -> Result:
    """What the condition of a rule says of a customer, and of its group; the one that holds the order down more."""
    own = _held_against(party, rule, about, 0)
    if party.shared is None or not KINDS[rule.kind].of_group or (group := party.of_group) is None:
        return own
    return max(own, _held_against(group, rule, about, party.shared.group_id), key=_excess)


def _held_against(party: Facts, rule: Rule, about: int, group_id: int) -> Result:
    met, observed, allowed, remedies = KINDS[rule.kind].condition(party, rule)
    return Result(rule.id, rule.kind, rule.effect if met else PASS, observed, allowed, remedies, about, group_id)


def _excess(result: Result) -> tuple[bool, float]:
    """How much a result holds an order down: first whether it does, then by how much it is over, or least below."""
    if isinstance(result.observed, float | int) and isinstance(result.allowed, float | int):
        return result.outcome != PASS, result.observed - result.allowed
    return result.outcome != PASS, -inf


def _is_too_much(facts: Facts, rule: Rule) -> bool:
    """Whether an exemption that sales can bring about, order by order, would let more be owed than it may.

    What the group may owe in all is no exemption's to exceed either.
    """
    if rule.effect != EXEMPT or not KINDS[rule.kind].is_bounded or not facts.exceeds(facts.claim_unpaid, 0.0):
        return False
    group = facts.of_group
    parties = [facts] if group is None else [facts, group]
    return any(party.exceeds(party.exposure_after, max(party.limit.ceiling, rule.most)) for party in parties)


def measures(rule: Rule) -> bool:
    """Whether a rule asks what the customer owes."""
    kind = KINDS[rule.kind]
    return kind.needs == EXPOSURE or kind.reads_exposure or (kind.is_bounded and rule.effect == EXEMPT)


def decide_all(batch: Iterable[Facts], policy: Policy, checkpoint: str) -> list[Decision]:
    """Decide on orders in their order: what passes counts against the next one of the same customer.

    Goods that leave and drafts that are posted take nothing new: what counts already does, before and after, whether
    it passes or not.

    :param batch: facts whose exposure contains none of the orders in the batch
    :return: a decision for each
    """
    rules = policy.rules_at(checkpoint)
    standing = checkpoint in (DELIVERY, INVOICE)
    batch = _with_neighbours(batch) if standing else batch
    taken: defaultdict[int, float] = defaultdict(float)
    of_group: defaultdict[int, float] = defaultdict(float)
    orders: defaultdict[int, int] = defaultdict(int)
    decisions = []
    for facts in batch:
        customer, shared = facts.customer_id, facts.shared
        if shared is not None and of_group[shared.group_id]:
            facts = replace(facts, shared=replace(shared, exposure=shared.exposure + of_group[shared.group_id]))
        if orders[customer]:
            facts = replace(
                facts,
                exposure=facts.exposure + taken[customer],
                earlier_orders=None if facts.earlier_orders is None else facts.earlier_orders + orders[customer],
            )
        decision = decide(facts, policy, checkpoint, rules)
        if not decision.blocked:
            added = max(facts.claim_unpaid - (facts.counted if standing else 0.0), 0.0)
            taken[customer] += added
            orders[customer] += 1
            if shared is not None:
                of_group[shared.group_id] += added
        decisions.append(decision)
    return decisions


def _with_neighbours(batch: Iterable[Facts]) -> list[Facts]:
    """The facts with what the other orders of the batch, and of the same customer or group, add already."""
    batch = list(batch)
    standing: defaultdict[int, float] = defaultdict(float)
    of_group: defaultdict[int, float] = defaultdict(float)
    for facts in batch:
        standing[facts.customer_id] += facts.counted
        if facts.shared is not None:
            of_group[facts.shared.group_id] += facts.counted
    found = []
    for facts in batch:
        shared = facts.shared
        if shared is not None:
            beside = of_group[shared.group_id] - facts.counted
            shared = replace(shared, exposure=shared.exposure + beside)
        exposure = facts.exposure + standing[facts.customer_id] - facts.counted
        found.append(replace(facts, exposure=exposure, shared=shared))
    return found
