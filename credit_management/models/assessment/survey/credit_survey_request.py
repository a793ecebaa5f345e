from odoo import api, fields, models


class CreditSurvey(models.Model):
    """What a salesperson asks for when a customer wants to buy on account, and why."""

    _inherit = "credit.survey"

    requested_reason = fields.Char(
        string="Reason of the Request", copy=False, tracking=True, help="Why the customer wants to buy on account."
    )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"requested_reason"}

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands'
        return super()._get_counting_fields() | {"requested_reason"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return [*super()._get_shown_fields(), "requested_reason"]
