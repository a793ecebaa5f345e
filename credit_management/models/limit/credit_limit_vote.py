from odoo import fields, models


class CreditLimitVote(models.Model):
    """A yes or no on a step of a limit request."""

    _name = "credit.limit.vote"
    _description = "Decision on a Step"
    _inherit = ["credit.vote"]
    _order = "request_id, id"

    request_id = fields.Many2one("credit.limit.request", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="request_id.company_id", store=True)
