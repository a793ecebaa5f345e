from odoo import fields, models


class CreditLimitEnd(models.TransientModel):
    """The reason that the customer is told is chosen in the same dialog."""

    _inherit = "credit.limit.end"

    customer_reason_id = fields.Many2one(
        "credit.customer.reason",
        string="Reason for the Customer",
        help="What the customer is told, in its language: the only words of the decision that it sees.",
    )

    def action_apply(self):
        # EXTENDS 'credit_management'
        self.ensure_one()
        self._get_decided().action_end(self.last_day, self.reason, self.customer_reason_id.id)
