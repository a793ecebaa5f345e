from odoo import models


class AccountMove(models.Model):
    """An invoice that takes something of a firm order, or gives it back."""

    _name = "account.move"
    _inherit = ["account.move", "credit.watched"]
