from odoo import api, models


class CreditLimit(models.Model):
    """Why the customer has this limit, or has it no more."""

    _name = "credit.limit"
    _inherit = ["credit.limit", "credit.reasoned"]

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': what the customer will read is decided with it
        return [*super()._get_shown_fields(), "customer_reason_id"]

    # === DECIDE === #

    def action_end(self, last_day, reason, customer_reason_id=False):
        # EXTENDS 'credit_management'
        done = super().action_end(last_day, reason)
        if customer_reason_id:
            self.action_set_customer_reason(customer_reason_id)
        return done
