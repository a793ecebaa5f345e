from odoo import models


class CreditLimit(models.Model):
    """A limit that was refused may be approved once the customer has been assessed."""

    _inherit = "credit.limit"

    def _is_as_refused(self, refusal):
        # EXTENDS 'credit_management' (common)
        if self.origin == "assessment":
            return False  # what was refused before it, the assessment asks
        approved = [
            ("account_id", "=", self.sudo().account_id.id),  # the account and its assessments count, readable or not
            ("state", "=", "approved"),
            ("decided_on", ">", refusal.sudo().approved_on),
        ]
        # That there is one decides, whoever may read it.
        assessed = self.env["credit.assessment"].sudo().search_count(approved, limit=1)
        return super()._is_as_refused(refusal) and not assessed
