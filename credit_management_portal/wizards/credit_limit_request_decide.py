from odoo import fields, models


class CreditLimitRequestDecide(models.TransientModel):
    """The reason that the customer is told is chosen in the same dialog."""

    _inherit = "credit.limit.request.decide"

    customer_reason_id = fields.Many2one(
        "credit.customer.reason",
        string="Reason for the Customer",
        help="What the customer is told, in its language: the only words of the decision that it sees.",
    )

    def action_apply(self):
        # EXTENDS 'credit_management'
        self.ensure_one()
        reason = self.customer_reason_id.id
        if not reason or self.move == "return":
            return super().action_apply()
        request = self._get_decided()
        if self.move == "part":
            request.action_approve_part(self.amount, False, self.valid_from, self.valid_to, self.reason, reason)
        else:
            request.action_refuse(self.reason, reason)
        return {"type": "ir.actions.act_window_close"}
