from odoo import api, fields, models

from ...const import INTERNAL

# Countries whose forms are grids.
GRID_IN = ("CN",)


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_second_publisher = fields.Boolean(
        string="A Second Person Publishes",
        groups=INTERNAL,
        help="Policies and scorecards are put in force by an administrator who did not write them.",
    )
    credit_form_layout = fields.Selection(
        [("plain", "Plain"), ("grid", "Grid")],
        string="Layout of Forms",
        groups=INTERNAL,
        compute="_compute_credit_form_layout",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="How forms are printed: plain, or as a grid with borders, with room for opinions, signatures and seals, as"
        " in China. A company in China begins with the grid.",
    )

    @api.depends("partner_id.country_id")
    def _compute_credit_form_layout(self):
        for company in self:
            company.credit_form_layout = "grid" if company.partner_id.country_id.code in GRID_IN else "plain"
