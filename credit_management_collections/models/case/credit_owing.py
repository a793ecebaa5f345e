from odoo import models


class CreditOwing(models.AbstractModel):
    """Nobody writes to a customer whose case is stopped."""

    _inherit = "credit.owing"

    def _read_stopped(self, accounts):
        # EXTENDS 'credit_management_collections'
        domain = [("account_id", "in", accounts.ids), ("state", "=", "open"), ("stop", "!=", False)]
        cases = self.env["credit.collection"].search(domain)
        return super()._read_stopped(accounts) | {case.account_id.id: (case.stop, None) for case in cases}
