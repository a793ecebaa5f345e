from odoo import fields, models

from ...const import INTERNAL


class ResCompany(models.Model):
    """Who has read the company's credit policy: a note, nothing is decided by it."""

    _inherit = "res.company"

    credit_read_by = fields.Many2one(
        "res.users", string="Credit Policy Read by", readonly=True, copy=False, groups=INTERNAL
    )
    credit_read_on = fields.Datetime(string="Credit Policy Read on", readonly=True, copy=False, groups=INTERNAL)
