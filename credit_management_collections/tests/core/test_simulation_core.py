import time
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from unittest import TestCase

from ...core.message import compose
from ...core.priority import Risky, Weights, priority
from ...core.recheck import recheck
from ...core.reminder import remind
from ...core.strategy import READY
from .collections_common import COINS, LADDER, ONE, credit, customer, item
from .simulation_common import World

DAYS = 92
HOLIDAYS = frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 25)})
STRATEGIES = [
    replace(strategy, minimums={"EUR": 20.0, "CNY": 100.0}, quiet_days=HOLIDAYS)
    for strategy in (READY["standard"], READY["strict"], replace(LADDER, gap=2, quiet_weekdays=frozenset({5, 6})))
]


class TestSimulation(TestCase):
    """Three months day by day; each message is held against what is true, not against what the books say."""

    def test_three_months(self):
        seen = Counter()
        for number in range(9):
            seen += Run(self, number).all_days()
        # Each of these was met often enough for its rule to be worth something.
        for what, least in {
            "messages": 800,
            "levels": 1000,
            "level 3 and above": 80,
            "notes": 100,
            "amounts with credits": 40,
            "paid: whole": 500,
            "paid: several": 150,
            "part paid after a message": 50,
            "next level after a partial payment": 25,
            "promise kept": 20,
            "promise broken": 40,
            "left out: disputed": 500,
            "left out: promised": 300,
            "left out: stopped": 60,
            "left out: unmatched": 40,
            "left out: covered": 150,
            "left out: small": 60,
            "left out: recent": 300,
            "left out: quiet": 300,
            "left out: legal": 40,
            "left out: unreachable": 60,
            "paid in truth, open in the books: covered": 1500,
            "paid in truth, open in the books: unmatched": 50,
            "paid before it is due, matched late": 50,
            "changed between preview and sending": 40,
            "taken out at the moment of sending": 15,
            "cut off": 30,
            "sent after it was cut off": 50,
        }.items():
            self.assertGreaterEqual(seen[what], least, f"{what}: {dict(seen)}")


