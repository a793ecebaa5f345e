from odoo import fields, models


class CreditLimit(models.Model):
    """Limits that a cover secures."""

    _inherit = "credit.limit"

    cover_id = fields.Many2one(
        "credit.cover", readonly=True, copy=False, ondelete="restrict", index=True, help="What secures this limit."
    )
