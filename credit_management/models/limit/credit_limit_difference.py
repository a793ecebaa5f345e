from dataclasses import replace

from odoo import api, fields, models

from ...core.limit.limits import BASE, effective_limit, next_sequence


class CreditLimit(models.Model):
    """What approving a proposal changes, from → to: the limit, and how much of it is used then."""

    _inherit = "credit.limit"

    difference = fields.Json(
        string="What Changes", compute="_compute_difference", help="The account today, and with this limit approved."
    )
    limit_before = fields.Char(string="Limit Today", compute="_compute_limit_before")

    @api.depends("account_id", "kind", "amount", "unlimited", "valid_from", "valid_to", "state")
    @api.depends_context("lang")
    def _compute_difference(self):
        drafted = self.filtered(lambda limit: limit._is_weighed())
        components = drafted.account_id._origin._limit_components()
        for limit in self:
            limit.difference = None
            if limit in drafted:
                limit.difference = {
                    "label": self.env._("What this limit changes"),
                    "head": limit.account_id._difference_head(),
                    "rows": limit._difference_rows(components[limit.account_id._origin]),
                }

    def _is_weighed(self):
        """Whether there is a proposal to weigh: not while somebody types what no limit can be."""
        whole = self.account_id and self.kind and self.amount >= 0 and (self.kind == "base" or not self.unlimited)
        return bool(whole) and self.state in ("draft", "proposed")

    def _difference_rows(self, components):
        """The limit in force on the day this one begins, without it and with it."""
        account, today = self.account_id, self.company_id._credit_today()
        day = max(self.valid_from or today, today)
        own = replace(self._to_core(next_sequence(components)), valid_from=day)
        limit, *use = account._limit_rows(effective_limit(components, day), effective_limit([*components, own], day))
        on_top = account._on_top_rows(components, day) if self.kind == BASE else []
        return [limit, *on_top, *use]

    @api.depends("account_id.effective_limit", "account_id.limit_state")
    @api.depends_context("lang")
    def _compute_limit_before(self):
        for limit in self:
            account = limit.account_id
            limit.limit_before = account and account._limit_words(account.limit_state, account.effective_limit)

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': what it was before is shown beside it
        return [*super()._get_shown_fields(), "limit_before"]
