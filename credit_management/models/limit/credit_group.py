import json

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import ANALYST
from ...core.limit import group as core
from ...core.limit.limits import LIMITED


class CreditGroup(models.Model):
    """Customers that belong together: each draws on its own limit, and all of them on the one they share.

    A group has customers as members, never groups. Its currency is that of the lead customer's legal entity; members
    may be customers of several entities.
    """

    _name = "credit.group"
    _description = "Customer Group"
    _inherit = ["credit.log", "mail.activity.mixin"]
    _order = "name, id"

    name = fields.Char(required=True, tracking=True)
    active = fields.Boolean(default=True)
    lead_id = fields.Many2one(
        "credit.account",
        string="Lead Customer",
        required=True,
        ondelete="restrict",
        index=True,
        tracking=True,
        help="The customer at the head of the group, mostly the parent company. Its legal entity says in which currency"
        " the group counts, and who looks after it looks after the group.",
    )
    company_id = fields.Many2one(related="lead_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    member_ids = fields.One2many("credit.group.member", "group_id", string="Members")
    limit_ids = fields.One2many("credit.group.limit", "group_id", string="Shared Limits")
    limit_text = fields.Char(string="Shared Limit", compute="_compute_use", groups=ANALYST)
    limit_amount = fields.Monetary(compute="_compute_use", groups=ANALYST, help="What all members may owe together.")
    used = fields.Monetary(
        compute="_compute_use", groups=ANALYST, help="What all members owe. One in credit lowers nobody else's debt."
    )
    free = fields.Monetary(compute="_compute_use", groups=ANALYST, help="The shared limit less what is used.")
    over_by = fields.Monetary(
        compute="_compute_use", groups=ANALYST, help="What is used beyond the shared limit, where that is exceeded."
    )
    use_percent = fields.Float(
        string="Utilisation", compute="_compute_use", groups=ANALYST, help="What is used, in percent of the limit."
    )
    is_over = fields.Boolean(compute="_compute_use", groups=ANALYST)
    use_note = fields.Char(compute="_compute_use", groups=ANALYST, help="Why the use of the group cannot be told.")
    member_count = fields.Integer(
        string="Members Today", compute="_compute_member_count", help="Whose membership holds."
    )
    waiting_count = fields.Integer(
        string="To Decide", compute="_compute_member_count", help="Memberships and limits that wait for a decision."
    )
    shown = fields.Char(compute="_compute_shown", export_string_translation=False)

    # === COMPUTE === #

    @api.depends("member_ids.state", "limit_ids.state", "member_ids.counts")
    def _compute_member_count(self):
        today = {company: company._credit_today() for company in self.company_id}
        for group in self:
            day = today.get(group.company_id)
            group.member_count = len(group.member_ids.filtered(lambda member, day=day: member._is_in_force(day)))
            parts = [*group.member_ids, *group.limit_ids]
            group.waiting_count = sum(part.state == "proposed" for part in parts)

    @api.depends_context("uid", "lang")
    def _compute_shown(self):
        """The figures of everything that waits, for *Approve All* to send back: see ``credit.shown``."""
        for group in self:
            parts = [*group._origin.member_ids, *group._origin.limit_ids]
            group.shown = json.dumps({str(part): part._get_shown() for part in parts if part.state == "proposed"})

    @api.depends("member_ids.counts", "limit_ids.counts")
    @api.depends_context("lang")
    def _compute_use(self):
        uses = self.env["credit.group.use"]._read(self._origin)
        for group in self:
            use = uses.get(group._origin)
            currency = group.currency_id or self.env.company.currency_id  # until a lead customer is chosen
            limited = use is not None and use.limit.state == LIMITED
            group.limit_amount = use.limit.amount if limited else 0.0
            group.limit_text = currency.format(use.limit.amount) if limited else self.env._("None yet")
            owed = use.owed if use else 0.0
            group.use_note = self.env._("No rate: what the group owes cannot be told.") if owed is None else False
            group.used = currency.round(owed or 0.0)
            group.free = currency.round(max(group.limit_amount - group.used, 0.0)) if limited else 0.0
            group.over_by = currency.round(max(group.used - group.limit_amount, 0.0)) if limited else 0.0
            group.is_over = limited and currency.compare_amounts(group.used, group.limit_amount) > 0
            group.use_percent = 100 * group.used / group.limit_amount if limited and group.limit_amount else 0.0

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create(vals_list)._credit_recompute_related()

    def write(self, vals):
        if "company_id" in vals:
            self._credit_refuse_fields({"company_id"}, self.env._("It is that of the lead customer: choose another."))
        if "lead_id" in vals and not self._credit_is_by_method():
            self._check_no_part(("approved", "ended"))
        if vals.get("active") is False:
            self._check_no_member()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_empty(self):
        self._check_no_part(("draft", "proposed", "approved", "refused", "ended"))

    def _check_no_part(self, states):
        """Refuse to turn a group into another one, or to delete it, once there is something about it on record."""
        for group in self.sudo():  # a decision out of sight is one, too
            if any(part.state in states for part in [*group.member_ids, *group.limit_ids]):
                raise UserError(
                    self.env._(
                        "%(group)s has members or limits on record, so its lead customer stays. Archive it once no"
                        " membership is in force.",
                        group=group.display_name,
                    )
                )

    def _check_no_member(self):
        for group in self.sudo():  # a member out of sight is one, too
            today = group.company_id._credit_today()
            if group.member_ids.filtered(lambda member, day=today: member.counts and member._is_held_from(day)):
                raise UserError(
                    self.env._(
                        "%(group)s has members: end their memberships before it is archived.",
                        group=group.display_name,
                    )
                )

    # === ACTIONS === #

    def action_approve_each(self):
        """Approve everything that waits about these groups: memberships first, for a limit is measured by them."""
        for parts in (self.member_ids, self.limit_ids):
            for part in parts.filtered(lambda one: one.state == "proposed").sorted("id"):
                part.action_approve()
        return True

    @api.model
    def action_find_groups(self):
        """Look for customers that seem to belong together."""
        return self.env["credit.group.find"].action_find()

    def action_propose_limit(self):
        """Open an empty proposal of a shared limit."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose a Shared Limit"),
            "res_model": "credit.group.limit",
            "view_mode": "form",
            "target": "new",
            "context": {"default_group_id": self.id},
        }

    def action_propose_members(self):
        """Open a dialog that proposes several customers as members at once."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add Members"),
            "res_model": "credit.group.join",
            "view_mode": "form",
            "target": "new",
            "context": {"default_group_id": self.id},
        }

    def _limit_components(self):
        """The shared limits of any day, as plain data, in one query: ``{group: (core.limit.limits.Component)}``."""
        limits = self.env["credit.group.limit"].sudo()  # what counts does, readable or not
        found = limits.search([("group_id", "in", self.ids), ("counts", "=", True)], order="approved_on, id")
        by_group = found.grouped("group_id")
        return {group: tuple(limit._to_core() for limit in by_group.get(group, ())) for group in self}

    def _get_limit_in_force(self):
        """The shared limit of today; none where it is over or nobody has granted any."""
        group = self.sudo()  # what it may owe decides, readable or not
        today = group.company_id[:1]._credit_today() if self else None
        begun = group.limit_ids.filtered(lambda limit: limit.counts and limit.valid_from <= today)
        last = begun.sorted(lambda limit: (limit.valid_from, limit.approved_on, limit.id))[-1:]
        return last.filtered(lambda limit: not limit.valid_to or limit.valid_to >= today)

    def _get_split(self):
        """How the shared limit is used, member by member.

        :return: {member: core.limit.group.Part}
        """
        self.ensure_one()
        use = self.env["credit.group.use"]._read(self)[self]
        known = [one for one in use.drawn if one.rate]
        parts = {part.account_id: part for part in core.split(known, use.limit)}
        return {
            member: parts.get(member.account_id.id)
            for member in self.sudo().member_ids  # each reads what it may
            if member.account_id.id in parts
        }
