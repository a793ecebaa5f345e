import random
from datetime import date, timedelta

from odoo.tests import tagged

from .collecting_days import Days
from .collecting_truth import Invoice
from .collections_common import CollectionsCommon

DAY = date(2026, 3, 2)


@tagged("post_install", "-at_install")
class TestCollectingDays(CollectionsCommon):
    """Ten days of twelve customers as they pass in Odoo; ./dev/bench collecting passes three months of real ones."""

    def test_ten_days(self):
        dice, invoices = random.Random(5), []
        for number in range(12):
            for _number in range(3):
                due = DAY + timedelta(days=dice.randint(-60, 12))
                paid = max(due, DAY - timedelta(days=1)) + timedelta(days=dice.randint(1, 15))
                amount = dice.randint(100, 99_999) / 100
                invoices.append(Invoice(f"day{number}", due - timedelta(days=14), due, paid, amount))
        strategy = self.env.ref("credit_management_collections.credit_strategy_standard")
        days = Days(self.manager, self.second_manager, strategy, invoices, DAY, often=0.06)
        days.pass_days(10)
        self.assertFalse(+days.wrong, days.found)
        for what, least in {
            "messages": 12,
            "mails": 12,
            "level 2": 3,
            "matched later": 1,
            "promises": 1,
            "disputes": 1,
        }.items():
            self.assertGreaterEqual(days.found[what], least, f"{what}: {days.found}")
