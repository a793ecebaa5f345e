from odoo import api, models


class CreditAuthority(models.Model):
    """Scorecards and the risk of industries are what grades, and with them risk classes, follow from."""

    _inherit = "credit.authority"

    @api.model
    def _get_scale(self):
        # EXTENDS 'credit_management' (limit)
        return [*super()._get_scale(), "credit.industry.risk", "credit.scorecard"]
