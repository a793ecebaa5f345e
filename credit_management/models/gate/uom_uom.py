from odoo import models


class UomUom(models.Model):
    """A unit in which something was ordered."""

    _name = "uom.uom"
    _inherit = ["uom.uom", "credit.watched"]
