from odoo import api, models
from odoo.tools import SQL

from ...core.assessment.evidence import IMPORTED


class CreditBehaviour(models.AbstractModel):
    """Imported invoices may be true, and cannot be told from invented ones."""

    _inherit = "credit.behaviour"

    @api.model
    def _doubts(self, accounts):
        # EXTENDS 'credit_management' (assessment)
        self.env["account.move"].flush_model(["credit_ledger_import_id"])
        return {IMPORTED: SQL("move.credit_ledger_import_id IS NOT NULL")} | super()._doubts(accounts)
