import math
from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount

from ...const import LIMIT_ACTIVITY
from ...core.limit.authority import plans, rise
from ...core.limit.limits import next_sequence
from .credit_authority_lookup import RAISE


class CreditLimit(models.Model):
    """By how much a decision raises a limit, and whether the authority of who decides covers that."""

    _inherit = "credit.limit"

    _decision, _waiting_state = RAISE, "proposed"

    can_decide = fields.Boolean(
        string="Awaiting My Decision",
        compute="_compute_can_decide",
        search="_search_within_authority",
        help="You may approve it: it is not your own proposal, and your authority is enough.",
    )
    can_refuse = fields.Boolean(compute="_compute_can_decide")
    beyond_authority = fields.Boolean(compute="_compute_can_decide")

    # === COMPUTE === #

    @api.depends(
        "state", "author_id", "hand_ids", "account_id", "kind", "amount", "unlimited", "valid_from", "valid_to"
    )
    @api.depends_context("uid")
    def _compute_can_decide(self):
        others = self._origin._get_others_waiting()
        able = others._within_authority()
        for limit in self:
            limit.can_decide = limit._origin.id in able.ids
            limit.can_refuse = limit._origin.id in others.ids
            limit.beyond_authority = limit._origin.id in (others - able).ids

    # === CHECKS === #

    def _check_authority(self, raised, document=None):
        """Refuse a decision that raises the limit by more than the user may.

        :param raised: by how much, counted over the window
        :param document: what the limit comes from, whose hands count; the limit itself when left out
        :return: the authority by which the user decides
        """
        self._check_steps(raised)
        authority = (document or self)._lookup_authorities()[self.env.user, document or self]
        if obstacle := self._get_obstacle_of_amount(raised, authority):
            raise AccessError(obstacle)
        return authority

    def _get_authority_obstacle(self):
        # EXTENDS 'credit.alone'
        raised = self._measure_increase()
        authority = self._lookup_authorities()[self.env.user, self]
        return self._get_steps_obstacle(raised) or self._get_obstacle_of_amount(raised, authority)

    def _get_obstacle_of_amount(self, raised, authority):
        if authority is not None and authority.covers(raised):
            return ""
        return self.env._(
            "%(user)s may raise a limit by up to %(allowed)s in %(days)d days; this decision on %(limit)s would"
            " raise that of %(partner)s by %(rise)s. Ask a person with more authority, or an administrator to grant"
            " it.",
            user=self.env.user.name,
            allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
            days=self.company_id._credit_root().credit_authority_window,
            limit=self.display_name,
            partner=self.partner_id.display_name,
            rise=self._increase_text(raised),
        )

    def _increase_text(self, raised):
        return self._get_amount_text(raised, self.currency_id)

    @api.model
    def _get_amount_text(self, raised, currency):
        if raised == math.inf:
            return self.env._("an unlimited amount")
        return format_amount(self.env, raised, currency)

    # === MEASURE === #

    def _measure_increase(self):
        """By how much approving this today would raise the limit, counted over the company's window."""
        return self._measure_increases()[self]

    def _measure_increases(self):
        """The same of many proposals, in one query.

        :return: {limit: amount, infinite where it becomes unlimited}
        """
        dated = self.account_id._dated_limits()

        def approve(limit):
            return lambda standing: [*standing, limit._to_approved(next_sequence(standing))]

        return {limit: limit._measure_rise(dated[limit.account_id], approve(limit)) for limit in self}

    def _to_approved(self, sequence):
        """The component it becomes when it is approved now: from today at the earliest, however early it was asked for,
        for then it follows the one in force.
        """
        return replace(self._to_core(sequence), valid_from=max(self.valid_from, self.company_id._credit_today()))

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
        return self._measure_rise_of(self.account_id, dated, change)

    @api.model
    def _measure_rise_of(self, account, dated, change):
        """The same for any proposal of an account."""
        company = account.company_id
        today, window = company._credit_today(), company._credit_root().credit_authority_window
        since = fields.Datetime.now() - timedelta(days=window)
        cores = [one for _limit, one in dated]
        standing = [one.component for one in cores if not one.withdrawn]
        raised = rise(standing, change(standing), today, window, plans(cores, since))
        return raised if raised == math.inf else account.currency_id.round(raised)

    # === ALONE === #

    def _measure_alone(self):
        # EXTENDS 'credit.alone'
        return self._measure_increases()

    def _get_alone_before(self, accounts):
        # EXTENDS 'credit.alone'
        return accounts._get_released_alone()

    def _measure_needed(self):
        # EXTENDS 'credit.alone'
        return self._measure_increases()

    def _get_pass_thread(self):
        # EXTENDS 'credit.alone'
        return self.account_id, LIMIT_ACTIVITY
