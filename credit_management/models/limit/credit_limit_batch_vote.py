from odoo import fields, models


class CreditLimitBatchVote(models.Model):
    """A yes or no on a step of a mass change."""

    _name = "credit.limit.batch.vote"
    _description = "Decision on a Mass Change"
    _inherit = ["credit.vote"]
    _order = "batch_id, id"

    batch_id = fields.Many2one("credit.limit.batch", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="batch_id.company_id", store=True)
