"""A ledger that goes on day by day: invoices, receipts and when they are matched, disputes, promises, stops."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from ...core.item import Credit, Item
from ...core.promise import Instalment, Promise, Receipt, judge
from ...core.reminder import Customer
from .collections_common import ONE

FIRST = date(2026, 3, 2)


@dataclass
class Invoice:
    """``open`` is what the books say, ``unpaid`` what is true: less than that while a receipt is not matched."""

    id: int
    customer_id: int
    currency: str
    amount: float
    due: date
    open: float
    unpaid: float
    level: int = 0
    level_on: date | None = None
    noted: int | None = None
    disputed_until: date | None = None
    stopped_until: date | None = None


@dataclass
class Money:
    """A receipt with what it is for, and the day on which somebody matches it."""

    id: int
    customer_id: int
    currency: str
    day: date
    matched_on: date
    parts: dict[int, float]
    says: bool = False
    kind: str = "receipt"


@dataclass
class World:
    random: Random
    customers: int = 40
    seen: Counter = field(default_factory=Counter)

    def __post_init__(self):
        self.day = FIRST
        self.invoices, self.money, self.promises, self.receipts = {}, {}, {}, {}
        self.contacted, self.stops, self.reach = {}, {}, {}
        for number in range(self.customers):
            unreachable = self.random.random() < 0.05
            self.reach[number] = frozenset() if unreachable else frozenset({"mail", "letter", "phone"})
        self.number = 0

    def next_id(self):
        self.number += 1
        return self.number

    # === WHAT HAPPENS === #

    def morning(self):
        """The books of the night: receipts are matched whose day has come."""
        for money in list(self.money.values()):
            if money.matched_on <= self.day:
                self.match(money)

    def match(self, money):
        for invoice_id, amount in money.parts.items():
            invoice = self.invoices[invoice_id]
            invoice.open = round(invoice.open - amount, 2)
        del self.money[money.id]

    def happen(self, share=1.0):
        """The events of a day, or of a part of it."""
        for number in range(self.customers):
            if self.random.random() < 0.12 * share:
                self.invoice(number)
            if self.random.random() < 0.10 * share:
                self.pay(number)
            if self.random.random() < 0.025 * share:
                self.dispute(number)
            if self.random.random() < 0.03 * share:
                self.promise(number)
            if self.random.random() < 0.01 * share:
                self.stop(number)
            if self.random.random() < 0.02 * share:
                self.match_early(number)

    def invoice(self, number):
        amount = round(self.random.uniform(5, 3000), 2)
        currency = self.random.choice(["EUR", "EUR", "EUR", "CNY"])
        due = self.day + timedelta(days=self.random.choice([-40, 0, 7, 14, 30]))
        id_ = self.next_id()
        self.invoices[id_] = Invoice(id_, number, currency, amount, due, amount, amount)

    def unpaid(self, number):
        return [one for one in self.invoices.values() if one.customer_id == number and one.unpaid > 0]

    def pay(self, number):
        """One invoice, a part of one, or several; in time to be matched, or late and with its number in the text."""
        choices = self.unpaid(number)
        if not choices:
            return
        first = self.random.choice(choices)
        alike = [one for one in choices if one.currency == first.currency and one is not first]
        kind = self.random.choice(["whole", "whole", "part", "several", "several", "several", "credit_note"])
        chosen = [first, *self.random.sample(alike, min(len(alike), 2))] if kind == "several" else [first]
        parts = {one.id: one.unpaid for one in chosen}
        if kind == "part":
            parts = {first.id: round(first.unpaid * self.random.uniform(0.1, 0.9), 2)}
            self.seen["part paid after a message"] += first.level > 0
        says = kind == "credit_note" or self.random.random() < 0.3
        days = self.random.choice([0, 1, 2, 3, 5, 9, 20])
        money = Money(
            self.next_id(),
            number,
            first.currency,
            self.day,
            self.day + days * ONE,
            parts,
            says,
            "credit_note" if kind == "credit_note" else "receipt",
        )
        self.money[money.id] = money
        for one in chosen:
            one.unpaid = round(one.unpaid - parts[one.id], 2)
            self.receipts.setdefault(one.id, []).append(Receipt(self.day, parts[one.id]))
        self.seen[f"paid: {kind}"] += 1
        self.seen["paid before it is due, matched late"] += first.due > self.day and days > 3

    def match_early(self, number):
        waiting = [one for one in self.money.values() if one.customer_id == number]
        if waiting:
            self.match(self.random.choice(waiting))

    def dispute(self, number):
        if choices := self.unpaid(number):
            one = self.random.choice(choices)
            one.disputed_until = self.day + self.random.randint(0, 30) * ONE
            if self.random.random() < 0.3:
                one.disputed_until, one.stopped_until = None, self.day + self.random.randint(0, 20) * ONE

    def promise(self, number):
        choices = [one for one in self.unpaid(number) if one.id not in self.promises]
        if choices:
            one = self.random.choice(choices)
            days = sorted(self.random.sample(range(1, 30), self.random.choice([1, 1, 2])))
            parts = tuple(Instalment(self.day + day * ONE, round(one.unpaid / len(days), 2)) for day in days)
            self.promises[one.id] = Promise(self.day, parts, frozenset({one.id}), grace=2)

    def stop(self, number):
        self.stops[number] = self.random.choice(["", "", "insolvent", "agency", "legal"])

    # === WHAT IS READ === #

    def is_disputed(self, invoice):
        return invoice.disputed_until is not None and self.day <= invoice.disputed_until

    def is_promised(self, invoice):
        promise = self.promises.get(invoice.id)
        if promise is None:
            return False
        found = judge(promise, self.receipts.get(invoice.id, ()), self.day)
        if not found.holds:
            self.seen[f"promise {found.state}"] += 1
            del self.promises[invoice.id]
        return found.holds

    def read_customer(self, number):
        """A customer as a run reads it."""
        items = [
            Item(
                one.id,
                one.currency,
                max(one.open, 0.0),
                one.due,
                one.level,
                one.level_on,
                one.noted,
                self.is_disputed(one),
                self.is_promised(one),
                one.stopped_until,
            )
            for one in self.invoices.values()
            if one.customer_id == number and one.open > 0
        ]
        credits = [
            Credit(
                one.id,
                one.currency,
                round(sum(one.parts.values()), 2),
                one.day,
                one.kind,
                frozenset(one.parts) if one.says else frozenset(),
            )
            for one in self.money.values()
            if one.customer_id == number
        ]
        return (
            Customer(number, self.reach[number], self.contacted.get(number), self.stops.get(number, "")),
            items,
            credits,
        )
