from odoo import models

from ..core.policy import Terms

# By how many days at most the end of a month lies later than the date of the invoice.
UP_TO_MONTH_END = {
    "days_after_end_of_month": 30,
    "days_after_end_of_next_month": 61,
    "days_end_of_month_on_the": 61,
}


class AccountPaymentTerm(models.Model):
    _inherit = "account.payment.term"

    def _credit_terms(self):
        """What this term gives a customer; no term at all is to be paid at once.

        :rtype: core.policy.Terms
        """
        days = max((line.nb_days + UP_TO_MONTH_END.get(line.delay_type, 0) for line in self.line_ids), default=0)
        if not self.early_discount:
            return Terms(days)
        return Terms(days, self.discount_percentage, self.discount_days)
