from odoo import api, models
from odoo.exceptions import UserError

# What says of a payment whose debt it is.
OWING = {"payment_method_id", "pos_order_id"}


class PosPayment(models.Model):
    """What is paid on account decides what a ticket claims: a transaction that writes it is settled."""

    _inherit = "pos.payment"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'point_of_sale'
        payments = super().create(vals_list)
        payments.pos_order_id._credit_touch()
        return payments

    def write(self, vals):
        # EXTENDS 'point_of_sale'
        if not OWING.isdisjoint(vals):
            self._credit_check_unbooked()
        orders = self.pos_order_id
        done = super().write(vals)
        (orders | self.pos_order_id)._credit_touch()
        return done

    def unlink(self):
        # EXTENDS 'point_of_sale'
        self._credit_check_unbooked()
        self.pos_order_id._credit_touch()
        return super().unlink()

    def _credit_check_unbooked(self):
        """Refuse to make what is booked on account cash, or somebody else's."""
        for payment in self if not self.env.su else ():
            if payment.payment_method_id.credit_is_on_account and payment.session_id.state == "closed":
                raise UserError(
                    self.env._(
                        "%(ticket)s is booked on account with its session, which is closed. Refund it, or have the"
                        " customer pay.",
                        ticket=payment.pos_order_id._credit_number(),
                    )
                )
