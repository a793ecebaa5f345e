from odoo import api, fields, models

from ...core.limit import limits as core


class CreditLimit(models.Model):
    """Which of a customer's limits make up the one in force today."""

    _inherit = "credit.limit"

    in_force = fields.Boolean(
        compute="_compute_in_force", help="Part of today's limit: the base that began last, and what is added to it."
    )

    @api.depends("account_id", "kind", "amount", "unlimited", "valid_from", "valid_to", "counts")
    def _compute_in_force(self):
        standing = self._read_in_force()
        for limit in self:
            limit.in_force = limit._origin.id in standing

    def _read_in_force(self):
        """The ids of the limits in force, of all accounts of these, in one query."""
        accounts = self._origin.account_id
        counting = accounts._counting_limits() if accounts else self.browse()
        standing = set()
        for account, limits in counting.grouped("account_id").items():
            today = account.sudo().company_id._credit_today()  # the day of the company, in sight or not
            components = {limit._to_core(place): limit.id for place, limit in enumerate(limits)}
            standing |= {components[component] for component in core.in_force(components, today)}
        return standing
