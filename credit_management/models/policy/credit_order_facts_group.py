from dataclasses import replace
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError

from ...core.limit import group as core
from ...core.limit.limits import NOT_ASSESSED, EffectiveLimit
from ...core.policy.facts import Shared


class Member(NamedTuple):
    """Another customer of a group; ``rate`` is what one unit of its company costs in the group's currency."""

    account_id: int
    partner_id: int
    root_id: int
    rate: float | None


class Membership(NamedTuple):
    """The group of a customer: its limit, and who draws on it."""

    account_id: int
    group_id: int
    cap: float | None
    limit: EffectiveLimit
    members: tuple[Member, ...]

    @property
    def rate(self):
        return next((member.rate for member in self.members if member.account_id == self.account_id), None)

    @property
    def binds(self):
        """Whether anybody has granted the group anything."""
        return self.limit.state != NOT_ASSESSED

    def hold_down(self, own):
        """The limit of the customer's own pool."""
        return core.member_limit(own, self.cap, self.limit, self.rate)


class Together(NamedTuple):
    """What has to be looked at besides the customers themselves."""

    memberships: list[Membership]
    partner_ids: set[int]


class CreditOrderFacts(models.AbstractModel):
    """What customers share with their groups: the limit, and what all members owe."""

    _inherit = "credit.order.facts"

    @api.model
    def _membership(self, account_id, group_id, cap, members, *limit):
        """The group of a customer, from the columns of ``credit_customer_facts``; None without one."""
        if not group_id:
            return None
        state, amount, valid_to, expired, expired_amount = limit
        shared = EffectiveLimit(state, amount or 0.0, valid_to, bool(expired), expired_amount or 0.0)
        return Membership(account_id, group_id, cap, shared, tuple(Member(*member) for member in members))

    @api.model
    def _get_together(self, root, customers):
        """The groups whose limits these customers draw on, and the members of them in the same legal entity."""
        memberships = [one["membership"] for one in customers if one["membership"] and one["membership"].binds]
        members = {member for membership in memberships for member in membership.members}
        return Together(memberships, {member.partner_id for member in members if member.root_id == root.id})

    @api.model
    def _only(self, totals, partner_ids):
        """Of what was read for whole groups, that of the customers asked for."""
        return {partner_id: total for partner_id, total in totals.items() if partner_id in partner_ids}

    @api.model
    def _read_shared(self, root, customers, owed, counted):
        """What each customer shares with its group, in the currency of its company, without any document judged.

        Members of other legal entities take one query for each entity.

        :param customers: what is known of each customer billed, by id
        :param owed: the exposure of customers of this entity, see ``_read_owed``
        :param counted: what the documents judged add to it already, by customer
        :return: {partner id: core.policy.facts.Shared}
        """
        within = {id_: one["membership"] for id_, one in customers.items() if id_ in owed}
        within = {id_: membership for id_, membership in within.items() if membership and membership.binds}
        if not within:
            return {}
        totals = {(id_, root.id): figures.total - counted.get(id_, 0.0) for id_, figures in owed.items()}
        totals |= self._read_abroad(root, within.values())
        return {id_: self._share(root, id_, membership, totals) for id_, membership in within.items()}

    @api.model
    def _read_abroad(self, root, memberships):
        """What members in other legal entities owe, as these entities see it: {(partner id, root id): amount}."""
        members = {member for membership in memberships for member in membership.members}
        keys = {(member.partner_id, member.root_id) for member in members if member.root_id != root.id}
        return {key: figures.total for key, figures in self.env["credit.exposure"]._read_few(keys).items()}

    @api.model
    def _share(self, root, partner_id, membership, totals):
        drawn = [
            core.Drawn(member.account_id, totals.get((member.partner_id, member.root_id), 0.0), member.rate)
            for member in membership.members
        ]
        owed, rate = core.group_exposure(drawn, membership.account_id), membership.rate
        if owed is None or not rate:
            raise UserError(
                self.env._(
                    "What the group of %(partner)s owes cannot be told: a currency of its members has no rate. Ask an"
                    " accountant to enter one.",
                    # Whoever sees the order sees whom it is for.
                    partner=self.env["res.partner"].sudo().browse(partner_id).display_name,
                )
            )
        rounded, limit = root.currency_id._credit_round, membership.limit
        amounts = {name: rounded(getattr(limit, name) / rate) for name in ("amount", "expired_amount")}
        return Shared(membership.group_id, replace(limit, **amounts), rounded(owed / rate))
