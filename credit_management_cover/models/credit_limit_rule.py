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
        rates, terms = covers._read_rates(), defaultdict(list)
        for cover in covers:
            terms[cover.account_id.id].append(cover._to_core(rates=rates))
        return {
            account: (
                {count: sum(secured_on(one, day) for one in terms[account.id]) for count, day in looked_at.items()},
                sum(secured_on(one, account.company_id._credit_today()) for one in terms[account.id]),
            )
            for account, looked_at in days.items()
            if account.id in terms
        }

    def _reason(self, account, proposal, course):
        # EXTENDS 'credit_management'
        if self.kind != COVER:
            return super()._reason(account, proposal, course)
        return self.env._(
            "“%(rule)s”: what covers the customer has become %(covered)s from %(earlier)s, %(before)s → %(after)s.",
            rule=self.name,
            covered=format_amount(self.env, course.covered, account.currency_id),
            earlier=format_amount(self.env, course.earlier_covered[self.count], account.currency_id),
            before=format_amount(self.env, course.limit, account.currency_id),
            after=format_amount(self.env, proposal.amount, account.currency_id),
        )
