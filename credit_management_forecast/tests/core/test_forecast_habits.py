import json
from dataclasses import replace
from unittest import TestCase

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from ...core.days import BOUNDS, NEVER, STEPS, business_bound, business_days, steps_of, survival_at, weekdays
from ...core.habits import CLIPPED, HALF_LIFE, LONGEST_TERMS, LOST, OPEN, SHORT_HALF_LIFE, SUMS, habits
from ...core.items import Items
from ...core.kept import habits_from_json, habits_to_json
from ...core.training import parts
from .forecast_common import FIRST, made_up


def one_by_one(items, customer, morning):
    """The same as ``habits`` of one customer in one morning, item by item."""
    paid, lasting = np.zeros((7, STEPS + 1)), np.zeros((7, STEPS + 1))
    sums, open_ = dict.fromkeys(SUMS, 0.0), dict.fromkeys(OPEN, 0.0)
    for number in np.flatnonzero((items.customer == customer) & (items.invoiced < morning)):
        due, on, amount = items.due[number], items.paid[number], items.amount[number]
        if on < morning:
            weight, short = 0.5 ** ((morning - on) / HALF_LIFE), 0.5 ** ((morning - on) / SHORT_HALF_LIFE)
            lost = items.lost is not None and bool(items.lost[number])
            paid[weekdays(due), STEPS if lost else steps_of(due, on)] += weight
            late = NEVER if lost else on - due
            days, settling = np.clip(late, *CLIPPED), min(max(on - items.invoiced[number], 0), LONGEST_TERMS)
            fading = (weight, weight * np.log1p(amount), weight * (late > 0), weight * settling)
            values = (*fading, short, short * (late > 0), 1, days)
            sums = {name: sums[name] + value for name, value in zip(SUMS, values, strict=True)}
        elif due + LOST >= morning:
            lasted = np.searchsorted(BOUNDS, business_days(morning) - 1 - business_days(due), side="right")
            lasting[weekdays(due), lasted] += 1
            overdue = due < morning
            values = (1, overdue, 0, amount, amount * overdue)
            open_ = {name: open_[name] + value for name, value in zip(OPEN, values, strict=True)}
            open_["oldest"] = max(open_["oldest"], (morning - 1 - due) * overdue)
    return paid, lasting, list(sums.values()), list(open_.values())


