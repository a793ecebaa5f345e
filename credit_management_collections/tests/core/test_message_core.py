from dataclasses import replace
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.message import Charge, compose
from ...core.recheck import recheck
from ...core.reminder import remind
from .collections_common import (
    COINS,
    DAY,
    LADDER,
    ONE,
    credit,
    customer,
    drawn_credits,
    drawn_customers,
    drawn_items,
    item,
)


def message(items, credits=(), charges=(), who=None, **values):
    return compose(remind(who or customer(), items, credits, LADDER, DAY), COINS, charges, **values)


class TestMessage(TestCase):
    """The amounts of a message."""

    def test_nothing_to_send(self):
        self.assertIsNone(message([]))
        self.assertIsNone(message([item(1, late=10)], who=customer(stop="legal")))

    def test_items_and_credits_of_each_currency(self):
        items = [
            item(1, 100, late=40, level=2),
            item(2, 50.5, late=2),
            item(3, 70, late=6, currency="CNY"),
            item(4, 80, late=9, disputed=True),
            item(5, 90, late=9, promised=True),
            item(6, 60, late=-9, promised=True),
            item(7, 10, late=1, currency="JPY"),
        ]
        found = message(items, [credit(1, 20.2), credit(2, 5, currency="CNY"), credit(3, 9, currency="USD")])
        self.assertEqual((found.level, found.channel, found.tone), (3, "letter", "friendly"))
        self.assertEqual(found.totals, {"CNY": 65.0, "EUR": 130.3})
        euro = found.sections[1]
        self.assertEqual((euro.owed, euro.credited, euro.charged), (150.5, 20.2, 0.0))
        self.assertEqual(
            [(one.item.id, one.days, one.level, one.asked) for one in euro.lines], [(1, 40, 3, True), (2, 2, 0, False)]
        )
        self.assertEqual([(one.credit.id, one.amount) for one in euro.set_off], [(1, 20.2)])
        # What falls due later is not part of what is held either.
        self.assertEqual(found.held, {("disputed", "EUR"): 80.0, ("promised", "EUR"): 90.0})

    def test_items_that_credits_pay_are_shown_with_them(self):
        found = message([item(1, 100, late=9), item(2, 40, late=6)], [credit(1, 100)])
        (section,) = found.sections
        self.assertEqual([(one.item.id, one.asked) for one in section.lines], [(1, False), (2, True)])
        self.assertEqual((section.owed, section.credited, section.total), (140, 100, 40))

    def test_credits_for_something_else_are_not_set_off(self):
        disputed = item(2, 40, late=9, disputed=True)
        found = message([item(1, 100, late=9), disputed], [credit(1, 40, names=frozenset({2}))])
        self.assertEqual((found.sections[0].set_off, found.totals), ((), {"EUR": 100}))

    def test_charges(self):
        charges = [Charge(1, "EUR", 1.005), Charge(1, "EUR", 40.0, "fee"), Charge(2, "EUR", 7.0), Charge(3, "EUR", 9.0)]
        found = message([item(1, 100, late=9), item(2, 10, late=2)], charges=charges)
        self.assertEqual((found.sections[0].charged, found.totals), (41.01, {"EUR": 151.01}))
        with self.assertRaises(ValueError):
            Charge(1, "EUR", 1.0, "whim")

    @given(drawn_items(), drawn_credits())
    def test_amounts_add_up(self, items, credits):
        found = message(items, credits)
        for one in found.sections if found else ():
            lines = sum(line.item.amount for line in one.lines)
            self.assertAlmostEqual(one.total, lines - sum(part.amount for part in one.set_off))
            self.assertTrue(any(line.asked for line in one.lines))
            self.assertGreater(one.total, 0)
            self.assertTrue(all(part.amount <= part.credit.amount for part in one.set_off))

    @given(drawn_items(), drawn_credits())
    def test_never_more_than_is_left_of_what_may_be_asked_for(self, items, credits):
        """Whatever a receipt was for, no more is asked for than is left of all that is overdue and free."""
        credits = [replace(one, names=frozenset()) for one in credits]
        found = message(items, credits)
        for one in found.sections if found and found.level else ():
            alike = [other for other in items if other.currency == one.currency and other.days(DAY) > 0]
            free = sum(
                other.amount for other in alike if not (other.disputed or other.promised or other.is_stopped(DAY))
            )
            money = sum(other.amount for other in credits if other.currency == one.currency)
            self.assertLessEqual(one.total, max(free - money, 0.0) + 1e-6)


