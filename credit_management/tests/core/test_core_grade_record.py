from dataclasses import replace

import numpy as np

from ...core.assessment.grade_record import Share, records
from ...core.assessment.items import Ledger
from .core_common import CoreCase

TODAY = 20_000


def ledger_of(*invoices, lost=()):
    """Invoices as (customer, days ago, paid days late or None), due after 30 days.

    :param lost: places of those that what settled them has written off
    """
    customer, ago, late = zip(*invoices, strict=True)
    invoiced, amount = TODAY - np.array(ago), np.full(len(ago), 100.0)
    paid = np.flatnonzero([one is not None for one in late])
    day = np.array([invoiced[place] + 30 + late[place] for place in paid], int)
    return Ledger(
        max(customer) + 1, np.array(customer), invoiced, invoiced + 30, amount, paid, day, amount[paid],
        ~np.isin(paid, lost), np.isin(paid, lost),
    )  # fmt: skip


class TestGradeRecord(CoreCase):
    """Of the invoices to customers of a grade, the share paid late."""

    def record(self, *invoices, grades=None, **more):
        grades = {0: [(0, "A")]} if grades is None else grades
        found = records(ledger_of(*invoices), TODAY, grades, **more)
        return {grade: [(one.bad, one.count) for one in record[:3]] for grade, record in found.items()}

    def test_written_off_is_never_paid(self):
        """Not left out like a credit note, and late however soon it was given up."""
        for late in (-20, 0, 200):
            found = records(ledger_of((0, 300, late), (0, 300, 5), lost=[0]), TODAY, {0: [(0, "A")]})["A"]
            self.assertEqual([(one.bad, one.count) for one in found], [(2, 2), (1, 2), (1, 2), (1, 2)], late)

    def test_a_difference_is_no_loss(self):
        ledger = ledger_of((0, 300, 5), (0, 300, 5), lost=[1])
        for written_off, lost in ((10.0, 0), (10.1, 1)):
            ledger = replace(
                ledger,
                item=np.array([0, 0]), day=ledger.day, settled=np.array([100 - written_off, written_off]),
            )  # fmt: skip
            found = records(ledger, TODAY, {0: [(0, "A")]})["A"]
            self.assertEqual(found[3].bad, lost)
            self.assertEqual(found[1].bad, 1 + lost, "the other one is open")

    def test_how_late(self):
        for late, expected in (
            (0, [(0, 1)] * 3), (1, [(1, 1), (0, 1), (0, 1)]), (30, [(1, 1), (0, 1), (0, 1)]),
            (31, [(1, 1), (1, 1), (0, 1)]), (91, [(1, 1)] * 3), (None, [(1, 1)] * 3),
        ):  # fmt: skip
            self.assertEqual(self.record((0, 300, late))["A"], expected, late)

    def test_known_from_the_same_day_on_for_all(self):
        """Due today, nobody is late yet, and who has paid early does not count before the others."""
        for ago, counted in ((30, [0, 0, 0]), (31, [1, 0, 0]), (60, [1, 0, 0]), (61, [1, 1, 0]), (121, [1, 1, 1])):
            for late in (None, -5):
                found = self.record((0, ago, late))["A"]
                self.assertEqual([count for _bad, count in found], counted, (ago, late))

    def test_the_grade_of_the_day(self):
        grades = {0: [(TODAY - 200, "B"), (TODAY - 400, "A")]}
        found = self.record((0, 450, 5), (0, 400, 5), (0, 201, 5), (0, 200, 5), (1, 200, 5), grades=grades)
        self.assertEqual({grade: record[0] for grade, record in found.items()}, {"A": (2, 2), "B": (1, 1)})
        self.assertEqual(self.record((0, 300, 5), (0, 200, 5), since=TODAY - 200)["A"][0], (1, 1))

    def test_interval(self):
        """8 of 100, as in published tables of Wilson's interval."""
        low, high = Share(8, 100).interval
        self.assertAlmostEqual(low, 0.0411, places=3)
        self.assertAlmostEqual(high, 0.1500, places=3)
        self.assertEqual(Share(0, 10).interval[0], 0)
        self.assertEqual(Share(10, 10).interval[1], 1)
        self.assertIsNone(Share(0, 0).interval)
        self.assertIsNone(Share(0, 0).share)
        self.assertEqual(Share(1, 4).share, 0.25)
