import math
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.limit import group_rise as core
from ...core.limit.group import Membership
from ...core.limit.group_rise import Term
from ..common.day import format_day


class Read(NamedTuple):
    """What a membership is measured by: of each customer the memberships that count, its own limit and what it owes,
    of each group its limits, of each membership its rate.
    """

    standing: dict
    own: dict
    shared: dict
    rates: dict
    owed: dict


class CreditGroupMember(models.Model):
    """A customer in a group, between two days, perhaps with a cap on what it may owe of the shared limit.

    A membership of the same group that is approved later ends the one before it: so a cap is changed.
    """

    _name = "credit.group.member"
    _description = "Member of a Customer Group"
    _inherit = "credit.group.part"
    _order = "valid_from desc, id desc"

    account_id = fields.Many2one("credit.account", string="Member", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    has_cap = fields.Boolean(string="Capped", help="Whether the member may owe a part of the shared limit only.")
    cap = fields.Monetary(
        string="Cap Amount", help="The most this member may owe, however much the group has free. It grants nothing."
    )
    cap_text = fields.Char(string="Cap", compute="_compute_cap_text")

    _cap_not_negative = models.Constraint("CHECK (cap >= 0)", "A cap cannot be negative.")
    _dates_in_order = models.Constraint(
        "CHECK (valid_to >= valid_from OR state = 'ended')", "The last day of a membership cannot be before its first."
    )
    _counts_once_approved = models.Constraint(
        "CHECK (counts IS NOT TRUE OR (state IN ('approved', 'ended') AND approver_id IS NOT NULL))",
        "Only an approved membership counts.",
    )
    _approver_is_another = models.Constraint(
        "CHECK (state NOT IN ('approved', 'ended') OR approver_id <> author_id)", "Nobody approves an own proposal."
    )
    _counting_idx = models.Index("(account_id, valid_from) WHERE counts IS TRUE")
    _of_group_idx = models.Index("(group_id) WHERE counts IS TRUE")

    # === COMPUTE === #

    @api.depends("has_cap", "cap", "currency_id")
    @api.depends_context("lang")
    def _compute_cap_text(self):
        for member in self:
            currency = member.currency_id or self.env.company.currency_id
            member.cap_text = currency.format(member.cap) if member.has_cap else self.env._("None")

    @api.depends("account_id", "group_id", "has_cap", "cap", "valid_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for member in self:
            partner = member.sudo().partner_id  # its name is no secret to who reads the membership
            names = {"partner": partner.display_name, "group": member.group_id.display_name}
            if member.has_cap:
                text = self.env._("%(partner)s in %(group)s, up to %(cap)s", cap=member.cap_text, **names)
            else:
                text = self.env._("%(partner)s in %(group)s", **names)
            member.display_name = text

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"account_id", "has_cap", "cap"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["account_id", "group_id", "cap_text", "valid_from", "valid_to", "state"]

    # === ASK === #

    def _is_in_force(self, day):
        return bool(self.counts and self.valid_from <= day and self._is_held_from(day))

    def _is_held_from(self, day):
        """Whether it lasts until a day, or longer."""
        return not self.valid_to or self.valid_to >= day

    def _get_standing(self):
        """The other memberships that count for the same customers, readable or not: ``{account: memberships}``."""
        domain = [("account_id", "in", self.account_id.ids), ("counts", "=", True)]
        found = self.sudo().search(domain, order="valid_from, id")  # what counts does, readable or not
        return {account: found.filtered(lambda one, a=account: one.account_id == a) for account in self.account_id}

    # === MEASURE === #

    def _measure_needed(self):
        # EXTENDS 'credit.alone'
        read = self._read_for_measure()
        return {member: member._measure_change(read, member._join) for member in self}

    def _measure_end(self, last_day):
        # EXTENDS 'credit.group.part'
        def end(standing):
            kept = {member: term for member, term in standing.items() if member != self}
            if self._is_counted_until(last_day):
                kept[self] = replace(standing[self], last=last_day)
            return kept

        return self._measure_change(self._read_for_measure(), end)

    def _join(self, standing):
        """The memberships with this one, approved today: one of the same group that lasts into it ends before."""
        first = max(self.valid_from, self.company_id._credit_today())
        if self.valid_to and self.valid_to < first:  # over before it begins: nobody can approve it
            return standing
        joined, kept = replace(self._to_core(), first=first), {}
        for member, term in standing.items():
            if member._is_held_from(first) and self._is_held_from(term.first):
                if term.first >= first:
                    continue
                term = replace(term, last=first - timedelta(days=1))
            kept[member] = term
        return {self: joined, **kept}

    def _measure_change(self, read, change):
        """What the customer may owe more on any day to come, and what it leaves for the others where it goes.

        :param read: see ``_read_for_measure``
        :param change: makes the memberships with it of those without, ``{member: core.limit.group.Membership}``
        """
        company, account = self.company_id, self.account_id
        today = company._credit_today()
        since = today - timedelta(days=company._credit_root().credit_authority_window)
        members = read.standing[account] - self if self.state != "approved" else read.standing[account]
        standing = {member: member._to_core() for member in members}
        changed = change(standing)

        def terms(memberships):
            return [Term(one, read.shared[member.group_id], read.rates[member]) for member, one in memberships.items()]

        recent = {member: one for member, one in standing.items() if member._is_held_from(since)}
        raised = core.rise(read.own[account], terms(standing), terms(changed), today, terms(recent))
        if core.leaves(terms(standing), terms(changed), today):
            raised += max(read.owed[account], 0.0)
        return raised if raised == math.inf else self.currency_id.round(raised)

    def _read_for_measure(self):
        """All that the measure of these memberships looks at, in a fixed number of queries.

        :rtype: Read
        """
        standing = self._get_standing()
        members = self.sudo().union(*standing.values())  # what holds decides, readable or not
        accounts = members.account_id
        figures = self.env["credit.exposure"]._read_figures(accounts, with_buckets=False)
        return Read(
            standing=standing,
            own=accounts._limit_components(),
            shared=members.group_id._limit_components(),
            rates={member: member._get_rate() for member in members},
            owed={account: figures[account].total for account in accounts},
        )

    def _get_rate(self):
        """What one unit of the member's company costs in the currency of the group, as Odoo converts it."""
        company = self.sudo().group_id.company_id  # its currency decides, readable or not
        return self.env["res.currency"]._get_conversion_rate(
            self.currency_id, company.currency_id, company, company._credit_today()
        )

    def _to_core(self):
        return Membership(
            self.account_id.id,
            self.group_id.id,
            self.valid_from,
            self.valid_to or None,
            self.cap if self.has_cap else None,
        )

    # === TRANSITIONS === #

    def _claim(self):
        # EXTENDS 'credit.group.part': and those of the customer's own limit
        self.account_id._claim_limits()
        return super()._claim()

    def _set_approved(self, valid_from):
        # EXTENDS 'credit.group.part'
        for other in self._get_standing()[self.account_id] - self:
            if other._is_held_from(valid_from) and self._is_held_from(other.valid_from):
                other._follow(self, valid_from)
        return super()._set_approved(valid_from)

    def _follow(self, member, day):
        """End this membership because another one of the same group follows it on a day."""
        if self.group_id != member.group_id:
            raise UserError(
                self.env._(
                    "%(partner)s belongs to %(group)s from %(day)s: end that membership first.",
                    partner=self.partner_id.display_name,
                    group=self.group_id.display_name,
                    day=format_day(self.env, self.valid_from),
                )
            )
        last = day - timedelta(days=1)
        self._credit_by_method().write(
            {
                "state": "ended",
                "counts": self.valid_from <= last,
                "valid_to": max(last, self.valid_from),
                "agreed_to": self.valid_to,
                "ended_on": fields.Datetime.now(),
                "end_reason": self.env._("Another membership of the group follows."),
            }
        )
