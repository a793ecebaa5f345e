from odoo import Command, api, models, tools
from odoo.tools import LazyTranslate

from ...core.exposure.terms import Terms

_lt = LazyTranslate(__name__, default_lang="en_US")
AFTER_MONTH = "days_after_end_of_month"
# Days after the end of the month, and what the terms are called.
MONTHLY = {
    0: _lt("By the Month"),
    30: _lt("By the Month, 30 Days"),
    60: _lt("By the Month, 60 Days"),
    90: _lt("By the Month, 90 Days"),
}


class AccountPaymentTerm(models.Model):
    _name = "account.payment.term"
    _inherit = ["account.payment.term", "credit.cached"]

    @api.model
    @tools.ormcache("term_id", "on")
    def _credit_terms(self, term_id, on):
        """Terms that a payment term grants to an order of a day; no term is payment at once.

        :rtype: core.exposure.terms.Terms
        """
        term = self.sudo().browse(term_id)  # of another company, too: what a customer was granted decides
        due = [line._get_due_date(on) for line in term.line_ids]
        days = max(((day - on).days for day in due), default=0)
        if not term.early_discount:
            return Terms(days)
        return Terms(days, term.discount_percentage, term.discount_days)

    @api.model
    @tools.ormcache("company_id")
    def _credit_usual(self, company_id):
        """The id of the payment term of customers that have none of their own; the cache goes with ir.default."""
        partners = self.env["res.partner"].with_company(company_id)
        return partners._fields["property_payment_term_id"].get_company_dependent_fallback(partners).id

    @api.model
    def _credit_create_all_monthly_terms(self):
        """Called while the addon is installed or updated; of every company."""
        self._credit_create_monthly_terms(self.env["res.company"].search([("parent_id", "=", False)]))

    @api.model
    def _credit_create_monthly_terms(self, companies):
        """Ready terms by the month (月结) for companies in China that have not got them yet: all invoices of a month
        are due some days after its end. What a company has deleted does not come back.
        """
        # By who moves a company there, too.
        for company in companies.sudo().filtered(
            lambda one: one.country_id.code == "CN" and not one.credit_monthly_terms
        ):
            company.credit_monthly_terms = True
            for place, (days, name) in enumerate(MONTHLY.items()):
                term = self.sudo().create(  # as above
                    {
                        "name": name._translate("en_US"),
                        "company_id": company.id,
                        "sequence": 20 + place,
                        "line_ids": [
                            Command.create(
                                {"value": "percent", "value_amount": 100, "delay_type": AFTER_MONTH, "nb_days": days}
                            )
                        ],
                    }
                )
                for code, _name in self.env["res.lang"].get_installed():
                    term.with_context(lang=code).name = name._translate(code)


class AccountPaymentTermLine(models.Model):
    _name = "account.payment.term.line"
    _inherit = ["account.payment.term.line", "credit.cached"]
