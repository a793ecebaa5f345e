from odoo import Command

from odoo.addons.credit_management.tests.gate.hold_common import HoldCommon


class PaidLaterCommon(HoldCommon):
    """Orders that Odoo confirms although they are paid later, by the mode of a provider of the customer's choice."""

    @classmethod
    def _provider(cls, mode):
        """The provider Odoo brings along for this mode, switched on."""
        provider = cls.env["payment.provider"].search(
            [("custom_mode", "=", mode), ("company_id", "=", cls.company.id)], limit=1
        )
        provider.write({"state": "enabled", "is_published": True})
        provider.payment_method_ids.active = True
        return provider

    def choose(self, provider, order):
        """The customer chooses to pay later; what Odoo does with it."""
        transaction = self.env["payment.transaction"].create(
            {
                "provider_id": provider.id,
                "payment_method_id": provider.payment_method_ids[:1].id,
                "reference": order.name,
                "amount": order.amount_total,
                "currency_id": order.currency_id.id,
                "partner_id": order.partner_id.id,
                "operation": "online_direct",
                "sale_order_ids": [Command.set(order.ids)],
            }
        )
        transaction._set_pending()
        transaction._post_process()
        return transaction

    def assertPaidLater(self, provider):
        """Within the limit the order is confirmed, beyond it is on hold and no open cart; a release confirms it."""
        passing, order = self.order(1000), self.order(0.01)
        self.choose(provider, passing)
        self.assertEqual((passing.state, bool(passing.credit_hold_ids)), ("sale", False))
        transaction = self.choose(provider, order)
        hold = order.credit_hold_ids
        self.assertEqual((order.state, hold.state), ("sent", "open"))
        self.assertTrue(hold.send_email and hold.customer_facing)
        self.assertEqual((transaction.state, transaction.is_post_processed), ("pending", True))
        transaction._post_process()  # called again by anybody
        self.assertEqual((order.state, order.credit_hold_ids), ("sent", hold))
        self.release(hold)
        self.assertEqual((order.state, hold.state), ("sale", "used"))
        self.assertTrue(order.message_ids.filtered(lambda message: "Order (Ref" in (message.subject or "")))
