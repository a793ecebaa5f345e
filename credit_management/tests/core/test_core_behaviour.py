from dataclasses import fields
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ...core.assessment import behaviour as core
from ...core.assessment import paying
from ...core.assessment.behaviour import DEFINITIONS, Behaviour
from ...core.assessment.items import day_number, ledger
from ...core.assessment.paying_year import MONTH
from .core_common import CoreCase

TODAY = day_number(date(2026, 1, 1))  # a Thursday
ITEMS = [("id", int), ("customer", int), ("invoiced", int), ("due", int), ("amount", float)]
SETTLEMENTS = [("item", int), ("day", int), ("amount", float), ("is_payment", bool), ("is_loss", bool)]
LOSS = "loss"


def item(due, amount=100, *settled, customer=1, invoiced=None):
    """An item due in ``due`` days from today, invoiced 30 days before, and what settled it when.

    A settlement is (day, amount), or (day, amount, False) for a credit note, or (day, amount, LOSS) for what is
    written off; a number is the day of a payment in full.
    """
    invoiced = due - 30 if invoiced is None else invoiced
    settled = [(one, amount) if isinstance(one, int) else one for one in settled]
    return customer, invoiced, due, amount, [(*one, True)[:3] for one in settled]


def ledger_of(*items, customers=(1,)):
    rows = [(n, customer, TODAY + i, TODAY + due, amount) for n, (customer, i, due, amount, _s) in enumerate(items)]
    settled = [
        (n, TODAY + day, a, paid is True, paid == LOSS)
        for n, (*_i, every) in enumerate(items)
        for day, a, paid in every
    ]
    return ledger(list(customers), np.array(rows, ITEMS), np.array(settled, SETTLEMENTS))


def behaviour_of(*items, on=0):
    (found,) = core.behaviours(core.read(ledger_of(*items), TODAY + on))
    return found


