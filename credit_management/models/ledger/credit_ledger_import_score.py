from odoo import models


class CreditLedgerImport(models.Model):
    """From the file to the first limits of its customers."""

    _inherit = "credit.ledger.import"

    def action_score_customers(self):
        """Assess the customers in the file, and show what is proposed for each beside what holds."""
        self.check_access("read")
        self.env["credit.assessment"]._check_analyst()
        accounts = self.env["credit.account"]._for(self._get_customers(), self.company_id)
        return accounts._assess_in_one_go()

    def _get_customers(self):
        """Who was invoiced by the file."""
        self.ensure_one()
        moves = self.env["account.move"]._read_group(
            [("credit_ledger_import_id", "=", self.id)], aggregates=["commercial_partner_id:array_agg_distinct"]
        )
        return self.env["res.partner"].browse(moves[0][0] or [])
