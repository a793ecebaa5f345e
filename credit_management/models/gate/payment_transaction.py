from odoo import models


class PaymentTransaction(models.Model):
    """A customer who pays meets the gate too; what was paid is booked whatever it says."""

    _inherit = "payment.transaction"

    def _check_amount_and_confirm_order(self):
        # EXTENDS 'sale': an error here would undo the booking of the payment
        passing = self - self._credit_held()
        confirmed = super(
            PaymentTransaction, passing.filtered(lambda tx: not tx.sale_order_ids)
        )._check_amount_and_confirm_order()
        for tx in passing.filtered("sale_order_ids"):
            native = super(PaymentTransaction, tx)._check_amount_and_confirm_order
            orders = tx.sale_order_ids._credit_confirm_or_hold(lambda _orders, native=native: native())
            if orders:
                confirmed |= orders
        return confirmed

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

    def _credit_confirm_unpaid(self, custom_mode):
        """Confirm what Odoo is about to confirm though it is paid later, on delivery for instance, or put it on hold.

        Odoo then finds none of these orders: it confirms drafts only.

        :param custom_mode: the mode of the provider, ``cash_on_delivery`` for instance
        """
        unpaid = self.filtered(lambda tx: tx.provider_id.custom_mode == custom_mode and tx.state == "pending")
        for order in unpaid.sale_order_ids.filtered(lambda order: order.state == "draft"):
            order._validate_order()
