from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from odoo.addons.credit_management.const import USER

from .credit_hold import TILL


class PosOrder(models.Model):
    """A ticket and its hold."""

    _name = "pos.order"
    _inherit = ["pos.order", "credit.held"]
    _credit_hold_field = "pos_order_id"
    _credit_counting = frozenset({"partner_id", "lines", "payment_ids", "amount_total", "pricelist_id", "user_id"})

    credit_hold_ids = fields.One2many("credit.hold", "pos_order_id", string="Credit Holds", readonly=True, groups=USER)

    credit_hand_ids = fields.Many2many(
        "res.users",
        "credit_ticket_hand_rel",
        "ticket_id",
        "user_id",
        string="Credit People Who Changed It",
        readonly=True,
        copy=False,
        groups=USER,
        help="Analysts and managers who changed what counts in the ticket: nobody of them releases it.",
    )

    # === THE DOCUMENT === #

    def _credit_sizes(self):
        # EXTENDS 'credit.held': what is to go on the customer account
        return {order: order._credit_amount() for order in self}

    def _credit_billed_to(self):
        # EXTENDS 'credit.held'
        return self.partner_id

    def _credit_seller(self):
        # EXTENDS 'credit.held'
        return self.user_id

    def _credit_payment_term(self):
        # EXTENDS 'credit.held': none is agreed at a till
        return self.env["account.payment.term"]

    def _credit_rate(self):
        # EXTENDS 'credit.held'
        return self.currency_rate or 1.0

    def _credit_is_pending(self):
        # EXTENDS 'credit.held'
        return self.state == "draft"

    def _credit_checkpoints_ahead(self, amount):
        # EXTENDS 'credit.held'
        return [TILL] if self.state == "draft" else []

    def _credit_claim_rows(self):
        # EXTENDS 'credit.held'
        self.env.cr.execute(SQL("UPDATE pos_order SET id = id WHERE id IN %s", tuple(self.ids)))

    def _credit_cancel(self):
        # EXTENDS 'credit.held'
        return self.action_pos_order_cancel()

    def _credit_number(self):
        # EXTENDS 'credit.held': the number on the receipt; a ticket has no name until it is paid
        return self.pos_reference or self.name

    # === ACTIONS === #

    def action_credit_ask(self):
        """Ask those who decide to let this ticket go on the customer account."""
        self.ensure_one()
        hold = self._credit_ask()
        if not hold:
            raise UserError(
                self.env._("%(ticket)s passes the credit policy: no release is needed.", ticket=self._credit_number())
            )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "message": self.env._(
                    "%(hold)s: waiting for a release of %(ticket)s.",
                    hold=hold.sudo().reference,  # its number, for who asks
                    ticket=self._credit_number(),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # === BUSINESS === #

    def _credit_ask(self):
        """Put a ticket on hold that the policy would stop, for somebody to release it.

        :return: its open hold; nothing where it passes
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "draft":
            raise UserError(self.env._("%(ticket)s is not open any more.", ticket=self._credit_number()))
        if not self.partner_id:
            raise UserError(self.env._("Choose the customer first: nobody else can owe what is sold on account."))
        decision = self._credit_decide().get(self)
        if decision is None or not decision.blocked:
            return self.env["credit.hold"]
        return self.env["credit.hold"]._stop({self: decision}, TILL)

    def _credit_after_firm(self):
        # EXTENDS 'credit.held': what was sold offline stays on hold, for somebody to look at
        holds = self.sudo().credit_hold_id  # who sells has no part in holds
        holds._set_used()
        holds.filtered(lambda hold: not hold.is_sold)._set_cleared()
