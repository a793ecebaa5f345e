from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.common.text import stripped


class CreditSurveyRequest(models.TransientModel):
    """Asks how much credit a customer wants, for how many days and why, and opens the survey with it."""

    _name = "credit.survey.request"
    _description = "Ask for Credit"
    _inherit = ["credit.finite", "credit.single"]

    partner_id = fields.Many2one("res.partner", string="Customer", required=True, readonly=True, ondelete="cascade")
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, ondelete="cascade", default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    # Stored, so computed by the system unless told otherwise: it would read surveys out of sight.
    amount = fields.Monetary(
        string="Limit",
        compute="_compute_known",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="What the customer would like to owe at most, in the company's currency.",
    )
    days = fields.Integer(
        string="Days to Pay",
        compute="_compute_known",
        compute_sudo=False,
        store=True,
        readonly=False,
        help="From the invoice on.",
    )
    reason = fields.Char(string="Why", compute="_compute_known", compute_sudo=False, store=True, readonly=False)

    @api.depends("partner_id", "company_id")
    def _compute_known(self):
        """What was asked for before stands there already; else the terms the customer has."""
        for request in self:
            survey = request._get_survey()
            request.amount = request.amount or survey.requested_limit
            request.days = request.days or survey.requested_days or request._get_usual_days()
            request.reason = request.reason or survey.requested_reason

    def _get_survey(self):
        """The open survey of the customer, as far as the user may read it."""
        customer = self.partner_id.commercial_partner_id
        root = self.company_id._credit_root()
        domain = [("partner_id", "=", customer.id), ("company_id", "=", root.id), ("state", "!=", "closed")]
        return self.env["credit.survey"].search(domain, limit=1)

    def _get_usual_days(self):
        term = self.partner_id.with_company(self.company_id).property_payment_term_id
        return self.env["account.payment.term"]._credit_terms(term.id, self.company_id._credit_today()).days

    def action_apply(self):
        """Note what is asked for on the customer's survey, and open it."""
        self.ensure_one()
        self.partner_id.check_access("read")
        if not self.amount > 0 or not 0 < self.days <= 3650 or not stripped(self.reason):
            raise UserError(
                self.env._(
                    "Say which limit %(customer)s asks for, for how many days, and why, in one sentence.",
                    customer=self.partner_id.display_name,
                )
            )
        account = self.env["credit.account"]._for(self.partner_id, self.company_id)
        survey = account._ask_for_credit(self.amount, self.days, self.reason.strip())
        # The form puts the cursor on the first question that is open.
        return survey._get_records_action(name=self.env._("Credit Survey"), context={"credit_survey_jump": True})
