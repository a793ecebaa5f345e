from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import format_amount

from ...const import MANAGER
from .credit_authority_lookup import RAISE


class CreditGroupPart(models.AbstractModel):
    """What is decided about a group: who is a member, and what all members may owe together.

    Proposed by one person, approved by another one whose authority covers what it lets each customer owe more. What
    counts is never deleted and never rewritten: it is ended, or the next one follows it.
    """

    _name = "credit.group.part"
    _description = "Part of a Customer Group"
    _inherit = ["credit.decided", "credit.stepped"]
    _deleted_states = ()
    _decision, _waiting_state, _deciding_role = RAISE, "proposed", MANAGER

    group_id = fields.Many2one("credit.group", required=True, ondelete="restrict", index=True)
    valid_from = fields.Date(required=True, default=lambda self: self.env.company._credit_today())
    valid_to = fields.Date(help="The last day. Empty for no end.")
    reason = fields.Text(required=True)
    end_reason = fields.Text(string="Reason of End", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Taken Back"),
            ("proposed", "Proposed"),
            ("approved", "Approved"),
            ("refused", "Refused"),
            ("ended", "Ended"),
        ],
        required=True,
        default="proposed",
        readonly=True,
        copy=False,
        index=True,
    )
    counts = fields.Boolean(readonly=True, copy=False, help="Holds between its dates: it was approved.")
    author_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    approver_id = fields.Many2one("res.users", string="Decided by", readonly=True, copy=False)
    approved_on = fields.Datetime(string="Decided on", readonly=True, copy=False)
    ended_on = fields.Datetime(readonly=True, copy=False)
    agreed_to = fields.Date(string="Agreed Until", readonly=True, copy=False)
    can_decide = fields.Boolean(
        string="Awaiting My Decision", compute="_compute_can_decide", search="_search_within_authority"
    )
    can_refuse = fields.Boolean(compute="_compute_can_decide")
    beyond_authority = fields.Boolean(compute="_compute_can_decide")
    can_end = fields.Boolean(compute="_compute_can_end")

    # === COMPUTE === #

    @api.depends("state", "author_id", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        others = self._origin._get_others_waiting()
        able = others._within_authority()
        for part in self:
            part.can_decide = part._origin.id in able.ids
            part.can_refuse = part._origin.id in others.ids
            part.beyond_authority = part._origin.id in (others - able).ids

    @api.depends("state")
    @api.depends_context("uid")
    def _compute_can_end(self):
        manager = self.env.user.has_group(MANAGER)
        for part in self:
            part.can_end = manager and part.state == "approved"

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"group_id", "valid_from", "valid_to", "reason"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["group_id", "display_name", "valid_from", "valid_to", "state"]

    @api.model
    def _get_remedy(self):
        return self.env._("Use Approve, Refuse, Take Back or End instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Propose it and let a credit manager approve it.")

    def _get_kept_text(self):
        return self.env._("%(part)s stays on record. Refuse it, or end it once it is approved.", part=self.display_name)

    # === AUTHORITY === #

    def _check_needed(self, needed):
        """Refuse a decision that lets a customer owe more than the user may decide on."""
        self._check_steps(needed)
        authority = self._lookup_authorities()[self.env.user, self]
        if obstacle := self._get_obstacle_of(needed, authority):
            raise AccessError(obstacle)
        self._note_lent(authority, needed)

    def _get_authority_obstacle(self):
        # EXTENDS 'credit.alone'
        if obstacle := self._get_steps_obstacle(self._get_needed()):
            return obstacle
        return self._get_obstacle_of(self._get_needed(), self._lookup_authorities()[self.env.user, self])

    def _describe_steps_obstacle(self, rise, count):
        # EXTENDS 'credit.stepped': there are no requests for what several customers share
        return self.env._(
            "%(part)s lets up to %(rise)s more be owed, which takes %(count)d decisions: raise the members’ limits by"
            " limit requests first.",
            part=self.display_name,
            rise=rise,
            count=count,
        )

    def _get_obstacle_of(self, needed, authority):
        if authority is not None and authority.covers(needed):
            return ""
        return self.env._(
            "%(user)s may raise a limit by up to %(allowed)s; %(part)s lets up to %(needed)s more be owed. Ask a person"
            " with more authority, or an administrator to grant it.",
            user=self.env.user.name,
            allowed=format_amount(self.env, authority.amount if authority else 0.0, self.currency_id),
            part=self.display_name,
            needed=self._format_amount(needed),
        )

    def _format_amount(self, amount):
        if amount == float("inf"):
            return self.env._("an unlimited amount")
        return format_amount(self.env, amount, self.currency_id)

    # === MEASURE === #

    def _measure_end(self, last_day):
        """How much more may be owed once it ends on a day, in the company's currency; 0.0 where nothing gets easier."""
        raise NotImplementedError

    # === ALONE === #

    def _is_allowed_any(self):
        # EXTENDS 'credit.alone': what several customers share is for two people, however small
        return False

    def _get_pass_thread(self):
        # EXTENDS 'credit.alone'
        return self.group_id, "mail.mail_activity_data_todo"

    def _get_others_remedy(self):
        # EXTENDS 'credit.alone': nobody decides alone on what several customers share
        if self._get_others_entitled():
            return super()._get_others_remedy()
        return self.env._(
            "Nobody else may approve up to %(amount)s: invite a credit manager, or have an administrator give one more"
            " authority.",
            amount=self._format_needed(),
        )

    # === HANDS === #

    def _get_authors(self):
        return self.hand_ids | self.author_id

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        hands, asked = super()._get_hands(), self._get_asked_before()
        # Users of the past had a hand, too.
        return {part: users | part.sudo().author_id | asked[part] for part, users in hands.items()}

    def _get_asked_before(self):
        """Who wanted the same within the window of the company, and nobody has approved it."""
        parts = self.sudo()  # a proposal out of sight was made, too
        days = max((part.company_id._credit_root().credit_authority_window for part in parts), default=0)
        since = fields.Datetime.subtract(fields.Datetime.now(), days=days)
        waiting = [("state", "in", ("draft", "proposed", "refused")), ("create_date", ">=", since)]
        others = parts.search([("account_id", "in", parts.account_id.ids), *waiting])
        return {
            part: others.filtered(lambda one, part=part: one != part and one._is_about(part))._get_authors()
            for part in parts
        }

    def _is_about(self, other):
        """Whether both are about the same customer: another group of it does not make it another question."""
        return self.account_id == other.account_id
