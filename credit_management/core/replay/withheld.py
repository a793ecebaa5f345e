"""Orders a policy holds and that are therefore not shipped: what is owed without them."""

from collections import defaultdict
from dataclasses import replace

from ..policy.facts import Facts
from .history import History
from .known import Known


class Withheld:
    """The orders one policy has held so far, which are owed in life and would not have been."""

    def __init__(self, history: History) -> None:
        self.history, self.known = history, Known(history)
        self.closed = self.known.closed()
        self.items: defaultdict[int, list[int]] = defaultdict(list)
        self.settlements: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for item, row in enumerate(history.orders.of_item.tolist()):
            self.items[row].append(item)
        settled = zip(
            history.ledger.item.tolist(), self.known.settles.tolist(), history.ledger.settled.tolist(), strict=True
        )
        for item, time, amount in settled:
            self.settlements[item].append((time, amount))
        self.waiting = self.known.by_customer(self.known.appears)
        self.open: defaultdict[int, list[int]] = defaultdict(list)
        self.held: set[int] = set()

    def hold(self, row: int) -> None:
        self.held.add(row)

    def without(self, fact: Facts, row: int) -> Facts:
        """The facts as they would be had none of the orders held been shipped."""
        ledger, now = self.history.ledger, 2 * row + 1
        customer, day = int(self.history.orders.customer[row]), int(self.history.orders.day[row])
        items, queue = self.open[customer], self.waiting[customer]
        while queue and self.known.appears[queue[-1]] < now:
            items.append(queue.pop())
        items[:] = [item for item in items if self.closed[item] >= now]
        exposure, overdue, oldest = fact.exposure, fact.overdue, 0
        for item in items:
            past_due = day - int(ledger.due[item])
            if self.history.orders.of_item[item] not in self.held:
                oldest = max(oldest, past_due)
                continue
            rest = float(ledger.amount[item]) - sum(amount for time, amount in self.settlements[item] if time < now)
            exposure -= rest
            overdue -= rest if past_due > 0 else 0.0
        unit = fact.rounding
        exposure, overdue = (round(round(amount / unit) * unit, 6) for amount in (exposure, overdue))
        return replace(fact, exposure=exposure, overdue=max(overdue, 0.0), oldest_days_past_due=max(oldest, 0))