class TestBehaviour(CoreCase):
    """Characteristics of how a customer pays, on figures worked out by hand."""

    def check(self, found, **expected):
        for code, value in expected.items():
            with self.subTest(code):
                if value is None:
                    self.assertIsNone(getattr(found, code))
                else:
                    self.assertIsNotNone(getattr(found, code), found)
                    self.assertAlmostEqual(getattr(found, code), value, places=6)

    def test_every_characteristic_is_defined(self):
        self.assertEqual([field.name for field in fields(Behaviour)], list(DEFINITIONS))
        for definition in DEFINITIONS.values():
            self.assertIn(definition.unit, paying.UNITS)
            self.assertTrue(definition.compute.__doc__, definition.code)

    def test_months_with_purchases(self):
        """Two invoices of one month are one month; of a credit note's invoice and one of a year ago there is none."""
        items = [item(40, invoiced=day) for day in (-1, -3, -40, -200, -364, -365)]
        self.check(behaviour_of(*items), active_months=4)
        self.check(behaviour_of(item(40, invoiced=-400)), active_months=0)

    def test_nothing_to_tell(self):
        """No item, or none yet: nothing is known, least of all zero."""
        for found in (behaviour_of(), behaviour_of(item(40, invoiced=1))):
            self.assertEqual(found, Behaviour())

    def test_only_open_items(self):
        found = behaviour_of(item(10, 100), item(0, 50))
        self.check(
            found, purchases_12m=150, relationship_months=30 / MONTH, paid_items=0, overdue_share=0,
            overdue_days=0, days_beyond_terms=None, late_share=None, late_count_share=None, worst_delay=None,
            highest_balance_paid_well=None, recent_late_share=None, recent_delay=None, same_days_late_share=None,
        )  # fmt: skip

    def test_paid_early_on_the_day_and_late(self):
        cases = [(-5, -5, 0), (0, 0, 0), (1, 1, 1)]
        for late, worst, share in cases:
            with self.subTest(late):
                found = behaviour_of(item(-50, 100, -50 + late))
                self.check(
                    found, days_beyond_terms=late, worst_delay=worst, late_share=share, late_count_share=share,
                    paid_items=1, overdue_days=0, overdue_share=0,
                )  # fmt: skip

    def test_parts_count_by_amount(self):
        """A quarter ten days late; the item itself is paid with its last part."""
        found = behaviour_of(item(-50, 100, (-50, 75), (-40, 25)))
        self.check(found, days_beyond_terms=2.5, late_share=0.25, late_count_share=1, worst_delay=10, paid_items=1)
        found = behaviour_of(item(-50, 100, (-50, 75)))
        self.check(found, days_beyond_terms=0, late_share=0, paid_items=0, worst_delay=50, overdue_days=50)
        self.check(found, overdue_share=1, late_count_share=None)

    def test_credit_notes_are_no_payments(self):
        found = behaviour_of(item(-50, 100, (-10, 100, False)), item(-20, 100, (-10, 40, False), (-20, 60)))
        self.check(found, purchases_12m=60, days_beyond_terms=0, late_share=0, paid_items=1, worst_delay=0)
        self.check(behaviour_of(item(-50, 100, (-10, 100, False))), recent_late_share=None, paid_items=0)

    def test_written_off_is_never_paid(self):
        """It counts as late instead of vanishing: a customer cannot look better for not having paid at all."""
        found = behaviour_of(item(-50, 100, (-10, 100, LOSS)))
        self.check(found, late_share=1, late_count_share=1, worst_delay=40, paid_items=0, overdue_days=0)
        age = 0.5 ** (49 / 120)
        self.check(found, recent_late_share=(age + 0.8) / (age + 2), recent_delay=50 * age / (age + 1))
        self.check(found, days_beyond_terms=None, highest_balance_paid_well=None)
        both = behaviour_of(item(-50, 100, (-10, 100, LOSS)), item(-50, 300, -50))
        self.check(both, late_share=0.25, late_count_share=0.5, paid_items=1)
        little = behaviour_of(item(-50, 100, (-50, 90), (-10, 10, LOSS)))  # a difference, not a loss
        self.check(little, late_share=0, late_count_share=0, paid_items=1, worst_delay=0)
        most = behaviour_of(item(-50, 100, (-50, 80), (-10, 20, LOSS)))
        self.check(most, late_share=0.2, late_count_share=1, paid_items=0, worst_delay=40)
        self.check(behaviour_of(item(-400, 100, (-370, 100, LOSS))), late_share=None, worst_delay=None)
        self.check(behaviour_of(item(10, 100, (-10, 100, LOSS))), recent_late_share=None, late_share=1)

    def test_only_what_was_known(self):
        """An item paid after the day was open on it, and one invoiced after it was not there."""
        items = [item(-50, 100, -40), item(20, 70)]
        self.check(behaviour_of(*items, on=-45), overdue_days=5, overdue_share=1, days_beyond_terms=None)
        self.check(behaviour_of(*items, on=-40), overdue_days=0, days_beyond_terms=10, purchases_12m=100)
        self.check(behaviour_of(*items, on=-51), overdue_days=0, recent_late_share=None, worst_delay=None)

    def test_the_year_ends(self):
        found = [behaviour_of(item(-365, 100, -365 + day, invoiced=-365 + day)) for day in (0, 1)]
        self.check(found[0], days_beyond_terms=None, purchases_12m=0, paid_items=0, worst_delay=None)
        self.check(found[1], days_beyond_terms=1, purchases_12m=100, paid_items=1, worst_delay=1)

    def test_trend(self):
        """Days late of 2, 4 and 9 in three quarters one after the other: slope (9 - 2) / 2."""
        paid = [item(-day - late, 100, -day) for day, late in ((200, 2), (100, 4), (10, 9))]
        self.check(behaviour_of(*paid), delay_trend=3.5)
        self.check(behaviour_of(*paid[:2]), delay_trend=None)
        # The first and the last three quarters apart: positions 0, 2, 3 and delays 0, 4, 9.
        paid = [item(-day - late, 100, -day) for day, late in ((364, 0), (100, 4), (10, 9))]
        self.check(behaviour_of(*paid), delay_trend=40 / 14)

    def test_highest_balance_paid_well(self):
        well = [item(-40, 100, -30), item(-35, 50, -35)]  # together from -65 to -35
        self.check(behaviour_of(*well), highest_balance_paid_well=150)
        self.check(behaviour_of(*well, item(-38, 500, -27)), highest_balance_paid_well=150)  # eleven days late
        self.check(behaviour_of(*well, item(-38, 500)), highest_balance_paid_well=150)
        one_after_the_other = [item(-60, 100, -60), item(-30, 80, -30, invoiced=-60)]
        self.check(behaviour_of(*one_after_the_other), highest_balance_paid_well=100)
        self.check(behaviour_of(item(-40, 100, (-50, 60), (-40, 40))), highest_balance_paid_well=100)
        self.check(behaviour_of(item(-40, 100, -80)), highest_balance_paid_well=None)  # never owed

    def test_recent_counts_more(self):
        """A late item known for 120 days counts half; two items are given, two in five of them late."""
        found = behaviour_of(item(-121, 100, -110), item(-60, 100, 0), on=0)
        # known late since -120 and -59
        young = 0.5 ** (59 / 120)
        late = 0.5 + young
        self.check(found, recent_late_share=(late + 0.8) / (late + 2))
        self.check(found, recent_delay=(0.5 * 11 + young * 60) / (late + 1))

    def test_one_item_is_no_habit(self):
        on_time, late = behaviour_of(item(-1, 100, 0 - 1), on=-1), behaviour_of(item(-1), on=0)
        self.check(on_time, recent_late_share=0.8 / 3, recent_delay=0)
        self.check(late, recent_late_share=1.8 / 3, recent_delay=0.5)

    def test_forgotten_invoices_are_capped(self):
        self.check(behaviour_of(item(-300)), recent_delay=60 * 0.5 ** (299 / 120) / (0.5 ** (299 / 120) + 1))

    def test_same_days(self):
        """Due on Saturday and paid on Monday, on Wednesdays in time: the last invoice's due date decides."""
        saturday, wednesday = -5, -8
        paid = [item(saturday, 100, saturday + 2), item(wednesday, 100, wednesday)]
        for newest, expected_late in ((2, 1), (9, 1), (3, 1), (5, 0), (6, 0), (13, 0)):
            with self.subTest(newest):
                found = behaviour_of(*paid, item(newest, 10, invoiced=-1), on=0)
                ages = {1: 0.5 ** (4 / 120), 0: 0.5 ** (8 / 120)}
                overall = (ages[1] + 0.8) / (sum(ages.values()) + 2)
                weight = ages[expected_late]
                share = (expected_late * weight + 4 * overall) / (weight + 4)
                self.check(found, same_days_late_share=share)
                self.check(found, same_weekday_late_share=self.weekday(newest, expected_late, weight, share))

    def weekday(self, newest, late, weight, share):
        """The share of days alike, moved by what was due on the very weekday, if anything was."""
        seen = weight if (newest + 5) % 7 == 0 or (newest + 8) % 7 == 0 else 0
        return (late * seen + 8 * share) / (seen + 8)


