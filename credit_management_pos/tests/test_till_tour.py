from odoo.tests import HttpCase, tagged

from .common import TillCommon

PIN = "4711"


@tagged("post_install", "-at_install")
class TestTillTour(TillCommon, HttpCase):
    """The till in a browser, by somebody who sells and no more."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.name, cls.bread.name = "Till Customer", "Till Bread"
        cls._set_pin(cls.manager, PIN)

    def drive(self, tour):
        self.start_tour(f"/pos/ui/{self.config.id}", tour, login=self.cashier.login)
        self.env.invalidate_all()
        return self.env["pos.order"].search([("session_id", "=", self.shift.id)], order="id")

    def test_release(self):
        order = self.drive("credit_till_release_tour")
        hold = self.holds(order)
        self.assertIn(order.state, ("paid", "done"))
        self.assertEqual(self.owed(), 1500)
        self.assertEqual((hold.state, hold.decided_by), ("used", self.manager))
        pin = self.env["credit.till.pin"].sudo().search([("user_id", "=", self.manager.id)])
        self.assertEqual(pin.failures, 0)

    def test_offline(self):
        self.shift.close_session_from_ui()
        self.config.credit_offline_allowance = 300
        self.shift = self._open(self.config)
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        orders = self.drive("credit_till_offline_tour")
        first, second = orders.sorted(lambda order: not order.credit_offline)
        self.assertIn(first.state, ("paid", "done"))
        self.assertEqual((first.credit_offline, self.owed()), (True, 200))
        self.assertEqual((self.holds(first).state, self.holds(first).is_sold), ("open", True))
        self.assertIn(second.state, ("paid", "done"))
        self.assertEqual(second.payment_ids.payment_method_id, self.cash)
