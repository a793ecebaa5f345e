from odoo import models

from ...core.policy.policy import CONFIRMATION

ON_STOP = ("stop", "closed")


class ResCompany(models.Model):
    _inherit = "res.company"

    def _credit_governed(self, customers):
        """Those of these customers who have been given a limit, or nothing any more, under a policy in force."""
        root = self._credit_root()
        if not customers or not self.env["credit.policy"]._in_force(root).rules_at(CONFIRMATION):
            return customers.browse()
        accounts = (
            self.env["credit.account"]
            .sudo()  # accounts decide, whoever may read them
            .search([("partner_id", "in", customers.ids), ("company_id", "=", root.id)])
        )
        governed = accounts.filtered(
            lambda account: account.limit_state != "not_assessed" or account.group_id or account.status in ON_STOP
        ).partner_id
        return customers.filtered(lambda customer: customer in governed)
