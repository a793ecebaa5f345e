from odoo import api, fields, models

from ...const import USER
from ..common.credit_single import ensure_one

# Fields of the account shown on the customer's form: field of the customer → field of the account.
SHOWN = {
    "credit_status": "status",
    "credit_grade_id": "grade_id",
    "credit_currency_id": "currency_id",
    "credit_limit_state": "limit_state",
    "credit_effective_limit": "effective_limit",
    "credit_exposure": "exposure",
    "credit_utilisation": "utilisation",
    "credit_over_limit": "over_limit",
    "credit_overdue_amount": "overdue_amount",
    "credit_oldest_days_past_due": "oldest_days_past_due",
    "credit_limit_bar": "limit_bar",
    "credit_next_review": "next_review",
}
OF_ACCOUNT = {"compute": "_compute_credit_account", "groups": USER}


class ResPartner(models.Model):
    """The credit account as seen from the customer's form, in the user's company."""

    _inherit = "res.partner"

    credit_account_id = fields.Many2one("credit.account", **OF_ACCOUNT)
    credit_status = fields.Selection(
        selection=lambda self: self.env["credit.account"]._fields["status"]._description_selection(self.env),
        **OF_ACCOUNT,
    )
    credit_grade_id = fields.Many2one("credit.grade", **OF_ACCOUNT)
    credit_currency_id = fields.Many2one("res.currency", string="Currency of Credit", **OF_ACCOUNT)
    credit_limit_state = fields.Selection(
        selection=lambda self: self.env["credit.account"]._fields["limit_state"]._description_selection(self.env),
        string="State of the Limit",
        **OF_ACCOUNT,
    )
    credit_effective_limit = fields.Monetary(
        string="Credit Limit in Force",
        currency_field="credit_currency_id",
        **OF_ACCOUNT,
        help="What the customer may owe today, in the company's currency.",
    )
    credit_exposure = fields.Monetary(
        currency_field="credit_currency_id",
        **OF_ACCOUNT,
        help="What the customer owes or will owe, as far as it counts against the limit.",
    )
    credit_utilisation = fields.Float(**OF_ACCOUNT, help="Exposure as a share of the limit.")
    credit_over_limit = fields.Boolean(**OF_ACCOUNT)
    credit_overdue_amount = fields.Monetary(
        string="Overdue", currency_field="credit_currency_id", **OF_ACCOUNT, help="Open after its due date."
    )
    credit_oldest_days_past_due = fields.Integer(
        string="Oldest (Days Past Due)", **OF_ACCOUNT, help="Age of the oldest overdue item in days."
    )
    credit_limit_bar = fields.Html(string="Utilisation in Parts", sanitize=False, **OF_ACCOUNT)
    credit_next_review = fields.Date(string="Next Credit Review", **OF_ACCOUNT)

    @api.depends("commercial_partner_id")
    @api.depends_context("company", "lang")
    def _compute_credit_account(self):
        root = self.env.company._credit_root()  # users of a branch need not see the entity
        accounts = self.env["credit.account"].search(
            [("partner_id", "in", self.commercial_partner_id.ids), ("company_id", "=", root.id)]
        )
        of_customer = {account.partner_id.id: account for account in accounts}
        for partner in self:
            account = of_customer.get(partner.commercial_partner_id.id, accounts.browse())
            partner.credit_account_id = account
            for name, source in SHOWN.items():
                partner[name] = account[source]

    def action_open_credit_account(self):
        """The customer's credit account; a new one where there is none yet."""
        ensure_one(self)
        account = self.credit_account_id or self.env["credit.account"]._for(self, self.env.company)
        return account._get_records_action(name=self.env._("Credit Account"))

    def action_credit_request_limit(self):
        """Ask for another limit of this customer."""
        ensure_one(self)
        return self.credit_account_id.action_request_limit()
