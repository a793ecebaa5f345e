from odoo import api, models


class CreditLimitRequest(models.Model):
    """Why the customer got what was decided, or did not."""

    _name = "credit.limit.request"
    _inherit = ["credit.limit.request", "credit.reasoned"]

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': what the customer will read is decided with it
        return [*super()._get_shown_fields(), "customer_reason_id"]

    # === DECIDE === #

    def action_approve_part(self, amount, unlimited, valid_from, valid_to, reason, customer_reason_id=False):
        # EXTENDS 'credit_management'
        done = super().action_approve_part(amount, unlimited, valid_from, valid_to, reason)
        if customer_reason_id:
            self.action_set_customer_reason(customer_reason_id)
        return done

    def action_refuse(self, reason, customer_reason_id=False):
        # EXTENDS 'credit_management'
        done = super().action_refuse(reason)
        if customer_reason_id:
            self.action_set_customer_reason(customer_reason_id)
        return done
