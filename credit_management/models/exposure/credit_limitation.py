from odoo import api, fields, models
from odoo.exceptions import ValidationError

MOST_YEARS = 50


class CreditLimitation(models.Model):
    """After how many years a claim is time-barred, by the country of the company that has it."""

    _name = "credit.limitation"
    _description = "Limitation of Claims"
    _inherit = ["credit.finite", "credit.single", "credit.shared"]
    _order = "country_id, id"
    _rec_name = "country_id"

    country_id = fields.Many2one(
        "res.country", ondelete="cascade", help="Of the company that has the claim. Empty: every other country."
    )
    years = fields.Integer(required=True, default=3, help="From the due date, or from what the customer signed last.")
    # Those from the due date: what begins anew begins with the day it was signed.
    from_year_end = fields.Boolean(string="From the End of the Year", help="The years begin with the end of the year.")
    source = fields.Char(help="Where it is written: a law, or who says so. Ask your lawyer.")

    _country_once = models.UniqueIndex("(COALESCE(country_id, 0))", "This country is on the list already.")

    @api.constrains("years")
    def _check_years(self):
        for one in self:
            if not 0 < one.years <= MOST_YEARS:
                raise ValidationError(
                    self.env._("A claim is time-barred after 1 to %(most)d years. Enter so many.", most=MOST_YEARS)
                )

    @api.model
    def _get_by_country(self):
        """Those of each country by its id, and of every other one by False."""
        return {one.country_id.id: one for one in self.sudo().search([])}  # read by whoever looks at an item
