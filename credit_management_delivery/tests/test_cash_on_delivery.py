from odoo.tests import tagged

from .common import PaidLaterCommon


@tagged("post_install", "-at_install")
class TestCashOnDelivery(PaidLaterCommon):
    """Orders paid on delivery are sold on credit until then."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls._provider("cash_on_delivery")

    def test_cash_on_delivery(self):
        self.assertPaidLater(self.provider)

    def test_several_at_once(self):
        """Each by itself, and what passes takes its share of the limit."""
        first, second, third = self.order(600), self.order(600), self.order(400)
        for order in (first, second, third):
            self.choose(self.provider, order)
        self.assertEqual([first.state, second.state, third.state], ["sale", "sent", "sale"])

    def test_by_the_job(self):
        order = self.order(1500)
        transaction = self.choose(self.provider, self.order(100)).copy({"reference": order.name})
        transaction.write({"sale_order_ids": order.ids, "amount": 1500, "is_post_processed": False})
        transaction._set_pending()
        with self.enter_registry_test_mode():
            self.env.ref("payment.cron_post_process_payment_tx").method_direct_trigger()
        self.assertTrue(transaction.is_post_processed)
        self.assertEqual((order.state, order.credit_hold_ids.state), ("sent", "open"))
