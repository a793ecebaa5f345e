from dataclasses import replace

import numpy as np

from ...core.replay import outcome, report
from ...core.replay import replay as core
from ...core.replay.figures import by_rule, figures, held_by
from .core_common import CoreCase
from .core_replay_common import AMOUNT, DAY, EXAMPLE, LIMIT, OVERDUE, POLICY, history_of


class TestReplayReport(CoreCase):
    """Outcomes of the orders, and the figures that follow."""

    def setUp(self):
        super().setUp()
        self.policy = replace(POLICY, rules=(LIMIT, OVERDUE, AMOUNT))
        self.played = core.replay(history_of(*EXAMPLE), [self.policy, replace(self.policy, rules=(AMOUNT,))])

    def test_outcomes(self):
        """Of 500, 400 came 40 days late; the rest in time. The last is open: 20 days past due, so not known yet."""
        found = outcome.outcomes(self.played, DAY + 170)
        self.assertEqual(found.late_amount.tolist(), [0, 400, 0, 0, 0])
        np.testing.assert_allclose(found.days_late, [-10, (1500 + 16000) / 500, 0, 1, 20])
        self.assertEqual(found.unknown.tolist(), [False] * 4 + [True])
        self.assertEqual(found.good.tolist(), [True, False, True, True, False])

    def test_open_and_late(self):
        found = outcome.outcomes(self.played, DAY + 181)
        self.assertEqual(found.late_amount.tolist(), [0, 400, 0, 0, 200])

    def test_written_off_is_late(self):
        """Whenever it was given up, and however little of the order."""
        ledger = self.played.history.ledger
        lost = np.zeros(len(ledger.item), bool)
        lost[0] = True  # the first order, which was settled in time
        history = replace(self.played.history, ledger=replace(ledger, is_payment=~lost, is_loss=lost))
        found = outcome.outcomes(replace(self.played, history=history), DAY + 170)
        self.assertEqual(found.late_amount.tolist(), [400, 400, 0, 0, 0])
        self.assertFalse(found.good[0])

    def test_late_at_all(self):
        found = outcome.outcomes(self.played, DAY + 150, late_days=0)
        self.assertEqual(found.late_amount.tolist(), [0, 500, 0, 700, 0])

    def test_as_known_on_a_day(self):
        """On day 84 only 100 have come of the second; what is open is not yet 30 days past due."""
        found = outcome.outcomes(self.played, DAY + 84)
        self.assertEqual(found.unknown.tolist(), [False, True, True, True, True])
        self.assertEqual(found.open_amount[1], 400)

    def test_figures(self):
        """Of five orders one is held, of 700 and good; the late 400 pass."""
        found = outcome.outcomes(self.played, DAY + 170)
        verdicts = self.played.verdicts[0]
        told = figures(self.played, found, verdicts.held, verdicts.warned)
        self.assertEqual((told.orders, told.amount, told.held, told.held_amount), (5, 2100, 1, 700))
        self.assertEqual((told.warned, told.warned_amount), (1, 300))
        self.assertEqual((told.late, told.late_amount, told.late_held_amount), (1, 400, 0))
        self.assertEqual((told.good, told.good_held, told.unknown), (3, 1, 1))
        self.assertEqual(told.late_money_held, 0)
        self.assertAlmostEqual(told.good_orders_held, 1 / 3)
        self.assertEqual(told.precision, 0)
        self.assertEqual(told.share_held, 0.2)

    def test_by_rule(self):
        found = outcome.outcomes(self.played, DAY + 170)
        told = by_rule(self.played, found, self.played.verdicts[0])
        self.assertEqual(
            {name: (every.held, alone.held) for name, (every, alone) in told.items()}, {1: (1, 0), 2: (1, 0)}
        )

    def test_side_by_side(self):
        found = report.compare(self.played, outcome.outcomes(self.played, DAY + 170))
        self.assertEqual(
            {name: cell.orders for name, cell in found.cells.items()},
            {"both": 0, "only_first": 1, "only_second": 0, "neither": 4},
        )
        self.assertEqual(found.cells["neither"].late_amount, 400)
        self.assertEqual(list(found.first.by_month), ["2026-01", "2026-03", "2026-05"])
        self.assertEqual((found.first.figures.held, found.second.figures.held), (1, 0))

    def test_exposure_avoided(self):
        """700 from day 80 to day 110, of the 121 days from the first order to the last."""
        found = report.owed(self.played, self.played.verdicts[0].held)
        self.assertEqual(found.largest, 700)
        self.assertAlmostEqual(found.average, 700 * 31 / 121)
        self.assertEqual(report.owed(self.played, np.zeros(5, bool)), report.Avoided())

    def test_the_highest_scores(self):
        scores = np.array([3, np.nan, 9, 5, 5])
        self.assertEqual(held_by(scores, 1).tolist(), [False, False, True, False, False])
        self.assertEqual(held_by(scores, 2).tolist(), [False, False, True, False, False])
        self.assertEqual(held_by(scores, 3).tolist(), [False, False, True, True, True])
        self.assertEqual(held_by(scores, 9).tolist(), [True, False, True, True, True])
        self.assertFalse(held_by(scores, 0).any())
        by_size = held_by(scores, 100, np.array([1, 1, 70, 20, 10]))
        self.assertEqual(by_size.tolist(), [False, False, True, True, True])
