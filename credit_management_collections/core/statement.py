"""A customer's open items → this month's statement of account, or why it gets none.

A statement asks for no level: it says all that is open, due or not, in dispute or promised, less what nobody has
matched yet. It goes out by the rules by which reminders do: on no quiet day, within the days between two messages of
none, to nobody who is left alone, once a month from a day on that the strategy says.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from .item import Credit, Item
from .money import LEAST
from .netting import net, oldest_first
from .reminder import Asked, Customer, LeftOut, Reminder, obstacle
from .strategy import FRIENDLY, LETTER, MAIL, NOT_YET, Step, Strategy

STATED = "stated"  # this month already
STEP = Step(0, MAIL, FRIENDLY, (LETTER,))


def state(
    customer: Customer, items: Iterable[Item], credits: Iterable[Credit], strategy: Strategy, on: date
) -> Reminder:
    """The statement to a customer today, as a message without levels; nothing where nothing is open."""
    items, credits = [one for one in oldest_first(items) if one.amount > LEAST], tuple(credits)
    if not strategy.statement_day or not items:
        return Reminder(customer, on, credits=credits)
    asked = [Asked(one, STEP, 0) for one in items]
    reason = _too_early(customer, strategy, on) or obstacle(customer, asked, strategy, on)
    netting = net(credits, items)
    if reason:
        left_out = tuple(LeftOut(one, reason) for one in items)
        return Reminder(customer, on, (), left_out, credits, netting, reason)
    return Reminder(customer, on, tuple(asked), (), credits, netting)


def _too_early(customer: Customer, strategy: Strategy, on: date) -> str:
    if customer.stated_on is not None and customer.stated_on >= on.replace(day=1):
        return STATED
    return NOT_YET if on.day < strategy.statement_day else ""
