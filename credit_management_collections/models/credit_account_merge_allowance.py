from odoo import models


class CreditAccount(models.Model):
    """Two customers judged by name who become one."""

    _inherit = "credit.account"

    def _adopt(self, other):
        # EXTENDS 'credit_management': of two allowances the larger one stays, and one holds
        allowances = self.env["credit.account.allowance"].search(
            [("account_id", "in", (self | other).ids), ("state", "=", "approved")], order="amount"
        )
        allowances[:-1]._set_ended()
        return super()._adopt(other)
