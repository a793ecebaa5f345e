from odoo import fields, models

from ...core.limit.approval import Vote


class CreditLimitBatchVote(models.Model):
    """A yes or no on a step of a mass change; written by its methods and never changed."""

    _name = "credit.limit.batch.vote"
    _description = "Decision on a Mass Change"
    _inherit = ["credit.single"]
    _order = "batch_id, id"

    batch_id = fields.Many2one("credit.limit.batch", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="batch_id.company_id", store=True)
    step = fields.Integer(required=True, help="The step, counted from 1.")
    user_id = fields.Many2one("res.users", string="Decided by", required=True, ondelete="restrict")
    seat_id = fields.Many2one(
        "res.users",
        string="For",
        required=True,
        ondelete="restrict",
        help="For whom it counts: who is absent, or themselves.",
    )
    agrees = fields.Boolean(string="Agreed")
    reason = fields.Text()
    decided_on = fields.Datetime(required=True, default=fields.Datetime.now)
    standing = fields.Boolean(
        string="Counts", help="Since it was submitted last: what was previewed again is decided anew."
    )

    def _to_core(self):
        return Vote(self.step - 1, self.user_id.id, self.seat_id.id, self.agrees)
