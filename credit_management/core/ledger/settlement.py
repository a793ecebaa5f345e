"""Part of an invoice that is paid and since when, as far as a ledger says it."""

from . import doubt, marks
from .document import Document, Work
from .ledger import SMALLEST
from .reading import LIST_TOO_EARLY, OPEN_DIFFERS, PAID_NOTHING, PAID_OUT, STATE_DIFFERS
from .words import INVOICED, OPEN, PAID, PAID_ON, STATUS


def settle(one: Document, work: Work) -> bool:
    """Settle a document as the file says; ask where it does not say. False where it is left out or wrong."""
    if not _add_up(one, work):
        return False
    if one.paid is None and one.paid_on is None and one.state == marks.PAID and not one.open:
        one.paid = one.amount
    if one.state == marks.PAID and one.open is not None and abs(one.open) > SMALLEST:
        work.note(STATE_DIFFERS, one.row, STATUS, f"{one.open:.2f}")
        return False
    if one.state == marks.PAID and one.open is None and abs(one.paid or one.amount) < abs(one.amount) - SMALLEST:
        work.note(STATE_DIFFERS, one.row, STATUS, f"{one.amount - (one.paid or 0.0):.2f}")
        return False
    if one.state == marks.OPEN and one.paid_on and (one.paid is None or abs(one.paid - one.amount) < SMALLEST):
        work.note(STATE_DIFFERS, one.row, STATUS, one.paid_on.isoformat())
        return False
    if one.paid is not None and one.paid_on is None and one.paid:
        return _ask_day(one, work)
    if one.paid_on and one.paid is not None and abs(one.paid - one.amount) < SMALLEST:
        one.paid = None
    return True


def _add_up(one: Document, work: Work) -> bool:
    if one.paid is None and one.open is None:
        return True
    if one.paid is None:
        one.paid = round(one.amount - (one.open or 0.0), 6)
    elif one.open is not None and abs(one.paid + one.open - one.amount) > SMALLEST:
        work.note(OPEN_DIFFERS, one.row, OPEN, f"{one.open:.2f}")
        return False
    if abs(one.paid) < SMALLEST:
        if one.paid_on:
            work.note(PAID_NOTHING, one.row, OPEN if OPEN in work.known else PAID, one.paid_on.isoformat())
            return False
        one.paid = None
    return True


def _ask_day(one: Document, work: Work) -> bool:
    """Ask for the day of a payment that the file does not tell: of all of it, or of a part."""
    answers, paid = work.rules.answers, one.paid or 0.0
    if abs(paid) > abs(one.amount) + SMALLEST or paid * one.amount < 0:
        return True  # more than there is: a fault of the invoice
    if abs(paid - one.amount) < SMALLEST:
        work.reading.ask(doubt.PAID_DAY, bool(answers.paid_day), one.row, one.number)
        if answers.paid_day == "out":
            work.reading.leave(PAID_OUT, one.row)
            return False
        one.paid, one.paid_on = None, min(max(one.due, one.invoiced), work.rules.today)
        return True
    if PAID_ON in work.known and one.state != marks.OPEN:
        return True  # a file that tells the days of payments, and here it does not: a fault
    work.reading.ask(doubt.LIST_DATE, bool(answers.list_date), one.row, one.number)
    day = answers.list_date or work.rules.today
    if day < one.invoiced:
        work.note(LIST_TOO_EARLY, one.row, INVOICED, one.invoiced.isoformat())
        return False
    one.paid_on = day
    return True
