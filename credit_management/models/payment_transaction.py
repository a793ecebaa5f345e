from odoo import models


class PaymentTransaction(models.Model):
    """A customer who pays meets the gate too; what was paid is booked whatever it says."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        # EXTENDS 'sale': an error here would undo the booking of the payment
        return super(PaymentTransaction, self - self._credit_held())._check_amount_and_confirm_order()

    def _credit_held(self):
        """Those whose order, about to be confirmed, goes on hold instead."""
        held = self.browse()
        for tx in self.filtered(lambda tx: len(tx.sale_order_ids) == 1):
            quotation = tx.sale_order_ids.filtered(lambda order: order.state in ("draft", "sent"))
            if (
                quotation
                and quotation._is_confirmation_amount_reached()
                and not quotation._credit_split(customer_facing=True)
            ):
                held |= tx
        return held

    def _credit_hold_unpaid(self, custom_mode):
        """Put on hold what Odoo would confirm now though it is paid later, on delivery for instance.

        Such orders are left as sent: Odoo confirms drafts only.

        :param custom_mode: the mode of the provider, ``cash_on_delivery`` for instance
        """
        unpaid = self.filtered(lambda tx: tx.provider_id.custom_mode == custom_mode and tx.state == "pending")
        unpaid.sale_order_ids.filtered(lambda order: order.state == "draft")._credit_split(customer_facing=True)
