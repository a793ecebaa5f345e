from odoo import api, models

from ...core.assessment.evidence import IMPORTED


class CreditAssessment(models.Model):
    """An assessment says how much of what it rests on was imported."""

    _inherit = "credit.assessment"

    @api.model
    def _get_doubt_texts(self):
        # EXTENDS 'credit_management' (assessment)
        imported = self.env._("%(count)s of them, %(amount)s, on invoices that were imported")
        return super()._get_doubt_texts() | {IMPORTED: imported}
