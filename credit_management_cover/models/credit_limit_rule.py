from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import format_amount

from odoo.addons.credit_management.core.limit.adjustment import COVER

from ..core.cover import secured_on


class CreditLimitRule(models.Model):
    """A rule that proposes a lower limit after the cover it rests on has become less."""

    _inherit = "credit.limit.rule"

    kind = fields.Selection(selection_add=[(COVER, "Cover Reduced")], ondelete={COVER: "cascade"})

    @api.model
    def _read_covered(self, days):
        # EXTENDS 'credit_management'
        # Cover that raises the limit takes its part of it along by itself; the rest is what a base limit rests on.
        covers = self.env["credit.cover"].sudo()  # it decides, readable or not
        ids = [account.id for account in days]
        covers = covers.search(
            [("account_id", "in", ids), ("secures", "=", False), ("state", "in", ("confirmed", "ended"))]
        )
        rates, found = covers._read_rates(), defaultdict(lambda: (0.0, 0.0))
        by_id = {account.id: account for account in days}
        for cover in covers:
            account, terms = by_id[cover.account_id.id], cover._to_core(rates=rates)
            earlier, now = found[account]
            found[account] = (
                earlier + secured_on(terms, days[account]),
                now + secured_on(terms, cover._get_today()),
            )
        return found

    def _reason(self, account, proposal, course):
        # EXTENDS 'credit_management'
        if self.kind != COVER:
            return super()._reason(account, proposal, course)
        return self.env._(
            "“%(rule)s”: what covers the customer has become %(covered)s from %(earlier)s, %(before)s → %(after)s.",
            rule=self.name,
            covered=format_amount(self.env, course.covered, account.currency_id),
            earlier=format_amount(self.env, course.earlier_covered, account.currency_id),
            before=format_amount(self.env, course.limit, account.currency_id),
            after=format_amount(self.env, proposal.amount, account.currency_id),
        )
