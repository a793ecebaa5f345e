from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.credit_management.models.common.text import id_of

# Terms that customers are told of; grades and price lists are ours.
TERMS = {"payment_term_id", "late_interest_rate"}


class CreditAccountChange(models.Model):
    """Why status or terms of the customer have changed."""

    _name = "credit.account.change"
    _inherit = ["credit.account.change", "credit.reasoned"]

    @api.model
    def _get_creation_fields(self):
        # EXTENDS 'credit.decided': a change is proposed whole, and some are done at once
        return super()._get_creation_fields() | {"customer_reason_id"}

    @api.model
    def _complete_vals(self, vals_list):
        # EXTENDS 'credit_management'
        completed = super()._complete_vals(vals_list)
        for vals in completed:
            account = self.env["credit.account"].browse(vals.get("account_id") or ())
            reason = vals.get("customer_reason_id")
            if reason and not self.env["credit.customer.reason"]._get_chosen(id_of(reason), account.company_id):
                raise UserError(
                    self.env._(
                        "This reason is not among those of %(company)s. Choose one of the list.",
                        company=account.company_id.name,
                    )
                )
        return completed

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': what the customer will read is decided with it
        return [*super()._get_shown_fields(), "customer_reason_id"]

    @api.model_create_multi
    def create(self, vals_list):
        changes = super().create(vals_list)
        changes._tell_when_due()
        return changes

    def action_approve(self):
        # EXTENDS 'credit_management'
        done = super().action_approve()
        self._tell_when_due()
        return done

    def _get_untold_obstacle(self):
        # EXTENDS 'credit.reasoned'
        names = set(self._get_names())
        told = TERMS & names or ("status" in names and self.customer_reason_id)  # a status is told by its reason only
        if self.state != "approved" or not told:
            return self.env._("%s changes nothing that customers are told of.", self.display_name)
        return ""
