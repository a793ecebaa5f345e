import math

from odoo import api, fields, models

from ...const import ANALYST


class CreditGroupMember(models.Model):
    """A member's part of the shared limit."""

    _inherit = "credit.group.member"

    in_force = fields.Boolean(compute="_compute_part", groups=ANALYST)
    used = fields.Monetary(
        compute="_compute_part",
        currency_field="group_currency_id",
        groups=ANALYST,
        help="What the member owes, in the currency of the group.",
    )
    of_use = fields.Float(
        string="Share of Use (%)", compute="_compute_part", groups=ANALYST, help="Of what all members owe together."
    )
    free_text = fields.Char(
        string="Free",
        compute="_compute_part",
        groups=ANALYST,
        help="What the member may still owe, by its own limit, its cap and the shared limit, in its own currency; or by"
        " how much it is over.",
    )
    group_currency_id = fields.Many2one(related="group_id.currency_id", string="Currency of the Group")

    @api.depends("counts", "valid_from", "valid_to", "group_id")
    @api.depends_context("lang")
    def _compute_part(self):
        splits = {group: group._get_split() for group in self._origin.group_id.sudo()}  # each reads own members
        for member in self:
            origin = member._origin.sudo()  # as above
            day = origin.group_id.company_id._credit_today() if origin else None
            member.in_force = bool(origin) and origin._is_in_force(day)
            part = splits.get(origin.group_id, {}).get(origin) if member.in_force else None
            member.used = part.used if part else 0.0
            member.of_use = (part.of_use or 0.0) if part else 0.0
            member.free_text = part is not None and member._describe_free(part.free)

    def _describe_free(self, free):
        if free == math.inf:
            return self.env._("Unlimited")
        if self.currency_id.compare_amounts(free, 0.0) < 0:
            return self.env._("over by %(amount)s", amount=self.currency_id.format(-free))
        return self.currency_id.format(free)
