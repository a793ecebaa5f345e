from odoo import api, fields, models


class CreditLimitRequestDecide(models.TransientModel):
    """Asks why a request is returned, refused or cut, and how much of it is granted."""

    _name = "credit.limit.request.decide"
    _description = "Decide on a Limit Request"
    _inherit = ["credit.finite", "credit.shown.dialog", "credit.single"]
    _decides_on = "request_id"

    request_id = fields.Many2one("credit.limit.request", required=True, readonly=True, ondelete="cascade")
    move = fields.Selection(
        [("part", "Approve in Part"), ("return", "Return"), ("refuse", "Refuse")],
        required=True,
        readonly=True,
        default="refuse",
    )
    kind = fields.Selection(related="request_id.kind")
    currency_id = fields.Many2one(related="request_id.currency_id")
    amount = fields.Monetary(
        compute="_compute_grant", store=True, readonly=False, help="What is granted of the amount asked for."
    )
    valid_from = fields.Date(string="From", compute="_compute_grant", store=True, readonly=False)
    valid_to = fields.Date(string="Until", compute="_compute_grant", store=True, readonly=False)
    reason = fields.Text(required=True)

    @api.depends("request_id")
    def _compute_grant(self):
        """As much as may be granted, to be made less."""
        for dialog in self:
            offered = dialog.request_id and dialog.request_id._to_granted()
            dialog.amount = offered and offered.amount
            dialog.valid_from = offered and offered.valid_from
            dialog.valid_to = offered and offered.valid_to

    def action_apply(self):
        self.ensure_one()
        request = self._get_decided()
        if self.move == "part":
            request.action_approve_part(self.amount, False, self.valid_from, self.valid_to, self.reason)
        elif self.move == "return":
            request.action_return(self.reason)
        else:
            request.action_refuse(self.reason)
        return {"type": "ir.actions.act_window_close"}
