from odoo import api, models
from odoo.exceptions import UserError

# Fields a decision takes for a prepayment: providers report them, and Odoo writes them as the system.
BELIEVED = frozenset(
    {"state", "amount", "currency_id", "payment_id", "sale_order_ids", "source_transaction_id", "operation"}
)


class PaymentTransaction(models.Model):
    """A customer who pays meets the gate too; what was paid is booked whatever it says."""

    _inherit = "payment.transaction"

    # What was captured or given back of a payment is looked up with each decision on what it paid for.
    _credit_source = models.Index("(source_transaction_id) WHERE source_transaction_id IS NOT NULL")

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'payment': also what a client has sent or stored as a default
        transactions = super().create(vals_list)
        if not self.env.su and any(one.state != "draft" or one.sale_order_ids for one in transactions.sudo()):
            self._credit_refuse_payment()
        return transactions

    def write(self, vals):
        # EXTENDS 'payment'
        if not self.env.su and BELIEVED & vals.keys():
            self._credit_refuse_payment()
        return super().write(vals)

    @api.model
    def _credit_refuse_payment(self):
        raise UserError(
            self.env._(
                "%(user)s cannot say what was paid online: the provider reports it. Register a payment instead.",
                user=self.env.user.name,
            )
        )

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
        """Transactions whose order, about to be confirmed, goes on hold instead."""
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
