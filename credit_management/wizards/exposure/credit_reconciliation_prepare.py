from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import date_utils

MOST = 100  # at once: each is a document of its own
REPLY_DAYS = 15  # to look into the books


class CreditReconciliationPrepare(models.TransientModel):
    """Asks for the period that customers are asked to agree on, and drafts a reconciliation for each."""

    _name = "credit.reconciliation.prepare"
    _description = "Reconcile Accounts"
    _inherit = ["credit.finite", "credit.single"]

    account_ids = fields.Many2many("credit.account", string="Customers", required=True)
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: date_utils.start_of(
            date_utils.subtract(self.env.company._credit_today(), months=1), "month"
        ),
    )
    date_to = fields.Date(
        string="To",
        required=True,
        default=lambda self: date_utils.end_of(
            date_utils.subtract(self.env.company._credit_today(), months=1), "month"
        ),
        help="The balance of this day is reconciled. The end of a month, as a rule.",
    )
    reply_by = fields.Date(
        required=True,
        default=lambda self: date_utils.add(self.env.company._credit_today(), days=REPLY_DAYS),
        help="Until when the customers are asked to answer.",
    )

    @api.constrains("date_from", "date_to", "reply_by")
    def _check_days(self):
        for asked in self:
            # The day of an entity its branch may not read.
            days = [company._credit_today() for company in asked.account_ids.sudo().company_id]
            if asked.date_from > asked.date_to:
                raise ValidationError(self.env._("The period begins after its end. Choose an earlier first day."))
            if days and asked.date_to > min(days):
                raise ValidationError(self.env._("The period is not over yet. Choose an earlier last day."))
            if asked.reply_by <= asked.date_to:
                raise ValidationError(self.env._("Customers answer after the period. Choose a later day."))

    def action_prepare(self):
        """Draft them, and open them to be looked at before they are sent."""
        self.ensure_one()
        accounts = self.account_ids
        accounts._check_may_send()
        if len(accounts) > MOST:
            raise UserError(
                self.env._(
                    "%(number)d reconciliations are too many at once. Choose no more than %(most)d customers.",
                    number=len(accounts),
                    most=MOST,
                )
            )
        vals = {"date_from": self.date_from, "date_to": self.date_to, "reply_by": self.reply_by}
        # Written by nobody: it was checked that this user reconciles with these customers.
        found = self.env["credit.reconciliation"].sudo().create([{"account_id": one.id, **vals} for one in accounts])
        found._fill()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_reconciliation_action")
        action |= {"domain": [("id", "in", found.ids)], "context": {}}
        if len(found) == 1:
            action |= {"res_id": found.id, "views": [(False, "form")]}
        return action
