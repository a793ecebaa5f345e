from odoo import fields, models

from ...const import COLLECTOR
from .credit_handover import KINDS


class ResPartner(models.Model):
    """Who collects for us what customers do not pay."""

    _inherit = "res.partner"

    credit_collects_as = fields.Selection(
        KINDS,
        string="Collects for Us as",
        groups=COLLECTOR,
        copy=False,
        help="A collection agency, or a lawyer: what customers owe can be handed over to this contact.",
    )
