from odoo import fields, models
from odoo.tools import SQL

from ....const import POST_ACTIVITY, USER
from ....core.policy.invoice import OWED_TYPES
from ....core.policy.policy import INVOICE


class AccountMove(models.Model):
    """A customer invoice and its hold."""

    _name = "account.move"
    _inherit = ["account.move", "credit.held"]
    _credit_hold_field = "move_id"
    _credit_go_on_activity = POST_ACTIVITY
    _credit_counting = frozenset(
        {
            "partner_id", "company_id", "invoice_payment_term_id", "invoice_date_due", "currency_id",
            "invoice_currency_rate", "invoice_line_ids", "line_ids", "move_type", "invoice_user_id",
        }
    )  # fmt: skip

    credit_hold_ids = fields.One2many("credit.hold", "move_id", string="Credit Holds", readonly=True, groups=USER)

    credit_hand_ids = fields.Many2many(
        "res.users",
        "credit_invoice_hand_rel",
        "move_id",
        "user_id",
        string="Credit People Who Changed It",
        readonly=True,
        copy=False,
        groups=USER,
        help="Analysts and managers who changed what counts in the invoice: nobody of them releases it.",
    )

    def _credit_billed_to(self):
        # EXTENDS 'credit.held'
        return self.partner_id

    def _credit_seller(self):
        # EXTENDS 'credit.held'
        return self.invoice_user_id

    def _credit_get_hands(self):
        # EXTENDS 'credit_management': who paid it for the customer, too
        return super()._credit_get_hands() | self.transaction_ids.create_uid

    def _credit_add_hand(self):
        # EXTENDS 'credit_management': only drafts are held, and who created one has a hand in it anyway
        person = self.env["res.users"]._credit_person()
        drafts = self.filtered(
            lambda move: move.move_type in OWED_TYPES and move.state == "draft" and move.create_uid != person
        )
        return super(AccountMove, drafts)._credit_add_hand()

    def _credit_payment_term(self):
        # EXTENDS 'credit.held'
        return self.invoice_payment_term_id

    def _credit_days_given(self):
        # EXTENDS 'credit.held'
        return self.env["credit.order.facts"]._terms_of_invoice(self, self.company_id._credit_today()).days

    def _credit_rate(self):
        # EXTENDS 'credit.held'
        return self.invoice_currency_rate or 1.0

    def _credit_is_pending(self):
        # EXTENDS 'credit.held'
        return self.state == "draft"

    def _credit_checkpoints_ahead(self, amount):
        # EXTENDS 'credit.held'
        return [INVOICE] if self.state == "draft" else []

    def _credit_claim_rows(self):
        # EXTENDS 'credit.held'
        self.env.cr.execute(SQL("UPDATE account_move SET id = id WHERE id IN %s", tuple(self.ids)))

    def _credit_cancel(self):
        # EXTENDS 'credit.held'
        return self.button_cancel()

    def _credit_go_on(self, hold):
        # EXTENDS 'credit.held': posted, unless its day has not come: then Odoo's job posts it
        if self.auto_post == "no" or self.date <= fields.Date.context_today(self):
            self.action_post()
        return self.state == "posted"

    def _credit_number(self):
        # EXTENDS 'credit.held': a draft has no number yet
        return self.name if self.name and self.name != "/" else self.display_name
