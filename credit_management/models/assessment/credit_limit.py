from odoo import models


class CreditLimit(models.Model):
    """A limit that was refused may be approved once the customer has been assessed."""

    _inherit = "credit.limit"

    def _is_as_refused(self, refusal):
        # EXTENDS 'credit_management' (common)
        if self.origin == "assessment":
            return False  # what was refused before it, the assessment asks
        return super()._is_as_refused(refusal) and not self.account_id._is_assessed_since(refusal)
