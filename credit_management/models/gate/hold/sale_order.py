from odoo import fields, models
from odoo.tools import SQL

from ....const import GO_ON_ACTIVITY, USER
from ....core.policy.policy import CHANGE, CONFIRMATION


class SaleOrder(models.Model):
    """An order and its hold."""

    _name = "sale.order"
    _inherit = ["sale.order", "credit.held"]
    _credit_hold_field = "order_id"
    _credit_go_on_activity = GO_ON_ACTIVITY
    _credit_counting = frozenset(
        {
            "partner_id", "partner_invoice_id", "company_id", "payment_term_id", "pricelist_id", "currency_id",
            "order_line", "signature", "signed_by", "signed_on", "user_id",
        }
    )  # fmt: skip

    credit_hold_ids = fields.One2many("credit.hold", "order_id", string="Credit Holds", readonly=True, groups=USER)
    credit_hand_ids = fields.Many2many(
        "res.users",
        "credit_order_hand_rel",
        "order_id",
        "user_id",
        string="Credit People Who Changed It",
        readonly=True,
        copy=False,
        groups=USER,
        help="Analysts and managers who changed what counts in the order, or signed it by the customer's link: nobody"
        " of them releases it.",
    )

    def _credit_billed_to(self):
        # EXTENDS 'credit.held'
        return self.partner_invoice_id

    def _credit_seller(self):
        # EXTENDS 'credit.held'
        return self.user_id

    def _credit_get_hands(self):
        # EXTENDS 'credit_management': who paid it for the customer, too
        return super()._credit_get_hands() | self.transaction_ids.create_uid

    def _credit_payment_term(self):
        # EXTENDS 'credit.held'
        return self.payment_term_id

    def _credit_rate(self):
        # EXTENDS 'credit.held'
        return self.currency_rate or 1.0

    def _credit_is_pending(self):
        # EXTENDS 'credit.held'
        return self.state in ("draft", "sent")

    def _credit_sizes(self):
        # EXTENDS 'credit.held'
        return self.env["credit.order.facts"]._read_sizes(self)

    def _credit_checkpoints_ahead(self, amount):
        # EXTENDS 'credit.held'
        return [CHANGE] if self.state == "sale" else [CONFIRMATION]

    def _credit_claim_rows(self):
        # EXTENDS 'credit.held'
        self.env.cr.execute(SQL("UPDATE sale_order SET id = id WHERE id IN %s", tuple(self.ids)))

    def _credit_cancel(self):
        # EXTENDS 'credit.held'
        return self._action_cancel()

    def _credit_go_on(self, hold):
        # EXTENDS 'credit.held': confirmed as it was tried before, invoices included
        if hold.send_email or hold.customer_facing:
            self._validate_order()
        else:
            self.action_confirm()
        hold._invoice_paid_order(self)
        return self.state == "sale"
