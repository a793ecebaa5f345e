from odoo import api, models


class CreditAssessmentInputs(models.AbstractModel):
    """Scorecards look at promises."""

    _inherit = "credit.assessment.inputs"

    @api.model
    def _get_sources(self):
        # EXTENDS 'credit_management'
        return (*super()._get_sources(), self._collect_promises)

    @api.model
    def _collect_promises(self, accounts, on):
        return self.env["credit.promise"].sudo()._read_characteristics(accounts, on)  # a score reads all of them
