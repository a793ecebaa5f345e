from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ....const import USER
from ....core.assessment import survey as core


class CreditAccount(models.Model):
    """The surveys of an account."""

    _inherit = "credit.account"

    survey_ids = fields.One2many("credit.survey", "account_id", string="Credit Surveys", groups=USER)
    survey_count = fields.Integer(string="Surveys", compute="_compute_survey_count", groups=USER)

    @api.depends("survey_ids")
    @api.depends_context("uid")
    def _compute_survey_count(self):
        counts = self.env["credit.survey"]._read_group([("account_id", "in", self.ids)], ["account_id"], ["__count"])
        counts = {account.id: count for account, count in counts}
        for account in self:
            account.survey_count = counts.get(account.id, 0)

    # === ACTIONS === #

    def action_survey(self):
        """Open the survey that is open, or begin a new one with what is known already."""
        self.ensure_one()
        surveys = self.env["credit.survey"]
        survey = surveys.search([("account_id", "=", self.id), ("state", "!=", "closed")], limit=1)
        if not survey:
            vals = {"account_id": self.id}
            # Contacts of other people have a salesperson, too.
            seller = self.partner_id.sudo().user_id._credit_working_for(self.company_id)
            if surveys._is_analyst() and seller:
                vals["user_id"] = seller.id
            survey = surveys.create(vals)
        return survey._get_records_action(name=self.env._("Credit Survey"))

    def action_open_surveys(self):
        """All surveys of this account, the closed ones too."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_survey_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {"default_account_id": self.id}}

    # === BUSINESS === #

    def _relationships(self):
        """Whether each is of a new or an existing customer today, by what was invoiced long enough ago in the company.

        :rtype: dict[credit.account, str]
        """
        policies = self.env["credit.policy"]
        known = {company: policies._get_in_force(company) for company in self.company_id._credit_roots()}
        invoiced = self._read_invoiced({company: policy.existing_after_months for company, policy in known.items()})
        found = {}
        for company, policy in known.items():
            for account in self.filtered(lambda account, company=company: account.company_id == company):
                first, turnover = invoiced.get((company.id, account.partner_id.id), (None, 0.0))
                found[account] = core.relationship(
                    first,
                    company._credit_today(),
                    policy.existing_after_months,
                    company.currency_id.round(turnover - policy.existing_turnover) >= 0,
                )
        return found

    def _read_invoiced(self, months):
        """Invoices of so many months ago and before, summed.

        :param months: ``{root company: months}``
        :return: ``{(root id, partner id): (first day, invoices less credit notes)}``
        """
        of_old = Domain.OR(
            Domain("company_id", "child_of", company.id)
            & Domain("invoice_date", "<=", company._credit_today() - relativedelta(months=number))
            for company, number in months.items()
        )
        domain = Domain(
            [
                ("move_type", "in", ("out_invoice", "out_refund")),
                ("state", "=", "posted"),
                ("commercial_partner_id", "in", self.partner_id.ids),
            ]
        )
        groups = (
            self.env["account.move"]
            .sudo()  # the invoices of any branch count, readable or not
            ._read_group(
                domain & of_old,
                ["commercial_partner_id", "company_id", "move_type"],
                ["invoice_date:min", "amount_total_signed:sum"],
            )
        )
        found = {}
        for partner, company, kind, day, amount in groups:
            key = company.root_id.id, partner.id
            first, turnover = found.get(key, (None, 0.0))
            if kind == "out_invoice":
                first = min(filter(None, (first, day)), default=None)
            found[key] = first, turnover + amount
        return found

    def _move_references(self, other):
        # Through the ORM, for the customer is stored on each. Of two open surveys the newer one goes on.
        surveys = self.env["credit.survey"].sudo()
        both = surveys.search(
            [("account_id", "in", (self | other).ids), ("state", "!=", "closed")], order="opened_on, id"
        )
        if len(both) > 1:
            both[:-1]._set_closed(
                self.env._(
                    "%(kept)s and %(merged)s were merged, and this was the older of their two open surveys.",
                    kept=self.partner_id.display_name,
                    merged=other.partner_id.display_name,
                )
            )
            both.flush_recordset(["state"])  # or two would be open for a moment
        surveys.search([("account_id", "=", other.id)])._credit_by_method().write({"account_id": self.id})
        return super()._move_references(other)
