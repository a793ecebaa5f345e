from odoo import api, fields, models

from ...const import ANALYST


class CreditAccount(models.Model):
    """The group of a customer, and what it leaves free."""

    _inherit = "credit.account"

    group_member_ids = fields.One2many("credit.group.member", "account_id", string="Groups", groups=ANALYST)
    group_id = fields.Many2one(
        "credit.group",
        compute="_compute_group",
        groups=ANALYST,
        help="The group whose limit the customer draws on today, beside its own.",
    )
    group_text = fields.Char(
        string="Shared Limit",
        compute="_compute_group",
        help="What is left of the limit that the customer shares with its group.",
    )

    @api.depends("group_member_ids.counts", "group_member_ids.valid_from", "group_member_ids.valid_to")
    @api.depends_context("lang")
    def _compute_group(self):
        found = {}
        # Which group is free by how much is for everybody to know who sells to a member.
        for member in self._origin.sudo().group_member_ids:
            if member._is_in_force(member.company_id._credit_today()):
                found[member.account_id.with_env(self.env)] = member.group_id
        uses = self.env["credit.group.use"]._read(self.env["credit.group"].union(*found.values()))
        for account in self:
            group = found.get(account._origin, self.env["credit.group"])
            account.group_id = group
            account.group_text = account._group_words(group, uses[group]) if group else False

    def _group_words(self, group, use):
        name = group.name
        if use.limit.state == "not_assessed":
            return self.env._("%(group)s: no shared limit yet", group=name)
        if use.owed is None:
            return self.env._("%(group)s: cannot be told, a currency has no rate", group=name)
        currency = group.currency_id
        free = use.limit.amount - use.owed
        if free < 0:
            return self.env._("%(group)s: over by %(amount)s", group=name, amount=currency.format(-free))
        return self.env._(
            "%(group)s: %(free)s of %(limit)s free",
            group=name,
            free=currency.format(free),
            limit=currency.format(use.limit.amount),
        )

    def _adopt(self, other):
        # EXTENDS 'credit_management': one customer is in one group
        self._absorb_memberships(other.sudo())  # all of them, in sight or not
        return super()._adopt(other)

    def _absorb_memberships(self, other):
        """Move the memberships of a customer merged into this one; where this one has any, they end."""
        members = self.env["credit.group.member"].sudo()  # as above
        moving = members.search([("account_id", "=", other.id)])
        if members.search_count([("account_id", "=", self.id), ("counts", "=", True)], limit=1):
            moving.filtered("counts")._credit_by_method().write(
                {
                    "state": "ended",
                    "counts": False,
                    "end_reason": self.env._("Merged into a customer with a group of its own."),
                }
            )
        moving._credit_by_method().write({"account_id": self.id})
        # What somebody was about to decide was about another customer.
        moving.filtered(lambda member: member.state == "proposed")._credit_by_method().write({"state": "draft"})
        leading = self.env["credit.group"].sudo().search([("lead_id", "=", other.id)])  # as above
        leading._credit_by_method().write({"lead_id": self.id})
