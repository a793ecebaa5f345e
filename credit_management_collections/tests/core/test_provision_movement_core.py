from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core.provision_movement import Needed, movement, needed, spread_known

amounts = st.integers(0, 10**6).map(lambda number: number / 1_000)
# The matrix of the main addon, read as a file: its package would load models.
MATRIX = spec_from_file_location(
    "provision_matrix", Path(__file__).parents[3] / "credit_management/core/monitoring/provision.py"
)
matrix = module_from_spec(MATRIX)
MATRIX.loader.exec_module(matrix)
NAMES = ("low", "medium", "high")


class TestMovement(TestCase):
    """The provision from one period's end to the next."""

    @given(st.lists(st.none() | amounts, min_size=1, max_size=6))
    def test_bands_add_up_to_what_is_needed(self, losses):
        whole = spread_known(losses, 0.01)
        self.assertEqual([loss is None for loss in whole], [loss is None for loss in losses])
        known = sum(loss for loss in losses if loss is not None)
        table = movement({}, {}, {"a": Needed(known), "b": Needed(0.0, 12.34)}, 0.01)
        self.assertAlmostEqual(sum(loss for loss in whole if loss is not None), table.rows[0].closing, 7)

    def check(self, opening, used, need, *expected, moved=0.0):
        """Expected: added, used, released, closing."""
        other = {"b": -moved} if moved else {}
        table = movement(
            {"a": opening, "b": 100.0},
            {"a": used},
            {"a": Needed(need), "b": Needed(100 - moved)},
            0.01,
            {"a": moved, **other},
        )
        row = table.rows[0]
        self.assertEqual((row.added, row.used, row.released, row.closing), expected)
        self.assertTrue(row.adds_up(0.01))
        return table

    def test_one_class(self):
        self.check(100, 0, 100, 0, 0, 0, 100)
        self.check(100, 0, 130, 30, 0, 0, 130)
        self.check(100, 0, 80, 0, 0, 20, 80)
        self.check(100, 40, 100, 40, 40, 0, 100)
        self.check(100, 40, 50, 0, 40, 10, 50)
        self.check(0, 0, 0, 0, 0, 0, 0)
        self.assertEqual(self.check(100, 40, 50, 0, 40, 10, 50).rows[0].charge, -10)

    def test_written_off_beyond_what_was_provided_for(self):
        table = self.check(100, 150, 20, 70, 150, 0, 20)
        self.assertEqual(table.rows[0].charge, 70)

    def test_moved_from_class_to_class(self):
        self.check(100, 0, 150, 0, 0, 0, 150, moved=50.0)
        with self.assertRaises(ValueError):
            movement({}, {}, {}, 0.01, {"a": 1.0})

    def test_negative_figures(self):
        with self.assertRaises(ValueError):
            movement({"a": -1.0}, {}, {}, 0.01)

    def test_a_write_off_that_was_reversed_later(self):
        """What it had used stands on the account again, and is released where nothing more is needed."""
        self.check(100, -40, 140, 0, -40, 0, 140)
        self.check(100, -40, 100, 0, -40, 40, 100)

    def test_a_rate_that_is_not_known(self):
        table = self.check(100, 30, None, 0, 30, 0, 70)
        self.assertEqual((table.unknown, table.can_be_posted), (("a",), False))
        self.assertEqual(needed([1.0, None]).amount, None)
        self.assertEqual(needed([1.0, None], [5.0]).amount, None)

    def test_classes_that_came_or_went(self):
        table = movement({"old": 50.0}, {}, {"new": Needed(20.0)}, 0.01)
        self.assertEqual([(row.name, row.added, row.released) for row in table.rows], [("old", 0, 50), ("new", 20, 0)])
        self.assertTrue(table.can_be_posted)

    def test_it_closes_with_the_matrix(self):
        """The closing is the expected loss of the matrix, and what has an allowance by name."""
        rates = (0.01, 0.02, 0.1, 0.3, 0.6, 1.0)
        low, high = (
            matrix.expected_loss((1000, 200, 0, 0, 0, 0), rates),
            matrix.expected_loss((0, 0, 500, 100, 0, 50), rates),
        )
        needs = {"low": needed(low.by_band), "high": needed(high.by_band, [400.0])}
        table = movement({"low": 10.0, "high": 700.0}, {"high": 100.0}, needs, 0.01)
        self.assertEqual([row.closing for row in table.rows], [low.total, high.total + 400])
        self.assertEqual(table.total.closing, low.total + high.total + 400)
        # Bands without an amount need no rate, as the matrix has it.
        unknown = matrix.expected_loss((1000, 0, 0, 0, 0, 0), (0.01, None, None, None, None, None))
        self.assertEqual(needed(unknown.by_band).amount, unknown.total)
        self.assertIsNone(needed(matrix.expected_loss((0, 1, 0, 0, 0, 0), (0.01, None, 0, 0, 0, 0)).by_band).amount)

    @given(
        st.fixed_dictionaries({name: amounts for name in NAMES}),
        st.fixed_dictionaries({name: amounts for name in NAMES}),
        st.fixed_dictionaries({name: amounts for name in NAMES}),
        amounts,
        st.sampled_from([0.01, 1.0]),
    )
    def test_rows_and_totals_add_up(self, opening, used, closing, shift, coin):
        needs = {name: Needed(amount) for name, amount in closing.items()}
        table = movement(opening, used, needs, coin, {"low": -shift, "high": shift})
        for row in (*table.rows, table.total):
            self.assertTrue(row.adds_up(coin))
            self.assertTrue(row.added == 0 or row.released == 0 or row is table.total)
        self.assertAlmostEqual(table.total.moved, 0)
        for field, source in (("opening", opening), ("used", used), ("closing", closing)):
            total = sum(source.values())
            self.assertLessEqual(abs(getattr(table.total, field) - total), coin * 0.51)
