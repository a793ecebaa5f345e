from odoo import Command

from .test_order_portal import PortalOrderCommon


class PaidOrderCommon(PortalOrderCommon):
    """Quotations that customers pay online, with the provider that Odoo's own tests pay with."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provider = cls.env["payment.provider"].search(
            [("code", "=", "demo"), ("company_id", "=", cls.company.id)], limit=1
        )
        if not cls.provider:
            cls.skipTest(cls, "needs the test provider: install payment_demo")
        cls.provider.write({"state": "test", "is_published": True})
        cls.method = cls.provider.payment_method_ids[:1]
        cls.method.active = True
        others = cls.env["payment.provider"].search([("id", "!=", cls.provider.id), ("state", "!=", "disabled")])
        others.state = "disabled"
        cls.parameters = cls.env["ir.config_parameter"].sudo()
        cls.parameters.set_param("sale.automatic_invoice", "False")

    # === FACTORIES === #

    def to_pay(self, total=1500, share=1.0):
        return self.sent(total, require_signature=False, require_payment=True, prepayment_percent=share)

    def transaction(self, order, amount=None):
        return self.env["payment.transaction"].create(
            {
                "provider_id": self.provider.id,
                "payment_method_id": self.method.id,
                "reference": f"{order.name}-{len(order.transaction_ids)}",
                "amount": order._get_prepayment_required_amount() if amount is None else amount,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "operation": "online_direct",
                "sale_order_ids": [Command.set(order.ids)],
            }
        )

    def pay(self, order, amount=None, state="done"):
        """A payment as the provider reports it, and what Odoo does with it once it has."""
        transaction = self.transaction(order, amount)
        transaction._process("demo", {"reference": transaction.reference, "simulated_state": state})
        transaction._post_process()
        return transaction

    def assertBooked(self, transaction, amount):
        payment = transaction.payment_id
        self.assertEqual((transaction.state, transaction.is_post_processed), ("done", True))
        self.assertIn(payment.state, ("in_process", "paid"))
        self.assertEqual((payment.move_id.state, payment.amount), ("posted", amount))
        return payment

    def capture(self, transaction):
        transaction._process(
            "demo", {"reference": transaction.reference, "simulated_state": "done", "manual_capture": True}
        )
        transaction._post_process()
