from odoo import models


class CreditAccount(models.Model):
    """What an account says before there is a quotation."""

    _inherit = "credit.account"

    def _credit_standing(self):
        """The one thing to know of an account before selling to its customer, the worst first."""
        self.ensure_one()
        if self.status in ("stop", "closed"):
            return "stop"
        if self.limit_state == "not_assessed":
            return "not_assessed"
        if self.over_limit:
            return "over_limit"
        if self.overdue_amount > 0:
            return "overdue"
        return "watch" if self.status == "watch" else "within"
