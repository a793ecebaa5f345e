from odoo import fields, models

from ...const import INTERNAL


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_second_publisher = fields.Boolean(
        string="A Second Person Publishes",
        groups=INTERNAL,
        help="Policies and scorecards are put in force by an administrator who did not write them.",
    )
