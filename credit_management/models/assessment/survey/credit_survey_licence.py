from odoo import api, fields, models


class CreditSurveyLicence(models.Model):
    """A licence, qualification or certificate of the customer."""

    _name = "credit.survey.licence"
    _description = "Licence in a Credit Survey"
    _inherit = ["credit.survey.fact"]
    _order = "survey_id, expiry, id"

    name = fields.Char(string="Licence or Certificate", required=True)
    number = fields.Char()
    issuer = fields.Char()
    expiry = fields.Date(help="The last day on which it is valid. Empty for no end.")
    needed = fields.Boolean(
        string="Required",
        default=True,
        help="The customer may not trade without it: once it has expired, its licences are not in order.",
    )
    expired = fields.Boolean(compute="_compute_expired")

    @api.depends("expiry", "survey_id.company_id")
    def _compute_expired(self):
        for licence in self:
            today = (licence.survey_id.company_id or self.env.company)._credit_today()
            licence.expired = bool(licence.expiry) and licence.expiry < today
