import re

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestHoldAlone(HoldCommon):
    """An own order released alone, up to what an administrator allows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.authority = cls._grant_release(cls.manager, 100_000)
        cls.authority.amount = 100_000
        cls.authority.with_user(cls.administrator).own_up_to = 3000

    def _own(self, total):
        return self.stop(self.order(total, seller=self.manager), user=self.manager).with_user(self.manager)

    def _refused(self, hold, **terms):
        with self.assertRaisesRegex(AccessError, "asked for|had a hand"), self.env.cr.savepoint():
            self.release(hold, **terms)

    def test_up_to_the_amount(self):
        hold = self._own(3000.01)
        self.assertFalse(hold.can_decide or hold.can_release)
        self._refused(hold)
        hold.sudo().order_id.order_line.price_unit = 3000
        hold.action_recheck()
        self.assertTrue(hold.can_decide and hold.can_release)
        self.release(hold)
        self.assertEqual(hold.order_id.state, "sale")
        self.assertEqual(hold.alone_up_to, 3000)
        self.assertRegex(hold.alone_text, f"by {re.escape(self.administrator.name)}")

    def test_not_up_to_a_larger_total(self):
        hold = self._own(2000)
        self._refused(hold, cap=3000.01)
        self.release(hold, cap=3000)
        self.assertEqual(hold.release_cap, 3000)

    def test_several_orders_add_up(self):
        first, second = self._own(2000), self._own(1001)
        self.release(first)
        self._refused(second)
        dialog = self.env["credit.hold.release"].with_user(self.manager)
        dialog = dialog.create({"hold_ids": second.ids, "reason": "Good", "valid_until": self._day(3)})
        self.assertIn("text-danger", dialog.preview)

    def test_limits_and_releases_add_up(self):
        raised = self._propose_limit(self.account, 2500, author=self.manager).with_user(self.manager)
        raised._credit_by_method().write({"hand_ids": [(6, 0, self.manager.ids)]})
        raised.action_approve()
        self.assertEqual(raised.alone_amount, 2500)
        hold = self._own(4000)
        self._refused(hold)
        self.account.invalidate_recordset()
        self.assertEqual(self.account._get_raised_alone(), {self.account: 2500})

    def test_releases_and_limits_add_up(self):
        self.release(self._own(2000))
        self.assertEqual(self.account._get_released_alone(), {self.account: 2000})
        limit = self._propose_limit(self.account, 2600, author=self.manager).with_user(self.manager)
        with self.assertRaisesRegex(AccessError, "had a hand"), self.env.cr.savepoint():
            limit.action_approve()

    def test_in_the_companys_currency(self):
        """An amount of the order in a small currency is measured at today's rate, or the order's where that is more."""
        foreign = self.env["res.currency"].create(
            {"name": "XTA", "symbol": "x", "rate_ids": [(0, 0, {"name": self._day(0), "rate": 0.1})]}
        )
        hold = self._own(2000)
        hold._credit_by_method().write({"order_currency_id": foreign.id})
        self._refused(hold)

    def test_nobody_else_is_asked(self):
        """The activity is of who may decide alone where nobody else is there."""
        self.env["credit.authority"].search([("id", "!=", self.authority.id)]).unlink()
        self.assertEqual(self.activities(self._own(2000)).user_id, self.manager)

    def test_what_keeps_from_it_is_said(self):
        hold = self._own(5000)
        self.assertRegex(hold.obstacle_text, r"asked for .*Nobody else may approve up to .*5,000\.00")
        self.assertFalse(self.hold(1500).with_user(self.manager).obstacle_text)
