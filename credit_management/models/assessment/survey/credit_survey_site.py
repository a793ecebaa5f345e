from odoo import fields, models


class CreditSurveySite(models.Model):
    """A place where the customer works."""

    _name = "credit.survey.site"
    _description = "Site in a Credit Survey"
    _inherit = ["credit.survey.fact"]
    _order = "survey_id, id"

    name = fields.Char(string="Site", required=True, help="Head office, factory, warehouse, shop …")
    address = fields.Char()
    premises = fields.Selection([("owned", "Owned"), ("rented", "Rented"), ("shared", "Shared")])
    staff = fields.Integer(aggregator=None, help="People who work there, roughly.")
