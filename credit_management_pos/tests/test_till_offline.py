from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillOffline(TillCommon):
    """A till that could not ask may sell up to an allowance; what the policy would have stopped is noted."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.config = cls._till("Offline Till", credit_offline_allowance=300)
        cls.shift = cls._open(cls.config)
        cls.account.write({"status": "stop", "status_reason": "Cheque returned"})

    def sell_offline(self, amount, **vals):
        return self.sell(amount, credit_offline=True, **vals)

    def test_within_the_allowance(self):
        """Accepted, for the goods have gone; owed; and on hold for somebody to look at."""
        order = self.sell_offline(300)
        hold = self.holds(order)
        self.assertEqual((order.state, self.owed()), ("paid", 300))
        self.assertEqual((hold.state, hold.is_sold, hold.checkpoint), ("open", True, "till"))
        self.assertEqual((hold.partner_id, hold.order_total, hold.claim), (self.customer, 300, 300))
        self.assertEqual(self.activities(hold).user_id, self.analyst)
        self.assertIn("Offline Till", "".join(hold.message_ids.mapped("body")))

    def test_nothing_is_noted_that_passes(self):
        self.account._credit_by_method().write({"status": "active", "status_reason": "Paid"})
        order = self.sell_offline(300)
        self.assertEqual((order.state, self.holds(order).ids), ("paid", []))

    def test_allowance_adds_up(self):
        """By customer and session; beyond it the ticket is kept, open and on hold, and nothing is lost of it."""
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        self.sell_offline(200)
        order = self.sell_offline(100.01, partner=contact)
        hold = self.holds(order)
        self.assertEqual((order.state, self.owed()), ("draft", 200))
        self.assertEqual((hold.state, hold.is_sold, hold.order_total), ("open", False, 100.01))
        self.assertEqual(order.payment_ids.mapped("amount"), [100.01])
        self.sell_offline(100)
        self.release(hold)
        order.with_user(self.cashier).sudo(False).action_pos_order_paid()
        self.env.cr.flush()
        self.assertEqual((order.state, hold.state), ("paid", "used"))

    def test_one_call_of_many(self):
        tickets = [self.ticket((self.on_account, amount), credit_offline=True) for amount in (200, 5000, 50)]
        orders = self.send(*tickets)
        states = {order.payment_ids.amount: order.state for order in orders}
        self.assertEqual(states, {200: "paid", 5000: "draft", 50: "paid"})

    def test_other_customers_have_their_own(self):
        other = self._create_customer("Other")
        self._create_account(other, status="stop", status_reason="Cheque returned")
        self.sell_offline(300)
        self.assertEqual(self.sell_offline(300, partner=other).state, "paid")

    def test_without_an_allowance_it_is_no_excuse(self):
        session = self._open(self._till("Second Till"))
        order = self.sell_offline(10, session=session)
        self.assertEqual((order.state, self.owed()), ("draft", 0))

    def test_what_is_not_offline_is_refused(self):
        self.refused(lambda: self.sell(10))

    def test_called_offline_afterwards(self):
        """The word of a client buys as much as the allowance, and no more."""
        order = self.open_ticket(5000)
        order.write({"credit_offline": True})
        self.refused(order.action_pos_order_paid)

    def test_accepted_afterwards(self):
        hold = self.holds(self.sell_offline(300))
        self.release(hold)
        self.assertEqual(hold.state, "used")

    def test_refused_afterwards(self):
        order = self.sell_offline(300)
        hold = self.holds(order)
        self.refuse(hold)
        self.assertEqual((hold.state, order.state, self.owed()), ("refused", "paid", 300))

    def test_paid_afterwards(self):
        hold = self.holds(self.sell_offline(300))
        self.account._credit_by_method().write({"status": "active", "status_reason": "Paid"})
        hold._recheck()
        self.assertEqual(hold.state, "cleared")

    def test_closing_keeps_it(self):
        hold = self.holds(self.sell_offline(300))
        self.close()
        self.assertEqual((hold.state, self.owed()), ("open", 300))

    # === THE ALLOWANCE === #

    def test_who_sets_it(self):
        config = self._till("Third Till")
        for user in (self.cashier, self.boss, self.manager):
            with self.assertRaises(AccessError), self.cr.savepoint():
                config.with_user(user).sudo(False).write({"credit_offline_allowance": 1000})
        self.administrator.group_ids |= self.env.ref("point_of_sale.group_pos_manager")
        config.with_user(self.administrator).sudo(False).credit_offline_allowance = 1000
        config.with_user(self.boss).sudo(False).write({"name": "Other", "credit_offline_allowance": 1000})

    def test_not_while_a_session_is_open(self):
        with self.assertRaises(UserError):
            self.config.credit_offline_allowance = 5000

    def test_never_negative(self):
        with self.assertRaises(ValidationError):
            self._till("Third Till", credit_offline_allowance=-1)
