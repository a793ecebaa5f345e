"""A customer without a message → the one reason that is said of it.

Of many items each may be left out for another reason. Said is the one that somebody can do most about: a customer who
cannot be reached needs an address, a receipt to be matched, a dispute to be cleared up; time alone does the rest.
"""

from __future__ import annotations

from .reminder import (
    AGENCY,
    COVERED,
    DISPUTED,
    INSOLVENT,
    LEGAL,
    OVERDUE_FIRST,
    PAID,
    PROMISED,
    QUIET,
    RECENT,
    SMALL,
    STOPPED,
    UNMATCHED,
    UNREACHABLE,
    Reminder,
    is_overdue,
)
from .strategy import DONE, NOT_DUE, NOT_YET, SPACED

# The first that is found is said.
ORDER = (
    UNREACHABLE, UNMATCHED, COVERED, DISPUTED, STOPPED, DONE, PROMISED, INSOLVENT, AGENCY, LEGAL, RECENT, QUIET, SMALL,
    SPACED, NOT_YET, OVERDUE_FIRST, NOT_DUE, PAID,
)  # fmt: skip


def reason(reminder: Reminder) -> str:
    """Why a customer who has something overdue gets no message; empty where it gets one, or has nothing overdue."""
    if reminder.sends:
        return ""
    if reminder.reason:
        return reminder.reason
    found = {one.reason for one in reminder.left_out if is_overdue(one.item, reminder.on)}
    return next((one for one in ORDER if one in found), "")
