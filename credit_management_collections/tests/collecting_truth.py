"""What is true of a ledger that passes day by day, and each message held against it."""

from dataclasses import dataclass
from datetime import date, timedelta

ONE = timedelta(days=1)
FORGOTTEN = 21  # days in which what nothing is in the way of is asked for
MESSAGES = ("sent", "waiting")
KNOWN = (*MESSAGES, "dropped", "left_out")  # anything else of a run that was sent went wrong


@dataclass(eq=False)
class Invoice:
    customer: object
    invoiced: date
    due: date
    paid: date | None
    amount: float
    line: object = None  # its receivable
    level: int = 0
    level_on: date | None = None
    noted: bool = False
    disputed_until: date | None = None
    promise: object = None
    held_on: date | None = None

    def unpaid(self, on):
        return self.paid is None or self.paid > on


@dataclass(eq=False)
class Promised:
    """What was promised of which invoices, and whether nobody may ask for them: told by what is true alone."""

    made_on: date
    parts: list
    invoices: list
    grace: int

    def holds(self, on):
        asked = 0.0
        for due, amount in self.parts:
            last, asked = due + self.grace * ONE, asked + amount
            if on <= last:
                return True
            if sum(one.amount for one in self.invoices if one.paid and self.made_on < one.paid <= last) < asked - 0.01:
                return False
        return False


class Truth:
    """``found`` counts what was sent, ``wrong`` what should not have been; see Days, which it is a part of."""

    def _is_disputed(self, invoice):
        return invoice.disputed_until is not None and self.day <= invoice.disputed_until

    def _is_promised(self, invoice):
        return invoice.promise is not None and invoice.promise.holds(self.day)

    def _look_at(self, run):
        self.found["taken out between"] += len(run.reminder_ids.filtered(lambda one: one.state == "dropped"))
        self.wrong["failed"] += len(run.reminder_ids.filtered(lambda one: one.state not in KNOWN))
        for row in run.reminder_ids.filtered(lambda one: one.state in MESSAGES):
            self.found["messages"] += 1
            self.found[f"by {row.channel}"] += 1
            days = self.messages[row.account_id.id]
            self.wrong["doubled: too early"] += bool(days) and (self.day - days[-1]).days < self.strategy.gap
            days.append(self.day)
            own = (one for one in self.of_line.values() if one.customer == row.customer_id.name)
            unpaid = sum(one.amount for one in own if one.unpaid(self.day))
            self.wrong["asks for more than is owed"] += row.amount > unpaid + 0.01
            for line in row.line_ids.filtered("asked"):
                self._look_at_line(self.of_line[line.move_line_id.id], line)
            if row.state == "sent":
                self._count_levels(row)

    def _look_at_line(self, invoice, line):
        self.found[f"level {line.level}"] += 1
        self.wrong["paid"] += not invoice.unpaid(self.day)
        self.wrong["in dispute"] += self._is_disputed(invoice)
        self.wrong["promised"] += self._is_promised(invoice)
        if not line.level:
            self.wrong["doubled: note"] += invoice.noted or invoice.level > 0
            invoice.noted = True
            return
        self.wrong["doubled: level"] += line.level <= invoice.level
        self.wrong["skipped: level"] += line.level > invoice.level + 1
        self.wrong["too early"] += (self.day - invoice.due).days < self.levels[line.level - 1].from_due

    def _count_levels(self, row):
        for line in row.line_ids.filtered(lambda one: one.asked and one.level):
            invoice = self.of_line[line.move_line_id.id]
            invoice.level, invoice.level_on = line.level, self.day

    def _look_for_forgotten(self):
        """What nothing has been in the way of for three weeks since its step was due has been asked for."""
        waiting = {one.customer for _on, _line, paid in self.receipts for one in paid}
        calls = self.system["credit.reminder"].search([("state", "=", "waiting"), ("account_id", "in", self.all.ids)])
        waiting |= set(calls.customer_id.mapped("name"))
        for one in self.of_line.values():
            if not one.unpaid(self.day) or one.level >= len(self.levels):
                continue
            if one.customer in waiting or self._is_disputed(one) or self._is_promised(one):
                one.held_on = self.day
            due = one.due + self.levels[one.level].from_due * ONE
            since = max(filter(None, (due, one.level_on, one.held_on, self.first)))
            self.wrong["skipped: forgotten"] += (self.day - since).days > FORGOTTEN

    @property
    def first(self):
        return self.day - (self.found["days"]) * ONE
