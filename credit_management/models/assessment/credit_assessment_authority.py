import math

from odoo import api, fields, models
from odoo.tools import format_amount

from ...const import ASSESSMENT_ACTIVITY, MANAGER
from ...core.limit.limits import Component, ceilings, next_sequence
from ..limit.credit_authority_lookup import RAISE


class CreditAssessment(models.Model):
    """How much an assessment decides on: by how much its limit raises the customer's, and how high it leaves it."""

    _inherit = "credit.assessment"

    _decision, _waiting_state = RAISE, "submitted"
    _deciding_role = MANAGER

    can_approve = fields.Boolean(
        string="Awaiting My Decision",
        compute="_compute_can_approve",
        search="_search_within_authority",
        help="You may approve it: you had no hand in it, and your authority is enough.",
    )
    beyond_authority = fields.Boolean(compute="_compute_can_approve")

    # === COMPUTE === #

    @api.depends("state", "hand_ids", "limit_amount", "limit_valid_to", "account_id", "grade_id")
    @api.depends_context("uid")
    def _compute_can_approve(self):
        others = self._origin._get_others_waiting()
        able = others._within_authority()
        for assessment in self:
            assessment.can_approve = assessment._origin.id in able.ids
            assessment.beyond_authority = assessment._origin.id in (others - able).ids

    # === MEASURE === #

    def _measure_increases(self):
        """By how much the limit of each would raise the customer's, counted over the window.

        :return: {assessment: amount}
        """
        dated, limits = self.account_id._dated_limits(), self.env["credit.limit"]
        return {
            one: limits._measure_rise_of(
                one.account_id,
                dated[one.account_id],
                lambda standing, one=one: [*standing, one._to_component(standing)],
            )
            for one in self
        }

    def _get_authority_obstacle(self):
        # EXTENDS 'credit.alone'
        if obstacle := self._get_steps_obstacle(self._get_needed()):
            return obstacle
        authority = self._lookup_authorities()[self.env.user, self]
        if authority is not None and authority.covers(self._get_needed()):
            return ""
        return self.env._(
            "%(user)s may raise a limit by up to %(allowed)s in %(days)d days; %(assessment)s raises it by %(rise)s."
            " %(remedy)s",
            user=self.env.user.name,
            allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
            days=self.company_id._credit_root().credit_authority_window,
            assessment=self.display_name,
            rise=self._format_needed(),
            remedy=self._get_others_remedy(),
        )

    def _to_component(self, standing):
        """Its limit as it would be if it were approved now, as plain data."""
        return Component(
            kind="base",
            amount=self.limit_amount,
            valid_from=self.company_id._credit_today(),
            valid_to=self.limit_valid_to or None,
            sequence=next_sequence(standing),
        )

    # === ALONE === #

    def _measure_alone(self):
        # EXTENDS 'credit.alone': it decides anew on all the customer may owe, and on the terms, whatever it was before
        components = self.account_id._limit_components()
        return {one: one._measure_whole(components[one.account_id]) for one in self}

    def _measure_whole(self, standing):
        today = self.company_id._credit_today()
        whole = max(ceilings([*standing, self._to_component(standing)], today).values())
        return whole if whole == math.inf else self.currency_id.round(whole)

    def _get_alone_before(self, accounts):
        # EXTENDS 'credit.alone'
        return accounts._get_released_alone()

    def _measure_needed(self):
        # EXTENDS 'credit.alone'
        return self._measure_increases()

    def _get_pass_thread(self):
        # EXTENDS 'credit.alone'
        return self, ASSESSMENT_ACTIVITY
