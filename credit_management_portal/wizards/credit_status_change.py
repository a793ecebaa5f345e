from odoo import fields, models


class CreditStatusChange(models.TransientModel):
    """The change of a status with what the customer is told of it."""

    _inherit = "credit.status.change"

    customer_reason_id = fields.Many2one(
        "credit.customer.reason",
        string="Reason for the Customer",
        ondelete="cascade",
        help="Sent to the customer once the status holds. Empty: the customer is told nothing.",
    )

    def _set_status(self):
        # EXTENDS 'credit_management'
        return self.account_ids.action_set_status(self.status, self.reason, self.customer_reason_id.id)