def items():
    days, amounts = st.integers(-500, 20), st.integers(1, 1000)

    @st.composite
    def one(draw):
        invoiced, amount = draw(days), draw(amounts)
        settled, rest = [], amount
        for _part in range(draw(st.integers(0, 3))):
            part = draw(st.integers(1, rest))
            settled.append((invoiced + draw(st.integers(0, 90)), part, draw(st.sampled_from((True, False, LOSS)))))
            rest -= part
            if not rest:
                break
        due = invoiced + draw(st.integers(0, 60))
        return item(due, amount, *settled, customer=draw(st.sampled_from((1, 2, 3))), invoiced=invoiced)

    return st.lists(one(), max_size=12)


class TestBehaviourAlways(CoreCase):
    """Properties that hold for any invoices and payments."""

    def assertSame(self, found, expected):
        for code in DEFINITIONS:
            np.testing.assert_allclose(found[code], expected[code], rtol=1e-9, atol=1e-9, err_msg=code)

    @given(items(), st.integers(-300, 30))
    def test_the_future_is_not_known(self, every, on):
        """A past day looks the same as it did on the day."""
        then = [
            (customer, invoiced, due, amount, [one for one in settled if one[0] <= on])
            for customer, invoiced, due, amount, settled in every
            if invoiced <= on
        ]
        customers = (1, 2, 3)
        now = core.read(ledger_of(*every, customers=customers), TODAY + on)
        self.assertSame(now, core.read(ledger_of(*then, customers=customers), TODAY + on))

    @given(items(), st.lists(st.integers(-100, 20), min_size=3, max_size=3))
    def test_each_by_itself(self, every, days):
        """Customers read together, each on a day of its own, are what each is alone."""
        customers = (3, 1, 2)
        together = core.read(ledger_of(*every, customers=customers), TODAY + np.array(days))
        for place, customer in enumerate(customers):
            own = [one for one in every if one[0] == customer]
            alone = core.read(ledger_of(*own, customers=(customer,)), TODAY + days[place])
            self.assertSame({code: column[place : place + 1] for code, column in together.items()}, alone)

    @given(items())
    def test_bounds(self, every):
        found = core.read(ledger_of(*every, customers=(1, 2, 3)), TODAY)
        for code, definition in DEFINITIONS.items():
            values = found[code][~np.isnan(found[code])]
            if definition.unit == paying.SHARE:
                self.assertTrue(np.all((values >= 0) & (values <= 1 + 1e-9)), (code, values))
            if definition.unit in (paying.AMOUNT, paying.COUNT, paying.IN_MONTHS):
                self.assertTrue(np.all(values >= 0), (code, values))
