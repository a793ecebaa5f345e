from odoo import api, models


class CreditAssessment(models.Model):
    """Why the customer got the limit and the terms of its assessment."""

    _name = "credit.assessment"
    _inherit = ["credit.assessment", "credit.reasoned"]

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': what the customer will read is decided with it
        return [*super()._get_shown_fields(), "customer_reason_id"]
