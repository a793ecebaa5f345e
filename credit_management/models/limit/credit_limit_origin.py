from odoo import fields, models


class CreditLimit(models.Model):
    """The request, or the mass change, that a limit comes from."""

    _inherit = "credit.limit"

    request_id = fields.Many2one(
        "credit.limit.request", readonly=True, copy=False, ondelete="restrict", index="btree_not_null"
    )
    batch_id = fields.Many2one(
        "credit.limit.batch",
        string="Mass Change",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )

    def _follow_batch(self):
        """Tell of these limits of a mass change, after it was decided; for addons that write to customers."""
