from odoo import fields, models

from ...const import INTERNAL


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_authority_window = fields.Integer(
        string="Increases Add Up Over (Days)",
        groups=INTERNAL,
        default=30,
        help="Increases of one customer's limit within so many days count as one, and so do releases of its orders,"
        " so that a large one cannot be approved in small steps.",
    )

    _credit_authority_window_not_negative = models.Constraint(
        "CHECK (credit_authority_window >= 0)", "The days over which increases add up cannot be negative."
    )
