from odoo import api, fields, models


class ResPartner(models.Model):
    """The credit account as seen from the customer's form, in the user's company."""

    _inherit = "res.partner"

    _ROLE = "credit_management.credit_management_group_user"

    credit_account_id = fields.Many2one("credit.account", compute="_compute_credit_account_id", groups=_ROLE)
    credit_status = fields.Selection(related="credit_account_id.status", string="Credit Status", groups=_ROLE)
    credit_grade_id = fields.Many2one(related="credit_account_id.grade_id", string="Credit Grade", groups=_ROLE)
    credit_utilisation = fields.Float(related="credit_account_id.utilisation", groups=_ROLE)
    credit_limit_state = fields.Selection(related="credit_account_id.limit_state", string="Limit Set", groups=_ROLE)
    credit_effective_limit = fields.Monetary(
        related="credit_account_id.effective_limit",
        string="Effective Limit",
        currency_field="credit_currency_id",
        groups=_ROLE,
    )
    credit_over_limit = fields.Boolean(related="credit_account_id.over_limit", groups=_ROLE)
    credit_exposure = fields.Monetary(
        related="credit_account_id.exposure", currency_field="credit_currency_id", groups=_ROLE
    )
    credit_overdue_amount = fields.Monetary(
        related="credit_account_id.overdue_amount",
        string="Overdue Amount",
        currency_field="credit_currency_id",
        groups=_ROLE,
    )
    credit_oldest_days_past_due = fields.Integer(related="credit_account_id.oldest_days_past_due", groups=_ROLE)
    credit_limit_bar = fields.Html(related="credit_account_id.limit_bar", string="Use of Limit", groups=_ROLE)
    credit_next_review = fields.Date(related="credit_account_id.next_review", string="Next Credit Review", groups=_ROLE)
    credit_currency_id = fields.Many2one(
        related="credit_account_id.currency_id", string="Currency of Credit", groups=_ROLE
    )

    @api.depends("commercial_partner_id.credit_account_ids")
    @api.depends_context("company")
    def _compute_credit_account_id(self):
        root = self.env.company.sudo().root_id
        accounts = self.env["credit.account"].search(
            [("partner_id", "in", self.commercial_partner_id.ids), ("company_id", "=", root.id)]
        )
        of_customer = {account.partner_id.id: account for account in accounts}
        for partner in self:
            partner.credit_account_id = of_customer.get(partner.commercial_partner_id.id)

    def action_open_credit_account(self):
        """The customer's credit account; a new one where there is none yet."""
        self.ensure_one()
        account = self.credit_account_id or self.env["credit.account"]._for(self, self.env.company)
        return account._get_records_action(name=self.env._("Credit Account"))
