from odoo import fields, models

from ...core import promise as core


class CreditPromisePart(models.Model):
    """One instalment of a promise: a day and an amount."""

    _name = "credit.promise.part"
    _description = "Instalment of a Promise"
    _inherit = ["credit.part"]
    _whole = "promise_id"
    _order = "due, id"

    promise_id = fields.Many2one("credit.promise", required=True, ondelete="cascade", index=True)
    due = fields.Date(string="Day", required=True)
    currency_id = fields.Many2one(related="promise_id.currency_id")
    amount = fields.Monetary(required=True, aggregator=None, help="Promised for this day.")
    state = fields.Selection(
        [(core.OPEN, "Open"), (core.KEPT, "Kept"), (core.PARTLY, "Kept in Part"), (core.BROKEN, "Broken")],
        compute="_compute_state",
        help="Judged the day after its day and the grace, over all instalments together.",
    )
    judged = fields.Char(readonly=True, copy=False)

    def _compute_state(self):
        for part in self:
            part.state = part.judged or False
