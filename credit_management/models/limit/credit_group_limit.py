import math
from dataclasses import replace
from datetime import timedelta

from odoo import api, fields, models

from ...core.limit.authority import Dated, plans, rise, weakest
from ...core.limit.limits import BASE, Component, next_sequence
from ..common.day import format_day


class CreditGroupLimit(models.Model):
    """What all members of a group may owe together, between two days; the one that began last governs."""

    _name = "credit.group.limit"
    _description = "Shared Limit"
    _inherit = "credit.group.part"
    _order = "valid_from desc, id desc"

    account_id = fields.Many2one(related="group_id.lead_id", string="Lead Customer", store=True, index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer")
    company_id = fields.Many2one(related="group_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    amount = fields.Monetary(required=True, help="What all members may owe together, in the currency of the group.")
    amount_before = fields.Char(string="Limit Today", compute="_compute_amount_before")
    in_force = fields.Boolean(compute="_compute_amount_before")

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "A limit cannot be negative.")
    _dates_in_order = models.Constraint(
        "CHECK (valid_to >= valid_from OR state = 'ended')", "The last day of a limit cannot be before its first."
    )
    _counts_once_approved = models.Constraint(
        "CHECK (counts IS NOT TRUE OR (state IN ('approved', 'ended') AND approver_id IS NOT NULL))",
        "Only an approved limit counts.",
    )
    _approver_is_another = models.Constraint(
        "CHECK (state NOT IN ('approved', 'ended') OR approver_id <> author_id)", "Nobody approves an own proposal."
    )
    _counting_idx = models.Index("(group_id, valid_from) WHERE counts IS TRUE")

    # === COMPUTE === #

    @api.depends("group_id", "counts")
    @api.depends_context("lang")
    def _compute_amount_before(self):
        limits = self.env["credit.group.use"]._read_limits(self.group_id._origin)
        for limit in self:
            today = limits.get(limit.group_id._origin.id)
            known = today is not None and today.state != "not_assessed"
            limit.amount_before = limit.currency_id.format(today.amount) if known else self.env._("None yet")
            limit.in_force = limit._origin in limit.group_id._origin._get_limit_in_force()

    @api.depends("group_id", "amount", "valid_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for limit in self:
            limit.display_name = self.env._(
                "Shared limit of %(group)s, %(amount)s from %(day)s",
                group=limit.group_id.display_name,
                amount=(limit.currency_id or self.env.company.currency_id).format(limit.amount),
                day=format_day(self.env, limit.valid_from),
            )

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"amount"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["group_id", "amount_before", "amount", "valid_from", "valid_to", "state"]

    # === MEASURE === #

    def _measure_needed(self):
        # EXTENDS 'credit.alone'
        dated = self._get_dated()
        return {limit: limit._measure_rise(dated[limit.group_id], limit._approve) for limit in self}

    def _measure_end(self, last_day):
        # EXTENDS 'credit.group.part': what is over grants nothing; what never begins leaves the one before

        def end(standing):
            kept = [one for one in standing if one.sequence != self.id]
            own = [one for one in standing if one.sequence == self.id and self._is_counted_until(last_day)]
            return [*kept, *(replace(one, valid_to=last_day) for one in own)]

        return self._measure_rise(self._get_dated()[self.group_id], end)

    def _is_counted_until(self, last_day):
        # EXTENDS 'credit.group.part': one that has begun today does not bring back the one it followed
        return self.valid_from <= max(self.company_id._credit_today(), last_day)

    def _approve(self, standing):
        today = self.company_id._credit_today()
        own = Component(
            BASE, self.amount, False, max(self.valid_from, today), self.valid_to or None, next_sequence(standing)
        )
        return [*standing, own]

    def _measure_rise(self, dated, change):
        """By how much a change raises what the group may owe, counted over the company's window.

        :param dated: the decided limits of the group, core.limit.authority.Dated
        """
        company = self.company_id
        today, window = company._credit_today(), company._credit_root().credit_authority_window
        standing = [one.component for one in dated if not one.withdrawn]
        since = fields.Datetime.now() - timedelta(days=window)
        raised = rise(standing, change(standing), today, window, plans(dated, since))
        return raised if raised == math.inf else self.currency_id.round(raised)

    def _get_dated(self):
        """The limits of these groups that were decided: ``{group: [core.limit.authority.Dated]}``."""
        domain = [("group_id", "in", self.group_id.ids), "|", ("counts", "=", True), ("ended_on", "!=", False)]
        found = self.sudo().search(domain, order="approved_on, id")  # what counts does, readable or not
        by_group = found.grouped("group_id")
        return {group: [limit._to_core_dated() for limit in by_group.get(group, ())] for group in self.group_id}

    def _to_core(self):
        return Component(BASE, self.amount, False, self.valid_from, self.valid_to or None, self.id)

    def _to_core_dated(self):
        approved_on = self.approved_on or self.create_date
        return Dated(self._to_core(), approved_on, self.ended_on or None, self.agreed_to or None, not self.counts)

    # === AUTHORITY === #

    def _get_customers(self):
        # EXTENDS 'credit.hands': who sells to any member
        return {limit: limit._get_accounts().partner_id for limit in self}

    def _get_accounts(self):
        """The lead customer and every member: any of them may come to owe all of it."""
        group = self.group_id.sudo()  # members out of sight are members, too
        today = group.company_id._credit_today()
        members = group.member_ids.filtered(
            lambda one: one.state == "proposed" or (one.counts and one._is_held_from(today))
        )
        return group.lead_id | members.account_id

    def _get_accounts_of_steps(self):
        # EXTENDS 'credit.stepped'
        return self._get_accounts()

    def _lookup_authorities(self, users=None):
        # EXTENDS 'credit.alone': the authority that suffices for every member
        users = users or self.env.user
        accounts = {limit: limit._get_accounts() for limit in self}
        every = self.env["credit.account"].sudo().union(*accounts.values())  # members out of sight are members, too
        authorities = self.env["credit.authority"]._lookup(users, every, self._decision)
        return {
            (user, limit): weakest(
                limit._in_own_currency(authorities[user, account], account) for account in accounts[limit]
            )
            for user in users
            for limit in self
        }

    def _in_own_currency(self, authority, account):
        """An authority over a customer of another legal entity, as an amount of the group's currency."""
        company = self.company_id.sudo()  # as above
        if authority is None or account.company_id == company:
            return authority
        rate = self.env["res.currency"]._get_conversion_rate(
            account.currency_id, company.currency_id, company, company._credit_today()
        )
        return replace(authority, amount=authority.amount * rate)

    def _get_others_entitled(self):
        # EXTENDS 'credit.alone': of those who may for the lead customer, who may for every member
        needed = self._get_needed()
        people = super()._get_others_entitled()
        able = self._lookup_authorities(people) if people else {}
        return people.filtered(lambda user: (own := able[user, self]) is not None and own.covers(needed))
