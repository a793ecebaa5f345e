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

    def action_approve(self):
        # EXTENDS 'credit_management'
        done = super().action_approve()
        self._tell_when_due()
        return done

    def action_end(self, last_day, reason, customer_reason_id=False):
        # EXTENDS 'credit_management'
        done = super().action_end(last_day, reason)
        # What was told or chosen is of its beginning: the end is told by itself, with its own reason.
        if begun := self.filtered(lambda limit: limit.told_on or limit.customer_reason_id):
            begun._credit_by_method().write({"told_on": False, "customer_reason_id": False})
        if customer_reason_id:
            self.action_set_customer_reason(customer_reason_id)
        self._tell_when_due()
        return done

    # === TELL === #

    def _follow_batch(self):
        # EXTENDS 'credit_management': by the job, never by who decides
        done = super()._follow_batch()
        self.filtered("counts")._tell_when_due()
        return done

    def _get_untold_obstacle(self):
        # EXTENDS 'credit.reasoned': what a request or an assessment has brought is told with that, what many
        # got at once with nothing else
        if self.state == "ended":
            return ""
        if self.state != "approved" or self.request_id or self.origin not in ("request", "batch"):
            return self.env._("%s is told with the decision that it comes from.", self.display_name)
        return ""