class TestForecastHabits(TestCase):
    """What is known of customers in a morning."""

    def test_the_same_as_item_by_item(self):
        items = made_up(400, 5)
        mornings = FIRST + np.arange(0, 520, 37)
        customer, morning = np.repeat(np.arange(6), len(mornings)), np.tile(mornings, 6)
        found = habits(items, customer, morning)
        for row in range(len(customer)):
            paid, lasting, sums, open_ = one_by_one(items, customer[row], morning[row])
            np.testing.assert_allclose(found.paid[row], paid, atol=1e-8)
            np.testing.assert_allclose(found.lasting[row], lasting, atol=1e-8)
            np.testing.assert_allclose(found.sums[row], sums, atol=1e-7)
            np.testing.assert_allclose(found.open[row], open_, atol=1e-7)

    def test_written_off_is_later_than_all(self):
        items = made_up(400, 5)
        items = replace(items, lost=(np.arange(400) % 7 == 0) & (items.paid < NEVER))
        found = habits(items, np.arange(5), np.full(5, FIRST + 520))
        for row in range(5):
            paid, _lasting, sums, _open = one_by_one(items, row, FIRST + 520)
            np.testing.assert_allclose(found.paid[row], paid, atol=1e-8)
            np.testing.assert_allclose(found.sums[row], sums, atol=1e-7)
        self.assertFalse(items.as_of(FIRST + 1).lost.any(), "not known before")

    def test_amounts(self):
        """Weights by amount add up to those of all items paid."""
        found = habits(made_up(), np.arange(40), np.full(40, FIRST + 400))
        np.testing.assert_allclose(found.amounts[:, 0].sum(axis=1), found.sum_of("weight"))
        np.testing.assert_allclose(found.amounts[:, 1].sum(axis=1), found.sum_of("fading_late"))

    def test_mornings_long_ago(self):
        """What has faded to nothing by the last morning counted in full in its own, whoever else there is."""
        items = made_up(4_000, 40, span=2_100)
        early = FIRST + 60 + np.arange(40)
        customer, morning = np.repeat(np.arange(40), 2), np.stack([early, np.full(40, FIRST + 2_200)], axis=1).ravel()
        found = habits(items, customer, morning)
        alone = habits(items.as_of(int(early.max()) + 1), np.arange(40), early)
        np.testing.assert_allclose(found.sums[::2], alone.sums, rtol=1e-6, atol=1e-9)
        np.testing.assert_allclose(found.paid[::2], alone.paid, rtol=1e-6, atol=1e-9)

    def test_nothing_of_the_future(self):
        """Whatever is invoiced, paid or not from a morning on changes nothing of that morning."""
        items, morning = made_up(), FIRST + 300
        customers, mornings = np.arange(40), np.full(40, morning)
        then = habits(items, customers, mornings)
        for known in (items.as_of(morning), made_up_later(items, morning)):
            other = habits(known, customers, mornings)
            for name in ("paid", "lasting", "sums", "open", "amounts"):
                np.testing.assert_allclose(getattr(then, name), getattr(other, name), atol=1e-9)

    def test_parts_hold_every_item_once_with_its_own_habits(self):
        items = made_up(3_000, 30)
        chosen = np.arange(0, 3_000, 3)
        seen = []
        for part in parts(items, chosen):
            seen += list(zip(part.items.customer, part.items.invoiced, part.items.amount, strict=True))
            for row in range(0, len(part.items), 97):
                own = one_by_one(items, part.items.customer[row], part.items.invoiced[row])
                np.testing.assert_allclose(part.habits.paid[part.row[row]], own[0], atol=1e-8)
        wanted = items.take(chosen)
        self.assertEqual(sorted(seen), sorted(zip(wanted.customer, wanted.invoiced, wanted.amount, strict=True)))

    def test_kept_over_night(self):
        items, morning = made_up(), FIRST + 400
        kept = [json.loads(one) for one in habits_to_json(habits_of(items, morning))]
        later = habits_from_json([*kept, None], np.full(41, 3))
        # Nothing was paid in between: the same as read anew three days later from the same items.
        anew = habits_of(items.as_of(morning), morning + 3)
        np.testing.assert_allclose(later.paid[:40], anew.paid, atol=2e-3)
        np.testing.assert_allclose(later.sums[:40], anew.sums, atol=1e-4)
        np.testing.assert_allclose(later.amounts[:40], anew.amounts, atol=2e-3)
        self.assertFalse(later.paid[40].any() or later.sums[40].any())

    @given(st.integers(10_000, 30_000), st.integers(-80, 170), st.integers(-100, 200))
    def test_thresholds_in_business_days_say_the_same(self, due, days, late):
        """On business days, paid later than the bound is paid more than so many days late."""
        due, paid = np.array([due]), np.array([due + late])
        if weekdays(paid)[0] >= 5:
            return
        later = business_days(paid) - business_days(due) > business_bound(due, days)
        self.assertEqual(bool(later[0]), late > days)

    def test_a_share_between_two_steps(self):
        survival = np.linspace(0.9, 0.1, STEPS)[None, :]
        for number, bound in enumerate(BOUNDS):
            self.assertAlmostEqual(survival_at(survival, np.array([bound]))[0], survival[0, number])
        self.assertEqual(survival_at(survival, np.array([BOUNDS[0] - 1]))[0], 1.0)
        many = survival_at(survival, np.arange(-60, 150)[None, :])[0]
        self.assertTrue((np.diff(many) <= 0).all())


def habits_of(items, morning):
    return habits(items, np.arange(40), np.full(40, morning))


def made_up_later(items, morning):
    """The same up to a morning; afterwards other invoices, and other payments."""
    later = items.invoiced >= morning
    paid = np.where(items.paid >= morning, np.where(items.paid % 2, NEVER, morning), items.paid)
    return Items(items.customer, items.invoiced, items.due, paid, np.where(later, 7.0, items.amount), items.segments)
