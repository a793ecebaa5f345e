from odoo import models
from odoo.exceptions import UserError

from odoo.addons.credit_management.models.common.text import id_of


class CreditAccount(models.Model):
    """A change of status with a reason for the customer: told at once where it holds at once, else once approved."""

    _inherit = "credit.account"

    def action_set_status(self, status, reason, customer_reason_id=False):
        """
        :param customer_reason_id: id of a credit.customer.reason, false to tell the customer nothing
        """
        # EXTENDS 'credit_management'
        if not customer_reason_id:
            return super().action_set_status(status, reason)
        told = {account: account._check_told_reason(customer_reason_id) for account in self}
        changes, own = self.env["credit.account.change"], [("account_id", "in", self.ids), ("state", "=", "proposed")]
        standing, before = changes.search(own), {account: account.status for account in self}
        done = super().action_set_status(status, reason)
        proposed = changes.search(own) - standing
        proposed.action_set_customer_reason(customer_reason_id)
        for account in self.filtered(lambda account: account.status != before[account]):
            if account._queue_told(told[account]):
                account._message_log(body=self.env._("The customer was told: %s", told[account]._get_text()))
        return done

    def _check_told_reason(self, customer_reason_id):
        """Refuse a reason that is not the company's, or that it tells nobody.

        :return: the credit.customer.reason
        """
        company = self.company_id.sudo()  # a setting, for whoever tells
        chosen = self.env["credit.customer.reason"]._get_chosen(id_of(customer_reason_id), company)
        if not chosen:
            raise UserError(self.env._("This reason is not among those of %s. Choose one of the list.", company.name))
        if company.credit_tell_customer == "off":
            raise UserError(
                self.env._(
                    "%(company)s does not write to customers about limits and terms: leave the reason for the customer"
                    " empty, or ask an administrator to change the settings.",
                    company=company.name,
                )
            )
        return chosen
