from odoo import models

from ...common.credit_single import ensure_one


class SaleOrder(models.Model):
    """A quotation of a customer whom nobody has assessed: the way to ask for credit starts here."""

    _inherit = "sale.order"

    def action_credit_apply(self):
        """Ask for credit for who is billed: as much as is ordered, to be paid as the quotation says."""
        ensure_one(self)
        self.check_access("read")
        action = self.partner_invoice_id.with_company(self.company_id).action_credit_apply()
        amount = self.company_id.currency_id.round(self.amount_total / (self.currency_rate or 1.0))
        today = self.company_id._credit_today()
        days = self.env["account.payment.term"]._credit_terms(self.payment_term_id.id, today).days
        asked = {"default_company_id": self.company_id.id, "default_amount": amount, "default_days": days}
        return action | {"context": action["context"] | asked}
