from odoo import api, fields, models


class CreditPolicy(models.Model):
    """Parameters of surveys: large amounts and new customers are asked for more."""

    _inherit = "credit.policy"

    survey_large_amount = fields.Monetary(
        string="Large Amounts From",
        default=50_000,
        help="A survey asks for more when the requested limit is at least so high. 0: no amount is a large one.",
    )
    existing_after_months = fields.Integer(
        string="Existing After (Months)",
        default=6,
        help="A customer is an existing one once its first posted invoice is so many months old, and its turnover by"
        " then large enough.",
    )

    existing_turnover = fields.Monetary(
        string="Existing From a Turnover Of",
        default=1000,
        help="Invoices less credit notes that are so many months old have to come to so much: one small invoice makes"
        " nobody an existing customer.",
    )

    _survey_in_bounds = models.Constraint(
        "CHECK (survey_large_amount >= 0 AND existing_after_months BETWEEN 0 AND 120 AND existing_turnover >= 0)",
        "Amount and turnover are not negative, and a customer is an existing one after 0 to 120 months.",
    )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"survey_large_amount", "existing_after_months", "existing_turnover"}
