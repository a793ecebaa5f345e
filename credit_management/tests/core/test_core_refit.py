import math
import unittest
from dataclasses import replace

import numpy as np

from ...core.assessment.behaviour import DEFINITIONS
from ...core.assessment.items import Ledger
from ...core.assessment.measures import ks
from ...core.assessment.ready_cards import GRADED_BEHAVIOUR, SERIOUS_BEHAVIOUR, number
from ...core.assessment.refit import Refit, Thin, asked_of, panel, refit
from ...core.assessment.scorecard import Scorecard, faults

TODAY = 20_000
STATEMENT = number("current_ratio", 40, 0, 1.1, 100)


def ledger(habits, invoices=20, spread=4):
    """Customers with habits of so many days late, give or take, each with an invoice a month."""
    draw = np.random.default_rng(7)
    customer = np.repeat(np.arange(len(habits)), invoices)
    invoiced = TODAY - 30 * (1 + np.tile(np.arange(invoices), len(habits))) - customer % 7 - 30
    due = invoiced + 30
    paid = due + np.asarray(habits)[customer] + draw.integers(-spread, spread + 1, len(customer))
    amount, count = np.full(len(customer), 100.0), len(customer)
    return Ledger(len(habits), customer, invoiced, due, amount, np.arange(count), paid, amount, np.ones(count, bool))


def card(behaviour=GRADED_BEHAVIOUR, others=(STATEMENT,)):
    share = 100 - sum(one.weight for one in others)
    scale = share / sum(one.weight for one in behaviour)
    return Scorecard((*others, *(replace(one, weight=one.weight * scale) for one in behaviour)), (), 0.0)


def fitted(habits, own=None, is_second=False, **options):
    own = own or card()
    codes = [one.characteristic for one in asked_of(own.criteria)]
    return refit(own, panel(ledger(habits, **options), TODAY, codes, TODAY - 730), is_second)


class TestCoreRefit(unittest.TestCase):
    """A card fitted to the ledger of a company whose customers pay otherwise than those of the ready cards."""

    # Everybody pays weeks late here; who pays two weeks late is a good customer.
    WEEKS = [*range(-6, 6), *range(8, 20), *range(30, 44, 2)]

    def test_bins_points_and_weights_are_its_own(self):
        found = fitted(self.WEEKS)
        self.assertIsInstance(found, Refit)
        self.assertEqual(faults(Scorecard(found.criteria)), [])
        statement, *paying = found.criteria
        self.assertEqual(statement, STATEMENT, "what is not about paying stays")
        self.assertAlmostEqual(sum(one.weight for one in found.criteria), 100)
        self.assertTrue(paying)
        for one in paying:
            points = [bin_.points for bin_ in one.by_lower]
            self.assertEqual(points, sorted(points, reverse=DEFINITIONS[one.characteristic].rising))
            self.assertGreaterEqual(min(points), min(one.worst for one in GRADED_BEHAVIOUR))
        self.assertGreater(found.after.auc, 0.8)
        self.assertGreaterEqual(found.after.auc, found.before.auc - 0.05)
        self.assertTrue(0 < found.after.ks <= 1)

    def test_measured_on_what_it_was_not_fitted_on(self):
        """Customers who change their habits in the last months are told no better than chance."""
        habits = np.array(self.WEEKS)
        table = ledger(habits)
        newest = table.invoiced > TODAY - 240
        draw = np.random.default_rng(3)
        table.day[newest] = table.due[newest] + draw.integers(-20, 30, int(newest.sum()))
        own = card()
        codes = [one.characteristic for one in asked_of(own.criteria)]
        found = refit(own, panel(table, TODAY, codes, TODAY - 730), False)
        self.assertLess(found.after.auc, 0.65)

    def test_serious_lateness(self):
        own = card(SERIOUS_BEHAVIOUR, ())
        found = fitted([*range(-6, 20), *range(30, 60, 4)], own, is_second=True)
        self.assertEqual(found.days, 10)
        self.assertEqual(faults(Scorecard(found.criteria)), [])
        self.assertGreater(found.after.auc, 0.8)

    def test_nothing_of_the_invoice_itself_is_known(self):
        """Nor of what happens from its day on."""
        table = ledger([0, 20, 40] * 10)
        codes = ("recent_delay", "overdue_days")
        before = panel(table, TODAY, codes, 0)
        day = int(np.median(before.invoiced))
        table.day[table.day >= day] += 40
        after = panel(table, TODAY, codes, 0)
        then = before.invoiced <= day
        for code in codes:
            np.testing.assert_array_equal(before.values[code][then], after.values[code][then])
        self.assertFalse(all(np.array_equal(before.values[code], after.values[code]) for code in codes))

    def test_one_customer_counts_for_little(self):
        rows = panel(ledger([0] * 10, invoices=40), TODAY, ["recent_delay"], 0)
        alike = rows.where(rows.customer < 1)
        self.assertLess(alike.weights.sum() / len(alike), 0.06)
        self.assertLessEqual(rows.weights.max(), 1.0)

    def test_too_thin(self):
        for habits, options in (
            ([5] * 5, {}),
            ([-10] * 40, {}),
            ([40] * 40, {}),
            ([], {}),
            ([3] * 30, {"invoices": 3}),
        ):
            with self.subTest(habits=len(habits), **options):
                found = fitted(habits, **options)
                self.assertIsInstance(found, Thin)
        self.assertEqual(fitted([5] * 5).customers, 5)

    def test_distance_of_distributions(self):
        self.assertEqual(ks([True, False, True, False], [1, 2, 3, 4]), 0.5)
        self.assertEqual(ks([True, False], [1, 1]), 0.0)
        self.assertTrue(math.isnan(ks([True], [1])))
