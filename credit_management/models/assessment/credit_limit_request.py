from odoo import models


class CreditLimitRequest(models.Model):
    """A request that was refused may be approved once the customer has been assessed."""

    _inherit = "credit.limit.request"

    def _is_as_refused(self, refusal):
        # EXTENDS 'credit_management' (common)
        return super()._is_as_refused(refusal) and not self.account_id._is_assessed_since(refusal)
