from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillStated(TillCommon):
    """What a release at the till is for: the amount that was stated, else the one asked for."""

    def test_the_stated_amount_is_what_is_released(self):
        """Neither more nor less than whoever decides has said, and within that person's authority."""
        self._grant_release(self.manager, 2000)
        order = self.open_ticket(1500)
        order.credit_till_ask()
        hold = self.holds(order)
        with self.assertRaises(AccessError):
            self.release(hold, cap=2000.01)
        with self.assertRaisesRegex(UserError, "would not let it through"):
            self.release(hold, cap=1499.99)
        self.release(hold, cap=2000)
        self.assertEqual((hold.release_cap, hold.release_amount), (2000, 2000))

    def test_the_amount_asked_for_is_what_is_released(self):
        order = self.open_ticket(1500)
        order.action_credit_request_release("One more item comes", 2000)
        hold = self.holds(order)
        self.assertEqual((hold.amount_wanted, hold._wanted()), (2000, 2000))
        self._grant_release(self.manager, 1999)
        with self.assertRaises(AccessError):
            self.release(hold)
        self._grant_release(self.manager, 2000)
        self.release(hold)
        self.assertEqual(hold.release_cap, 2000)
        order.payment_ids.write({"amount": 1800})
        order.write({"amount_total": 1800, "amount_paid": 1800})
        order.action_pos_order_paid()
        self.env.cr.flush()
        self.assertEqual((hold.state, self.owed()), ("used", 1800))
