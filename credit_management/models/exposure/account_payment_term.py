from odoo import api, models, tools

from ...core.exposure.terms import Terms


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


class AccountPaymentTermLine(models.Model):
    _name = "account.payment.term.line"
    _inherit = ["account.payment.term.line", "credit.cached"]
