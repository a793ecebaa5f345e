from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_amount

from ....const import USER
from ....core.assessment.relationship import relationship

PAID = ("paid", "in_payment")


class CreditAccount(models.Model):
    """The surveys of an account."""

    _inherit = "credit.account"

    survey_ids = fields.One2many("credit.survey", "account_id", string="Credit Surveys", groups=USER)
    survey_count = fields.Integer(
        string="Surveys",
        compute="_compute_survey_count",
        groups=USER,
        help="Credit surveys of the customer, closed ones too.",
    )

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
        return self._get_open_survey()._get_records_action(name=self.env._("Credit Survey"))

    def action_open_surveys(self):
        """All surveys of this account, the closed ones too."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("credit_management.credit_survey_action")
        return action | {"domain": [("account_id", "=", self.id)], "context": {"default_account_id": self.id}}

    # === BUSINESS === #

    def _get_open_survey(self):
        """The survey that is open, or a new one with what is known already."""
        self.ensure_one()
        surveys = self.env["credit.survey"]
        survey = surveys.search([("account_id", "=", self.id), ("state", "!=", "closed")], limit=1)
        if survey:
            return survey
        surveys._check_customer(self)
        vals = {"account_id": self.id}
        # Contacts of other people have a salesperson, too.
        seller = self.partner_id.sudo().user_id._credit_working_for(self.company_id)
        if surveys._is_analyst() and seller:
            vals["user_id"] = seller.id
        return surveys.create(vals)

    def _ask_for_credit(self, amount, days, reason):
        """Put what a customer asks for on its survey; where that is submitted already, tell who looks after it.

        :return: the survey
        """
        survey = self._get_open_survey()
        if survey.state in survey._drafted_states:
            survey.write({"requested_limit": amount, "requested_days": days, "requested_reason": reason})
        survey._note(
            self.env._(
                "Credit asked for: %(amount)s, %(days)d days. %(reason)s",
                amount=format_amount(self.env, amount, self.currency_id),
                days=days,
                reason=reason,
            )
        )
        if survey.state not in survey._drafted_states:
            self._tell_asked_again(amount, reason)
        return survey

    def _tell_asked_again(self, amount, reason):
        """A to-do for the customer's controller: the survey stays as it was submitted."""
        # Whom to ask is no secret, and the account not the salesperson's to write.
        account = self.sudo()
        controller = account.controller_id or account.company_id.credit_controller_id
        controller = controller._credit_stand_in(account.company_id) or controller
        if controller:
            account.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=controller.id,
                summary=account.with_context(lang=controller.lang).env._(
                    "Asks for a limit of %(amount)s", amount=format_amount(self.env, amount, account.currency_id)
                ),
                note=reason,
            )

    def _relationships(self):
        """Whether each is of a new or an existing customer today, by its posted invoices anywhere in the company.

        :rtype: dict[credit.account, str]
        """
        policies = self.env["credit.policy"]
        known = {company: policies._get_existing(company) for company in self.company_id._credit_roots()}
        first, paid, turnover = defaultdict(list), defaultdict(int), defaultdict(float)
        for partner, company, kind, state, day, amount, count in self._invoice_groups(known):
            key = company.root_id, partner
            turnover[key] += amount
            if kind == "out_invoice":
                first[key].append(day)
                paid[key] += count if state in PAID else 0
        found = {}
        for account in self:
            company, key = account.company_id, (account.company_id, account.partner_id)
            bought = company.currency_id.round(turnover[key])
            found[account] = relationship(first[key], company._credit_today(), paid[key], known[company], bought)
        return found

    def _invoice_groups(self, known):
        """Invoices and credit notes that are old enough, or paid, summed.

        :param known: ``{root company: core.assessment.relationship.Existing}``
        """
        old = Domain.OR(
            Domain("company_id", "child_of", company.id)
            & Domain("invoice_date", "<=", company._credit_today() - timedelta(days=existing.days))
            for company, existing in known.items()
        )
        posted = Domain(
            [
                ("move_type", "in", ("out_invoice", "out_refund")),
                ("state", "=", "posted"),
                ("commercial_partner_id", "in", self.partner_id.ids),
                ("company_id", "child_of", [company.id for company in known]),
            ]
        )
        by = ["commercial_partner_id", "company_id", "move_type", "payment_state"]
        # Invoices of any branch count, readable or not.
        return (
            self.env["account.move"]
            .sudo()
            ._read_group(
                posted & (old | Domain("payment_state", "in", PAID)),
                by,
                ["invoice_date:min", "amount_total_signed:sum", "__count"],
            )
        )

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
