"""A file of invoices → a history to replay: limits and grades as the ready behaviour card would have proposed them."""

from dataclasses import replace

from core.assessment.ready_cards import GRADED_BEHAVIOUR
from core.assessment.scorecard import Scorecard
from core.replay import outcome, proposal
from core.replay.history import History
from core.replay.orders import orders_of

COVERAGE = 50.0  # percent of the card that must be known, as on the card for existing customers
EXISTING_AFTER = 6  # months; the card is for existing customers, as the ready policy has it
EVENING_BEFORE = 1
# Numbered from the best, for rules that name them.
GRADES = tuple(replace(grade, id=number) for number, grade in enumerate(proposal.READY_GRADES, 1))
CARD = Scorecard(GRADED_BEHAVIOUR, coverage_min=COVERAGE)


def history(ledger, card=CARD, parameters=proposal.USUAL, grades=GRADES, monthly=False):
    """Each invoice an order, decided on by what was known on the evening before.

    :rtype: core.replay.history.History
    """
    days = proposal.month_begins(int(ledger.invoiced.min()), outcome.last_known(ledger))
    of_card = proposal.one_card(card, grades, parameters)

    def case_of(customer, inputs):
        return of_card(customer, inputs) if inputs["relationship_months"] >= EXISTING_AFTER else None

    assess_on = proposal.ByBehaviour(ledger, case_of)
    found = proposal.proposed(days, ledger.customers, assess_on, grades, monthly)
    return History(ledger, orders_of(ledger), found, lag=EVENING_BEFORE)
