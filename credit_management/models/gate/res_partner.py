from odoo import models


class ResPartner(models.Model):
    """A customer who joins another one takes its firm orders along."""

    _name = "res.partner"
    _inherit = ["res.partner", "credit.watched"]