class TestRecheck(TestCase):
    """Between preview and sending."""

    ITEMS = [item(1, 100, late=10), item(2, 60, late=8), item(3, 30, late=2)]

    def check(self, items, money=(), who=None, on=DAY, **changes):
        """Changes: by what, items; the totals of the message, None where none is sent."""
        total = changes.pop("total")
        previewed = remind(customer(), self.ITEMS, (), LADDER, DAY)
        found = recheck(previewed, remind(who or customer(), items, money, LADDER, on))
        said = {}
        for one in found.changes:
            said.setdefault(one.what, []).append(one.item_id)
        self.assertEqual(said, changes)
        sent = compose(found.reminder, COINS)
        self.assertEqual(sent and sent.totals, total and {"EUR": total})
        return found

    def test_nothing_changed(self):
        self.check(self.ITEMS, total=190)

    def test_what_was_paid_disputed_or_promised_since(self):
        one, two, three = self.ITEMS
        self.check([replace(one, amount=0.0), two, three], paid=[1], total=90)
        self.check([two, three], gone=[1], total=90)
        self.check([replace(one, disputed=True), two, three], disputed=[1], total=90)
        self.check(
            [replace(one, promised=True), replace(two, stopped_until=DAY), three], promised=[1], stopped=[2], total=None
        )
        found = self.check([replace(one, amount=40.0), two, three], amount=[1], total=130)
        self.assertEqual((found.changes[0].before, found.changes[0].after), (100, 40))
        self.check([one, two, three], [credit(9, 100, age=0)], covered=[1], unmatched=[2], credits=[0], total=None)
        self.check([one, two, three], [credit(9, 30)], credits=[0], total=160)

    def test_customers_stopped_or_written_to_since(self):
        self.check(self.ITEMS, who=customer(stop="insolvent"), insolvent=[1, 2], total=None)
        self.check(self.ITEMS, who=customer(contacted_on=DAY), recent=[1, 2], total=None)
        self.check(self.ITEMS, who=customer(reach=frozenset({"letter"})), unreachable=[1, 2], total=None)

    def test_sent_by_another_run(self):
        one, two, three = self.ITEMS
        sent = [replace(other, level=1, level_on=DAY) for other in (one, two)]
        self.check([*sent, three], not_yet=[1, 2], total=None)

    def test_what_nobody_has_seen_waits(self):
        self.check([*self.ITEMS, item(4, 500, late=50)], added=[4], total=190)
        self.check([*self.ITEMS, item(4, 500, late=3)], added=[4], total=190)
        # The money is for what is shown first.
        self.check([*self.ITEMS, item(4, 500, late=50)], [credit(9, 50)], added=[4], credits=[0], total=140)
        # Shown in the preview, and its step has come since.
        self.check(self.ITEMS, on=DAY + 3 * ONE, added=[3], total=160)

    def test_the_level_that_was_seen(self):
        two = [item(1, 100, late=14, level=1), item(2, 60, late=8)]
        previewed = remind(customer(), two, (), LADDER, DAY)
        self.assertEqual([one.level for one in previewed.asked], [1])
        now = remind(customer(), two, (), LADDER, DAY + ONE)
        found = recheck(previewed, now)
        self.assertEqual([(one.item.id, one.level) for one in found.reminder.asked], [(2, 1)])
        # Only what is asked at another level is left: it cannot be reached by the channel of what is sent.
        short = remind(customer(reach=frozenset({"letter"})), two, (), LADDER, DAY + ONE)
        self.assertTrue(short.sends)
        found = recheck(previewed, short).reminder
        self.assertEqual((found.sends, found.reason), (False, "unreachable"))

    def test_another_channel(self):
        one = [item(1, 100, late=16, level=1)]
        previewed = remind(customer(), one, (), LADDER, DAY)
        now = remind(customer(reach=frozenset({"letter"})), one, (), LADDER, DAY)
        self.assertEqual([change.what for change in recheck(previewed, now).changes], ["channel"])

    def test_two_customers(self):
        with self.assertRaises(ValueError):
            recheck(remind(customer(), (), (), LADDER, DAY), remind(customer(id=8), (), (), LADDER, DAY))

    @given(drawn_customers(), drawn_items(), drawn_credits(), drawn_items(), drawn_credits(), st.integers(0, 3))
    def test_never_more_than_both_ask_for(self, who, items, credits, later, more, days):
        previewed = remind(who, items, credits, LADDER, DAY)
        now = remind(who, later, more, LADDER, DAY + days * ONE)
        found = recheck(previewed, now).reminder
        seen = {(one.item.id, one.level) for one in previewed.asked}
        self.assertLessEqual({(one.item.id, one.level) for one in found.asked}, seen)
        self.assertLessEqual({one.item.id for one in found.asked}, {one.item.id for one in now.asked})
        known = {one.item.id for one in previewed.asked} | {one.id for one in previewed.shown}
        self.assertLessEqual({one.id for one in found.shown}, known)
        ids = [one.item.id for one in (*found.asked, *found.left_out)]
        self.assertEqual(sorted(ids), [one.id for one in later])
        self.assertEqual(found.sends, found.channel is not None)

    @given(drawn_customers(), drawn_items(), drawn_credits())
    def test_the_same_moment_changes_nothing(self, who, items, credits):
        now = remind(who, items, credits, LADDER, DAY)
        found = recheck(now, now)
        self.assertEqual(found.changes, ())
        self.assertEqual(found.reminder.asked, now.asked)
        before, after = compose(now, COINS), compose(found.reminder, COINS)
        self.assertEqual(before and before.totals, after and after.totals)
