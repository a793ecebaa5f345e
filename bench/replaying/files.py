"""A file of invoices → a history to replay: limits and grades as the ready cards would have proposed them."""

from dataclasses import replace
from functools import cache

import numpy as np
from core.assessment.paying_year import MONTH
from core.assessment.ready_scorecards import CARDS, SECOND, in_force
from core.assessment.relationship import Existing
from core.replay import outcome, proposal
from core.replay.history import History
from core.replay.orders import orders_of

EVENING_BEFORE = 1
# Numbered from the best, for rules that name them.
GRADES = tuple(replace(grade, id=number) for number, grade in enumerate(proposal.READY_GRADES, 1))


def history(ledger, cards=CARDS, parameters=proposal.USUAL, grades=GRADES, monthly=False, existing=None):
    """Each invoice an order, decided on by what was known on the evening before.

    :param cards: those in force; each customer is scored by the first that is for it, as in Odoo
    :rtype: core.replay.history.History
    """
    days = proposal.month_begins(int(ledger.invoiced.min()), outcome.last_known(ledger))
    assess_on = assessing(ledger, cards, parameters, grades, existing)
    found = proposal.proposed(days, ledger.customers, assess_on, grades, monthly)
    return History(ledger, orders_of(ledger), found, lag=EVENING_BEFORE)


def assessing(ledger, cards=CARDS, parameters=proposal.USUAL, grades=GRADES, existing=None):
    """Assessments on any day by the cards in force, of what was known on the evening before."""
    caps = {rule.code: rule.cap for one in cards for rule in one.card.knock_outs}
    existing = existing or Existing()
    by_code = {one.code: one.card for one in cards}

    @cache
    def case(code, second):
        return proposal.empty_case(by_code[code], grades, parameters, caps, second and by_code[second])

    def case_of(_customer, inputs):
        inputs["relationship"] = existing.kind(inputs["relationship_months"] * MONTH, inputs.get("paid_items", 0))
        found, second = in_force(inputs, cards), in_force(inputs, cards, SECOND)
        return found and case(found.code, second and second.code)

    return proposal.ByBehaviour(ledger, case_of)


def scores_of_today(replay):
    """The score of each order's customer by the cards in force, asked on the day of the order; NaN without one."""
    assess_on, found = assessing(replay.history.ledger), np.full(len(replay.rows), np.nan)
    for day in np.unique(replay.day):
        rows = np.flatnonzero(replay.day == day)
        results = assess_on(int(day), np.unique(replay.customer[rows]).tolist())
        for row in rows:
            result = results.get(int(replay.customer[row]))
            if result is not None and result.score.value is not None:
                found[row] = result.score.value
    return found
