"""The rules of the policy every company begins with, as plain data: what a replay of files is played with.

They are those of ``models/policy/credit_policy_default.py``, in its order; a test keeps them the same.
"""

from ..exposure.exposure import COUNTED_BY_DEFAULT
from .kinds import EXEMPT, WARN
from .policy import CHANGE, CONFIRMATION, DELIVERY, INVOICE, QUOTATION, Policy, Rule, Scope

EVERYBODY = Scope(everybody=True)
BEFORE = frozenset({QUOTATION, CONFIRMATION})
BOOKED = BEFORE | {CHANGE}
ALWAYS = BOOKED | {DELIVERY}
INVOICED = frozenset({INVOICE})

READY_RULES = (
    Rule(1, "status", checkpoints=ALWAYS, scope=EVERYBODY, statuses=frozenset({"stop", "closed"})),
    Rule(2, "status", WARN, BEFORE, EVERYBODY, statuses=frozenset({"watch"})),
    Rule(3, "prepaid", EXEMPT, ALWAYS | INVOICED, EVERYBODY),
    Rule(4, "not_assessed", WARN, BEFORE, EVERYBODY),
    Rule(5, "payer", checkpoints=BOOKED, scope=EVERYBODY),
    Rule(6, "limit_expired", checkpoints=BOOKED),
    Rule(7, "exposure", checkpoints=BOOKED),
    Rule(8, "overdue_days", checkpoints=ALWAYS, days=30, percent=10, limit_percent=1),
    Rule(9, "terms", checkpoints=BOOKED),
    Rule(10, "review_overdue", WARN, BEFORE, grace=30),
    Rule(11, "status", WARN, INVOICED, EVERYBODY, statuses=frozenset({"stop", "closed"})),
    Rule(12, "limit_expired", WARN, INVOICED),
    Rule(13, "exposure", WARN, INVOICED),
    Rule(14, "overdue_days", WARN, INVOICED, days=30, percent=10, limit_percent=1),
)
READY_POLICY = Policy(rules=READY_RULES, counted=COUNTED_BY_DEFAULT)
