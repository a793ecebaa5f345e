from odoo import fields, models

from ...const import LIMIT_ACTIVITY


class CreditAccount(models.Model):
    """How much one person has decided on alone for a customer, in the window over which increases add up."""

    _inherit = "credit.account"

    def _credit_may_take(self, activity, user):
        # EXTENDS 'credit_management' (common): a proposal that was passed on takes authority
        may = super()._credit_may_take(activity, user)
        if not may or activity.activity_type_id != self.env.ref(LIMIT_ACTIVITY):
            return may
        proposals = self.env["credit.limit"].search([("account_id", "=", self.id), ("state", "=", "proposed")])
        return proposals._can_be_decided_by(user)

    def _get_raised_alone(self):
        """By how much limits were raised.

        :return: {account: amount}
        """
        # What was decided counts, readable or not.
        limits, largest = self.env["credit.limit"].sudo(), {}
        since = self._get_window_starts()
        recent = ["|", ("approved_on", ">=", min(since.values())), ("ended_on", ">=", min(since.values()))]
        for limit in limits.search([("account_id", "in", self.ids), ("alone_amount", ">", 0), *recent]) if self else ():
            account = limit.account_id
            if max(limit.approved_on, limit.ended_on or limit.approved_on) >= since[account]:
                # Each was measured with the increases before it.
                largest[account] = max(largest.get(account, 0.0), limit.alone_amount)
        return largest

    def _get_released_alone(self):
        """Documents let through: areas that release some say how much.

        :return: {account: amount}
        """
        return {}

    def _get_window_starts(self):
        """
        :return: {account: the moment from which decisions of its company add up}
        """
        now = fields.Datetime.now()
        # Settings of a company are read by its users.
        return {one: fields.Datetime.subtract(now, days=one.company_id.credit_authority_window) for one in self.sudo()}
