from datetime import date

import numpy as np

from ...core.assessment.items import Ledger, day_number
from ...core.assessment.ready_cards import STEADY_BEHAVIOUR
from ...core.assessment.scorecard import Scorecard
from ...core.exposure.exposure import COUNTED_BY_DEFAULT
from ...core.limit.limits import LIMITED, EffectiveLimit
from ...core.policy.kinds import WARN
from ...core.policy.policy import Policy, Rule, Scope
from ...core.replay.history import History
from ...core.replay.orders import orders_of
from ...core.replay.standing import Standing, Standings

CARD = Scorecard(STEADY_BEHAVIOUR, coverage_min=50)

DAY = day_number(date(2026, 1, 1))

EVERYBODY = Scope(everybody=True)

LIMIT = Rule(1, "exposure")

OVERDUE = Rule(2, "overdue_days", days=10, scope=EVERYBODY)

AMOUNT = Rule(3, "overdue_amount", amount=50, scope=EVERYBODY, effect=WARN)

POLICY = Policy(rules=(LIMIT, OVERDUE, AMOUNT), counted=COUNTED_BY_DEFAULT)


def ledger_of(*invoices, customers=1):
    """Invoices as (customer, day, due, amount, settlements); a settlement is (day, amount[, is_payment])."""
    settled = [(item, *one, True)[:4] for item, (*_own, every) in enumerate(invoices) for one in every]
    columns = list(zip(*(own[:4] for own in invoices), strict=True)) or [()] * 4
    rows = list(zip(*settled, strict=True)) or [()] * 4
    return Ledger(
        customers,
        np.array(columns[0], np.int64),
        np.array(columns[1], np.int64) + DAY,
        np.array(columns[2], np.int64) + DAY,
        np.array(columns[3], float),
        np.array(rows[0], np.int64),
        np.array(rows[1], np.int64) + DAY,
        np.array(rows[2], float),
        np.array(rows[3], bool),
    )


def limited(amount, since=-1000, grade="A"):
    return Standing(since + DAY, limit=EffectiveLimit(LIMITED, amount), grade=grade)


def history_of(*invoices, limit=1000, invoice=None, known=None, **more):
    customers = max((own[0] for own in invoices), default=0) + 1
    ledger = ledger_of(*invoices, customers=customers)
    standings = Standings({number: [limited(limit)] for number in range(customers)})
    return History(ledger, orders_of(ledger, invoice, known), standings, **more)


# Worked out by hand: 400 paid in time, 500 paid 40 days late in two parts, 300 while that is owed, 200 open.
EXAMPLE = (
    (0, 0, 30, 400, [(20, 400)]),
    (0, 25, 55, 500, [(70, 100), (95, 400)]),
    (0, 60, 90, 300, [(90, 300)]),
    (0, 80, 110, 700, [(111, 700)]),
    (0, 120, 150, 200, []),
)
