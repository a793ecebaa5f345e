from odoo import api, models


class CreditAssessment(models.Model):
    """Why the customer got the limit and the terms of its assessment."""

    _name = "credit.assessment"
    _inherit = ["credit.assessment", "credit.reasoned"]

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': what the customer will read is decided with it
        return [*super()._get_shown_fields(), "customer_reason_id"]

    def action_approve(self):
        # EXTENDS 'credit_management'
        done = super().action_approve()
        self._tell_when_due()
        return done

    def _get_untold_obstacle(self):
        # EXTENDS 'credit.reasoned'
        if self.state != "approved":
            return self.env._("%s is not approved: there is nothing to tell the customer yet.", self.display_name)
        return ""
