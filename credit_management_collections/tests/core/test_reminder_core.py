from dataclasses import replace
from unittest import TestCase

from hypothesis import given

from ...core import reminder as core
from ...core.item import Credit, Item
from ...core.netting import net
from ...core.reminder import REASONS, remind
from ...core.strategy import CHANNELS
from .collections_common import (
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


class TestReminder(TestCase):
    def check(self, items, asked=(), credits=(), strategy=LADDER, on=DAY, who=None, **left_out):
        """Asked for: pairs of item and level. Left out: by reason, the items."""
        found = remind(who or customer(), items, credits, strategy, on)
        self.assertEqual([(one.item.id, one.level) for one in found.asked], list(asked))
        reasons = {}
        for one in found.left_out:
            reasons.setdefault(one.reason, []).append(one.item.id)
        self.assertEqual(reasons, {reason: list(ids) for reason, ids in left_out.items()})
        return found

    def test_nothing(self):
        found = self.check([])
        self.assertEqual((found.sends, found.level, found.channel, found.shown, found.reason), (False, 0, None, (), ""))

    def test_one_message_with_all_items(self):
        items = [
            item(1, late=40, level=2),
            item(2, late=6),
            item(3, late=2),
            item(4, late=-20),
            item(5, late=90, level=3),
        ]
        found = self.check(items, [(1, 3), (2, 1)], done=[5], not_yet=[3], not_due=[4])
        self.assertEqual((found.level, found.channel), (3, "letter"))
        self.assertEqual([one.id for one in found.shown], [5, 3])

    def test_nobody_asks_for_these(self):
        late = {"late": 10}
        self.check(
            [
                item(1, 0.0, **late),
                item(2, disputed=True, **late),
                item(3, promised=True, **late),
                item(4, stopped_until=DAY, **late),
                item(5, stopped_until=DAY - ONE, **late),
            ],
            [(5, 1)],
            paid=[1],
            disputed=[2],
            promised=[3],
            stopped=[4],
        )

    def test_held_items_are_not_shown(self):
        found = self.check([item(1, late=10), item(2, late=10, disputed=True)], [(1, 1)], disputed=[2])
        self.assertEqual(found.shown, ())

    def test_a_note_before_it_is_due(self):
        found = self.check([item(1, late=-3), item(2, late=-9)], [(1, 0)], not_due=[2])
        self.assertEqual((found.level, found.channel, found.shown), (0, "mail", ()))
        self.check([item(1, late=-3), item(2, late=9)], [(2, 1)], overdue_first=[1])
        # Beside an item that is late and has no step today, a note says nothing of what is late.
        self.assertEqual(self.check([item(1, late=-3), item(2, late=2)], [(1, 0)], not_yet=[2]).shown, ())

    def test_credits_pay_what_would_be_asked_for(self):
        items = [item(1, late=40, disputed=True), item(2, late=10), item(3, late=8)]
        self.check(items, [(3, 1)], [credit(1, 100)], disputed=[1], covered=[2])
        self.check(items, [], [credit(1, 200)], disputed=[1], covered=[2, 3])
        self.check(items, [(2, 1), (3, 1)], [credit(1, 100, names=frozenset({1}))], disputed=[1])
        self.check([item(1, 200, late=10), item(2, late=8)], [(1, 1)], [credit(1, 100)], covered=[2])
        self.check([item(1, late=10)], [(1, 1)], [credit(1, 100, currency="CNY")])

    def test_a_young_receipt_holds_what_it_may_have_paid(self):
        items = [item(1, 300, late=10), item(2, 100, late=10), item(3, 90, late=9)]
        young = credit(1, 100, age=2)
        self.check(items, [(1, 1)], [young], covered=[2], unmatched=[3])
        self.check(items, [(1, 1), (3, 1)], [replace(young, day=DAY - 3 * ONE)], covered=[2])
        self.check(items, [(1, 1), (3, 1)], [replace(young, kind="credit_note")], covered=[2])
        self.check(items, [(1, 1), (2, 1)], [credit(1, 90, age=0, names=frozenset({3}))], covered=[3])
        # Once its days are over it is netted, and holds only what it pays to the coin.
        # A coin a day holds nothing.
        self.check(items, [(1, 1), (2, 1), (3, 1)], [credit(1, 0.01, age=0)])

    def test_receipts_that_pay_items_exactly(self):
        items = [item(1, 300, late=40, level=3), item(2, 100, late=-2), item(3, 70, late=8, disputed=True)]
        rest = {"done": [1], "disputed": [3]}
        self.check(items, [(2, 0)], [credit(1, 99, age=29)], **rest)
        self.check(items, [], [credit(1, 100, age=29)], unmatched=[2], **rest)
        self.check(items, [(2, 0)], [credit(1, 100, age=30)], **rest)
        self.check(items, [(2, 0)], [credit(1, 100, age=29, currency="CNY")], **rest)
        self.check(items, [(2, 0)], [credit(1, 100, age=29, kind="credit_note")], **rest)
        # With another item, with one in dispute, in two parts; named, it is for nothing else.
        self.check(
            [item(1, 300, late=40, level=3), item(2, 100, late=9)], [], [credit(1, 400, age=9)], covered=[2], done=[1]
        )
        self.check(items, [], [credit(1, 170, age=9)], unmatched=[2], **rest)
        self.check(items, [], [credit(1, 30, age=9), credit(2, 70, age=9)], unmatched=[2], **rest)
        self.check(items, [(2, 0)], [credit(1, 100, age=9, names=frozenset({1}))], **rest)
        # Named with others, of which the first take it all.
        two = [item(1, 300, late=9), item(2, 100, late=8)]
        names = frozenset({1, 2})
        self.check(two, [(1, 1)], [credit(1, 250, age=29, names=names)], unmatched=[2])
        self.check(two, [(1, 1), (2, 1)], [credit(1, 250, age=30, names=names)])
        self.check(two, [(1, 1), (2, 1)], [credit(1, 99, age=9, names=names)])

    def test_small_amounts(self):
        least = replace(LADDER, minimums={"EUR": 50.0})
        self.check([item(1, 49.99, late=10)], [], strategy=least, small=[1])
        self.check([item(1, 50.0, late=10)], [(1, 1)], strategy=least)
        self.check([item(1, 30, late=10), item(2, 20, late=2)], [(1, 1)], strategy=least, not_yet=[2])
        self.check([item(1, 90, late=10)], [], [credit(1, 50)], strategy=least, small=[1])
        self.check([item(1, 9, late=10, currency="CNY")], [(1, 1)], strategy=least)
        items = [item(1, 9, late=10), item(2, late=10, currency="CNY")]
        self.assertEqual(self.check(items, [(2, 1)], strategy=least, small=[1]).shown, ())
        # A note is worth sending by what it is about.
        self.check([item(1, 9, late=-2), item(2, late=-20)], [], strategy=least, small=[1], not_due=[2])

    def test_customers_left_out(self):
        items = [item(1, late=10), item(2, late=2)]
        for reason in ("insolvent", "agency", "legal"):
            found = self.check(items, who=customer(stop=reason), **{reason: [1], "not_yet": [2]})
            self.assertEqual((found.reason, found.sends), (reason, False))
        self.check(items, who=customer(stopped_until=DAY), stopped=[1], not_yet=[2])
        self.check(items, [(1, 1)], who=customer(stopped_until=DAY - ONE), not_yet=[2])
        self.check(items, who=customer(contacted_on=DAY - 6 * ONE), recent=[1], not_yet=[2])
        self.check(items, [(1, 1)], who=customer(contacted_on=DAY - 7 * ONE), not_yet=[2])
        quiet = replace(LADDER, quiet_days=frozenset({DAY}))
        self.check(items, strategy=quiet, quiet=[1], not_yet=[2])
        self.check(items, strategy=replace(LADDER, quiet_weekdays=frozenset({2})), quiet=[1], not_yet=[2])
        self.check([item(1, late=-2)], who=customer(stop="legal"), legal=[1])
        # Nothing to say: no reason either.
        self.assertEqual(self.check([item(1, late=2)], who=customer(stop="legal"), not_yet=[1]).reason, "")

    def test_who_cannot_be_reached(self):
        self.check([item(1, late=10)], who=customer(reach=frozenset({"letter"})), unreachable=[1])
        found = self.check([item(1, late=20, level=1)], [(1, 2)], who=customer(reach=frozenset({"letter"})))
        self.assertEqual(found.channel, "letter")

    @given(drawn_customers(), drawn_items(), drawn_credits())
    def test_every_item_once_and_for_a_reason(self, who, items, credits):
        found = remind(who, items, credits, LADDER, DAY)
        ids = [one.item.id for one in (*found.asked, *found.left_out)]
        self.assertEqual(sorted(ids), [one.id for one in items])
        self.assertLessEqual({one.reason for one in found.left_out}, set(REASONS))
        self.assertEqual(found.sends, found.channel is not None)

    @given(drawn_customers(), drawn_items(), drawn_credits())
    def test_only_what_may_be_asked_for(self, who, items, credits):
        found = remind(who, items, credits, LADDER, DAY)
        paid = found.netting.paid()
        for one in found.asked:
            self.assertFalse(one.item.disputed or one.item.promised or one.item.is_stopped(DAY))
            self.assertGreater(one.item.amount, paid.get(one.item.id, 0.0))
            self.assertIn(one.level, (0, one.item.level + 1))
            self.assertGreaterEqual(one.item.days(DAY), one.step.days)
        if found.sends:
            self.assertFalse(who.stop)
            self.assertTrue(who.contacted_on is None or (DAY - who.contacted_on).days >= LADDER.gap)
            self.assertIn(found.channel, who.reach)

    @given(drawn_items(), drawn_credits(), drawn_credits(most=1))
    def test_more_credit_never_asks_for_more(self, items, credits, more):
        more = [replace(one, id=900 + one.id) for one in more]
        without, with_more = (remind(customer(), items, found, LADDER, DAY) for found in (credits, [*credits, *more]))
        names = any(one.names for one in (*credits, *more))
        if not names and not any(one.level == 0 for one in with_more.asked):
            self.assertLessEqual(open_of(with_more), open_of(without) + 1e-6)

    def test_reasons_and_channels_are_said_once(self):
        self.assertEqual(len(REASONS), len(set(REASONS)))
        self.assertEqual(len(CHANNELS), len(set(CHANNELS)))
        self.assertLessEqual(set(core.HELD), set(REASONS))


def open_of(reminder):
    """All that a message would have left of items, whatever the currency."""
    paid = reminder.netting.paid()
    lines = [*(one.item for one in reminder.asked), *reminder.shown]
    return sum(one.amount - paid.get(one.id, 0.0) for one in lines)


class TestNetting(TestCase):
    def check(self, credits, *groups, **rest):
        found = net(credits, *groups)
        return {key: round(value, 6) for key, value in found.paid().items()}

    def test_order(self):
        old, new = item(1, 100, 20), item(2, 60, 10)
        self.assertEqual(self.check([credit(1, 130)], [old, new]), {1: 100, 2: 30})
        self.assertEqual(self.check([credit(1, 60)], [old, new]), {2: 60})
        self.assertEqual(self.check([credit(1, 60)], [old], [new]), {1: 60})
        self.assertEqual(self.check([credit(1, 70, names=frozenset({2}))], [old], [new]), {1: 10, 2: 60})
        self.assertEqual(net([credit(1, 500)], [old, new]).rest, {1: 340})
        self.assertEqual(net([], [old]).paid(), {})

    @given(drawn_items(), drawn_credits())
    def test_nothing_is_lost_and_nothing_paid_twice(self, items, credits):
        found = net(credits, items)
        paid = found.paid()
        for one in items:
            self.assertLessEqual(paid.get(one.id, 0.0), one.amount + 1e-6)
        for one in credits:
            used = sum(use.amount for use in found.uses if use.credit_id == one.id)
            self.assertAlmostEqual(used + found.rest[one.id], one.amount)
            left = [other for other in items if other.currency == one.currency]
            unpaid = sum(other.amount - paid.get(other.id, 0.0) for other in left)
            self.assertTrue(found.rest[one.id] < 1e-6 or unpaid < 1e-6)

    def test_currencies_never_meet(self):
        self.assertEqual(net([Credit(1, "USD", 100, DAY)], [Item(1, "EUR", 100, DAY)]).uses, ())
