from odoo import fields, models


class CreditSurveyOwner(models.Model):
    """Who owns the customer: name, role and share, and no more of a person than that."""

    _name = "credit.survey.owner"
    _description = "Owner in a Credit Survey"
    _inherit = ["credit.survey.fact"]
    _order = "survey_id, share desc, id"

    name = fields.Char(required=True)
    role = fields.Char(help="Shareholder, partner, holding company …")
    share = fields.Float(string="Share (%)", digits=(5, 2), aggregator=None, help="Of the capital, from 0 to 100.")

    _share_in_bounds = models.Constraint("CHECK (share BETWEEN 0 AND 100)", "A share lies between 0 and 100 percent.")
