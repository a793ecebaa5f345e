from odoo import fields, models

from ...core.limit.approval import Vote


class CreditVote(models.AbstractModel):
    """A yes or no on a step of approval; written by the methods of its document and never changed."""

    _name = "credit.vote"
    _description = "Decision on a Step"
    _inherit = ["credit.single"]

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
        string="Counts", help="Since it was submitted last: what was returned, taken back or previewed is decided anew."
    )

    def _to_core(self):
        return Vote(self.step - 1, self.user_id.id, self.seat_id.id, self.agrees)