class Run:
    """The runs of three months on one ledger."""

    def __init__(self, test, number):
        self.test = test
        self.random = Random(number)
        self.world = World(self.random)
        self.strategy = STRATEGIES[number % len(STRATEGIES)]
        self.seen = self.world.seen
        self.sent_on = {}  # by customer, days
        self.levels = {}  # by item, those that were sent
        self.askable = {}  # by item, the day since which nothing is in the way
        self.unpaid_at = {}  # by item, what was unpaid when it was last asked for

    def all_days(self):
        for _number in range(DAYS):
            self.world.morning()
            self.world.happen(0.5)
            previews = [self.preview(number) for number in range(self.world.customers)]
            self.world.happen(0.3)
            previewed = [one for one in previews if one.sends]
            self.send(previewed)
            self.check_progress(previews)
            self.world.happen(0.2)
            self.world.day += ONE
        return self.seen

    def remind(self, number):
        who, items, credits = self.world.read_customer(number)
        return remind(who, items, credits, self.strategy, self.world.day)

    def preview(self, number):
        found = self.remind(number)
        for one in found.left_out:
            self.seen[f"left out: {one.reason}"] += 1
            invoice = self.world.invoices[one.item.id]
            if invoice.unpaid <= 0:
                self.seen[f"paid in truth, open in the books: {one.reason}"] += 1
        return found

    def send(self, previewed):
        """Sends one after the other; now and then the run is cut off, and begins anew with the same preview."""
        cut = self.random.randrange(len(previewed)) if len(previewed) > 1 and self.random.random() < 0.3 else None
        for one in previewed[:cut]:
            self.send_one(one)
        if cut is not None:
            self.seen["cut off"] += 1
            self.world.happen(0.1)
            for one in previewed:
                self.seen["sent after it was cut off"] += self.send_one(one)

    def send_one(self, previewed):
        number, today = previewed.customer.id, self.world.day
        found = recheck(previewed, self.remind(number))
        self.seen["changed between preview and sending"] += bool(found.changes)
        message = compose(found.reminder, COINS)
        if message is None:
            already = today in self.sent_on.get(number, ())
            self.seen["taken out at the moment of sending"] += not already
            self.test.assertTrue(found.changes)
            return False
        self.check_customer(found.reminder, message)
        self.check_amounts(message)
        for one in found.reminder.asked:
            self.check_item(one)
        self.sent_on.setdefault(number, []).append(today)
        self.world.contacted[number] = today
        self.seen["messages"] += 1
        return True

    def check_customer(self, reminder, message):
        number, today = message.customer_id, self.world.day
        self.test.assertFalse(self.world.stops.get(number))
        self.test.assertFalse(today.weekday() >= 5 or today in HOLIDAYS)
        for day in self.sent_on.get(number, ()):
            self.test.assertGreaterEqual((today - day).days, self.strategy.gap)
        self.test.assertIn(message.channel, self.world.reach[number])
        self.test.assertTrue(all(one.item.id in self.world.invoices for one in reminder.asked))

    def check_amounts(self, message):
        """No more than is unpaid in truth, by currency, whatever the books have matched."""
        for section in message.sections:
            unpaid = sum(max(self.world.invoices[line.item.id].unpaid, 0.0) for line in section.lines)
            self.test.assertLessEqual(section.total, unpaid + 0.005)
            lines = sum(line.item.amount for line in section.lines)
            self.test.assertAlmostEqual(section.total, lines - sum(one.amount for one in section.set_off), 2)
            self.seen["amounts with credits"] += bool(section.set_off)
            for line in section.lines:
                invoice = self.world.invoices[line.item.id]
                self.test.assertFalse(self.world.is_disputed(invoice) or self.world.is_promised(invoice))

    def check_item(self, asked):
        """Asked for is only what is unpaid in truth, neither disputed nor promised, and at the next level."""
        invoice, today = self.world.invoices[asked.item.id], self.world.day
        self.test.assertGreater(invoice.unpaid, 0)
        self.test.assertFalse(self.world.is_disputed(invoice) or self.world.is_promised(invoice))
        self.test.assertFalse(invoice.stopped_until and today <= invoice.stopped_until)
        if not asked.level:
            self.test.assertLessEqual(today, invoice.due)
            self.test.assertEqual(self.levels.get(invoice.id, []), [])
            invoice.noted = asked.step.days
            self.seen["notes"] += 1
            return
        levels = self.levels.setdefault(invoice.id, [])
        self.test.assertEqual(asked.level, len(levels) + 1)
        self.test.assertGreaterEqual((today - invoice.due).days, self.strategy.levels[len(levels)].days)
        if levels:
            steps = self.strategy.levels[len(levels) - 1 : len(levels) + 1]
            least = min(self.strategy.spacing, steps[1].days - steps[0].days)
            self.test.assertGreaterEqual((today - levels[-1]).days, least)
        levels.append(today)
        before = self.unpaid_at.get(invoice.id)
        self.seen["next level after a partial payment"] += before is not None and invoice.unpaid < before
        self.unpaid_at[invoice.id] = invoice.unpaid
        invoice.level, invoice.level_on = asked.level, today
        self.seen["levels"] += 1
        self.seen["level 3 and above"] += asked.level >= 3

    def check_progress(self, previews):
        """Nothing is forgotten: what nothing is in the way of is asked for within three weeks of its step."""
        today, levels = self.world.day, self.strategy.levels
        for preview in previews:
            calm = not preview.customer.stop and preview.customer.reach and not preview.credits
            for one in (*preview.asked, *preview.left_out):
                held = one in preview.left_out and one.reason in ("disputed", "promised", "stopped", "small")
                if not calm or held or one.item.level >= len(levels):
                    self.askable.pop(one.item.id, None)
                    continue
                since = self.askable.setdefault(one.item.id, today)
                step_on = one.item.due + timedelta(days=levels[one.item.level].days)
                self.test.assertLess((today - max(since, step_on, one.item.level_on or step_on)).days, 21)


class TestSize(TestCase):
    """A tenth of the largest ledger; the times of the whole are in the documentation."""

    def test_preview(self):
        seconds = preview_seconds(500, 8)
        self.assertLess(seconds, 5)

    def test_priorities(self):
        seconds = priority_seconds(5_000, 8)
        self.assertLess(seconds, 5)


def preview_seconds(customers, items, seed=1):
    """Seconds for the messages of so many customers."""
    random = Random(seed)
    today = date(2026, 6, 17)
    ledger = [
        (
            customer(id=number),
            [
                item(
                    number * items + place,
                    round(random.uniform(5, 3000), 2),
                    random.randint(-30, 120),
                    level=random.randint(0, 3),
                )
                for place in range(items)
            ],
            [credit(-number, round(random.uniform(5, 3000), 2), random.randint(0, 9))] if random.random() < 0.4 else [],
        )
        for number in range(1, customers + 1)
    ]
    start = time.perf_counter()
    for who, rows, credits in ledger:
        compose(remind(who, rows, credits, READY["standard"], today), COINS)
    return time.perf_counter() - start


def priority_seconds(accounts, items, seed=1):
    """Seconds for the money at risk of so many accounts."""
    random, weights = Random(seed), Weights()
    ledger = [
        [
            Risky(random.uniform(5, 3000), random.randint(1, 300), random.random() if random.random() < 0.5 else None)
            for _place in range(items)
        ]
        for _number in range(accounts)
    ]
    start = time.perf_counter()
    found = [priority(rows, 100.0, "high", weights) for rows in ledger]
    sorted(found, key=lambda one: -one.at_risk)
    return time.perf_counter() - start
