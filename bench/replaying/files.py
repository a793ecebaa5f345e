"""A file of invoices → a history to replay: limits and grades as the ready behaviour card would have proposed them."""

from dataclasses import replace

from core.assessment.ready_cards import GRADED_BEHAVIOUR
from core.assessment.scorecard import Scorecard
from core.replay import report, standing
from core.replay.replay import History, orders_of

COVERAGE = 50.0  # percent of the card that must be known, as on the card for existing customers
EXISTING_AFTER = 6  # months; the card is for existing customers, as the ready policy has it
EVENING_BEFORE = 1
# Numbered from the best, for rules that name them.
GRADES = tuple(replace(grade, id=number) for number, grade in enumerate(standing.READY_GRADES, 1))
CARD = Scorecard(GRADED_BEHAVIOUR, coverage_min=COVERAGE)


def history(ledger, card=CARD, parameters=standing.USUAL, grades=GRADES, monthly=False):
    """Each invoice an order, decided on by what was known on the evening before.

    :rtype: core.replay.replay.History
    """
    days = standing.month_begins(int(ledger.invoiced.min()), report.last_known(ledger))
    of_card = standing.one_card(card, grades, parameters)

    def case_of(customer, inputs):
        return of_card(customer, inputs) if inputs["relationship_months"] >= EXISTING_AFTER else None

    assess_on = standing.ByBehaviour(ledger, case_of)
    found = standing.proposed(days, ledger.customers, assess_on, grades, monthly)
    return History(ledger, orders_of(ledger), found, lag=EVENING_BEFORE)
