from odoo import fields, models


class CreditSurveyReference(models.Model):
    """Somebody who knows how the customer pays: a bank or another supplier."""

    _name = "credit.survey.reference"
    _description = "Reference in a Credit Survey"
    _inherit = ["credit.survey.fact"]
    _order = "survey_id, kind, id"

    kind = fields.Selection([("trade", "Trade"), ("bank", "Bank")], required=True, default="trade")
    name = fields.Char(string="Company or Bank", required=True)
    contact = fields.Char(help="Whom to ask there. Personal data: no more than is needed to reach them.")
    terms = fields.Char(help="The payment terms they give the customer.")
    credit = fields.Monetary(
        string="Credit Given",
        aggregator=None,
        help="Highest amount on account that bank or supplier has given, in the survey's currency.",
    )
    currency_id = fields.Many2one(related="survey_id.currency_id")
    pays = fields.Selection(
        [("good", "Good"), ("fair", "Fair"), ("poor", "Poor")],
        string="How They Pay",
        help="What they say. Empty while they have not answered.",
    )
