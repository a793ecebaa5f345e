import math
from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import format_amount

from ...const import ANALYST
from ...core.limit.authority import plans, rise
from .credit_authority_lookup import RAISE


class CreditLimit(models.Model):
    """By how much a decision raises a limit, and whether the authority of who decides covers that."""

    _inherit = "credit.limit"

    can_decide = fields.Boolean(
        string="Awaiting My Decision",
        compute="_compute_can_decide",
        search="_search_can_decide",
        help="You may approve it: it is not your own proposal, and your authority is enough.",
    )
    can_refuse = fields.Boolean(compute="_compute_can_decide")

    # === COMPUTE === #

    @api.depends(
        "state", "author_id", "hand_ids", "account_id", "kind", "amount", "unlimited", "valid_from", "valid_to"
    )
    @api.depends_context("uid")
    def _compute_can_decide(self):
        others = self._origin._others_to_decide()
        able = others._within_authority()
        for limit in self:
            limit.can_decide = limit._origin.id in able.ids
            limit.can_refuse = limit._origin.id in others.ids

    def _search_can_decide(self, operator, value):
        if operator != "in" or set(value) != {True}:
            return NotImplemented
        waiting = self.search([("state", "=", "proposed")])
        return Domain("id", "in", waiting._others_to_decide()._within_authority().ids)

    def _others_to_decide(self):
        """What is proposed and the user had no hand in, for those who decide on limits."""
        if not self.env.user.has_group(ANALYST):
            return self.browse()
        return self.filtered(lambda limit: limit.state == "proposed")._get_free()

    def _within_authority(self):
        """Those that the user's authority is enough to approve, by the measure of the approval itself."""
        authorities = self.env["credit.authority"]._lookup(self.env.user, self.account_id, RAISE)
        raised = self._measure_increases()
        return self.filtered(
            lambda limit: (
                (authority := authorities[self.env.user, limit.account_id]) is not None
                and authority.covers(raised[limit])
            )
        )

    # === CHECKS === #

    def _check_authority(self, raised):
        """Refuse a decision that raises the limit by more than the user may.

        :param raised: by how much, counted over the window
        """
        self.ensure_one()
        authority = self.env["credit.authority"]._over_account(self.env.user, self.account_id)
        if authority is None or not authority.covers(raised):
            raise AccessError(
                self.env._(
                    "%(user)s may raise a limit by up to %(allowed)s in %(days)d days; this decision on %(limit)s would"
                    " raise that of %(partner)s by %(rise)s. Ask a person with more authority.",
                    user=self.env.user.name,
                    allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
                    days=self.company_id._credit_root().credit_authority_window,
                    limit=self.display_name,
                    partner=self.partner_id.display_name,
                    rise=self._increase_text(raised),
                )
            )

    def _increase_text(self, raised):
        if raised == math.inf:
            return self.env._("an unlimited amount")
        return format_amount(self.env, raised, self.currency_id)

    # === MEASURE === #

    def _measure_increase(self):
        """By how much approving this today would raise the limit, counted over the company's window."""
        return self._measure_increases()[self]

    def _measure_increases(self):
        """The same of many proposals, in one query.

        :return: {limit: amount, infinite where it becomes unlimited}
        """
        dated = self.account_id._dated_limits()
        return {
            limit: limit._measure_rise(
                dated[limit.account_id], lambda standing, limit=limit: [*standing, limit._to_core(len(standing))]
            )
            for limit in self
        }

    def _measure_end(self, last_day):
        """By how much ending this limit would raise the account's: a reduction to come is undone, for example."""
        dated = self.account_id._dated_limits()[self.account_id]
        [own] = [one.component for limit, one in dated if limit == self]

        def end(standing):
            kept = [replace(own, valid_to=last_day)] if self._is_counted_until(last_day) else []
            return [component for component in standing if component != own] + kept

        return self._measure_rise(dated, end)

    def _measure_rise(self, dated, change):
        """By how much a change raises the limit, counted over the window.

        :param dated: the decided limits of the account, see ``_dated_limits``
        :param change: makes the components with it of those without it
        """
        today, window = self.company_id._credit_today(), self.company_id._credit_root().credit_authority_window
        since = fields.Datetime.now() - timedelta(days=window)
        cores = [one for _limit, one in dated]
        standing = [one.component for one in cores if not one.withdrawn]
        raised = rise(standing, change(standing), today, window, plans(cores, since))
        return raised if raised == math.inf else self.currency_id.round(raised)
