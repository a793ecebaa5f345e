from odoo import models

from .credit_application import WORKED


class CreditAssessment(models.Model):
    """Assessments end the applications they answer."""

    _inherit = "credit.assessment"

    def _set_approved(self):
        # EXTENDS 'credit_management': who has applied is told that there is a limit
        done = super()._set_approved()
        if self.limit_amount > 0:
            # Managers decide on the assessment, and the application follows.
            applications = self.env["credit.application"].sudo()
            applications.search([("account_id", "=", self.account_id.id), ("state", "in", WORKED)])._set_approved()
        return done
