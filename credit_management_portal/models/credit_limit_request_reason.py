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

    def action_approve(self):
        # EXTENDS 'credit_management'
        done = super().action_approve()
        self._tell_when_due()
        return done

    def action_approve_part(self, amount, unlimited, valid_from, valid_to, reason, customer_reason_id=False):
        # EXTENDS 'credit_management'
        done = super().action_approve_part(amount, unlimited, valid_from, valid_to, reason)
        if customer_reason_id:
            self.action_set_customer_reason(customer_reason_id)
        self._tell_when_due()
        return done

    def action_refuse(self, reason, customer_reason_id=False):
        # EXTENDS 'credit_management'
        done = super().action_refuse(reason)
        if customer_reason_id:
            self.action_set_customer_reason(customer_reason_id)
        self._tell_when_due()
        return done

    # === TELL === #

    def _get_untold_obstacle(self):
        # EXTENDS 'credit_management': of a refusal the customer is told what was chosen for it
        if self.state == "refused" and self.customer_reason_id:
            return ""
        return super()._get_untold_obstacle()

    def _is_refusal(self):
        # EXTENDS 'credit.reasoned'
        return self.state == "refused"

    def _get_mail_obstacle(self):
        # EXTENDS 'credit_management': who sees its credit is told, as of every other decision
        return self.env["credit.reasoned"]._get_mail_obstacle_of(self)

    def _tell_customer(self):
        # EXTENDS 'credit_management': likewise
        self.env["credit.reasoned"]._tell_customer_of(self)
