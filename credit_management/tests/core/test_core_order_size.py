from ...core.exposure.order_size import order_size
from .core_common import CoreCase


class TestOrderSize(CoreCase):
    """What an order comes to with what was invoiced on it."""

    def test_sizes(self):
        cases = [
            ("nothing invoiced", (100, 100, 100, 0, 1), 100),
            ("partly invoiced", (100, 40, 100, 0, 2), 100),
            ("emptied once invoiced, filled again", (100, 100, 100, 100, 3), 200),
            ("more delivered than ordered", (100, 120, 120, 0, 1), 120),
            ("a down payment that no invoice backs", (1500, 9000, 9000, 0, 2), 9000),
            ("a down payment that one backs", (1500, 1500, 9000, 0, 3), 9000),
            ("rounded line by line", (100, 100.02, 100.02, 0.02, 3), 100.02),
            ("rounded line by line, invoiced", (100, 0, 100.03, 0.03, 3), 100),
            ("a coin more than rounding", (100, 0, 100.04, 0, 3), 100.04),
            ("a coin more than rounding on invoices", (100, 0, 100, 0.04, 3), 100.04),
        ]
        for title, values, expected in cases:
            with self.subTest(title):
                self.assertAlmostEqual(order_size(*values, 0.01), expected)
