from odoo import api, models
from odoo.tools import SQL


class CreditOpenItem(models.Model):
    """The policy says which open items count."""

    _inherit = "credit.open.item"

    @api.model
    def _columns_read(self):
        # EXTENDS 'credit_management'
        return super()._columns_read() | {"credit.policy": None}

    @api.model
    def _counting_sql(self):
        # EXTENDS 'credit_management': by the policy in force; the twin of credit.policy._get_in_force and _counted
        return SQL(
            """
            SELECT COALESCE(policy.count_draft_invoice, policy.id IS NULL) AS count_draft,
                   COALESCE(policy.count_order, policy.id IS NULL) AS count_order,
                   COALESCE(policy.count_unallocated, policy.id IS NULL) AS count_unallocated,
                   COALESCE(policy.count_clearing, FALSE) AS count_clearing,
                   policy.horizon_days
              FROM (SELECT 1) AS always
         LEFT JOIN LATERAL (
                   SELECT * FROM credit_policy
                    WHERE company_id = root.id AND state = 'published' AND valid_from <= calendar.today
                    ORDER BY valid_from DESC, version DESC LIMIT 1) policy ON TRUE
            """
        )
