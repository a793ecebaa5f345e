from odoo import models


class AccountMoveLine(models.Model):
    """A line that takes something of an order line."""

    _name = "account.move.line"
    _inherit = ["account.move.line", "credit.watched"]
