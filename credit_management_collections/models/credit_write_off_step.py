from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount

from odoo.addons.credit_management.core.limit import approval as core

from ..const import ACCOUNTANT, COLLECTOR, WRITE_OFF_ACTIVITY

WRITING_OFF = "write_off"  # steps of approval that are for it


class CreditWriteOffVote(models.Model):
    """A yes or no on a step of a write-off."""

    _name = "credit.write.off.vote"
    _description = "Decision on a Step of a Write-Off"
    _inherit = ["credit.vote"]
    _order = "write_off_id, id"

    write_off_id = fields.Many2one("credit.write.off", required=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="write_off_id.company_id", store=True)


class CreditWriteOff(models.Model):
    """Several people where the steps of approval ask for them, by the amount; one manager where they do not.

    The steps, seats and votes are those of limit requests (core.limit.approval), the authority that of write-offs.
    """

    _inherit = ["credit.write.off", "credit.voted"]
    _name = "credit.write.off"

    vote_ids = fields.One2many(
        "credit.write.off.vote",
        "write_off_id",
        string="Decisions",
        readonly=True,
        copy=False,
        groups=f"{COLLECTOR},{ACCOUNTANT}",
    )
    step_text = fields.Char(
        string="Step", compute="_compute_step_text", help="How many of the decisions it takes are there."
    )

    @api.depends("state", "amount", "vote_ids.standing")
    @api.depends_context("lang")
    def _compute_step_text(self):
        for document in self:
            steps = document._origin._get_steps() if document.state == "proposed" else core.ONE_PERSON
            document.step_text = False
            if steps != core.ONE_PERSON:
                case, people = document._origin._prepare_case()
                agreed = sum(vote.agrees for vote in core.standing_votes(case, people))
                needed = sum(step.needed for step in steps)
                document.step_text = self.env._("%(agreed)d of %(needed)d", agreed=agreed, needed=needed)

    # === CASE === #

    def _get_steps(self, needed=None):
        """How many people decide on it."""
        self.ensure_one()
        needed = self._get_needed() if needed is None else needed
        return self.env["credit.approval.rung"]._get_steps(self.account_id, needed, decides_on=WRITING_OFF)

    def _prepare_case(self):
        """The write-off as it waits, and the people who may decide on it today, as plain data."""
        document = self.sudo()  # whom to ask, and what was said, decides, readable or not
        needed = document._get_needed()
        steps = document._get_steps(needed)
        hands, votes = document._get_hands()[document], document.vote_ids.filtered("standing")
        if document.state == "proposed":
            votes = document._drop_lost_votes(votes, hands)
        said = tuple(vote._to_core() for vote in votes if vote.step <= len(steps))
        return core.Case(steps, needed, frozenset(hands.ids), said), document._prepare_people()[document]

    def _get_hands(self):
        # EXTENDS: who agreed to a step does not post it
        hands = super()._get_hands()
        for document in self.filtered(lambda one: one.state != "proposed"):
            votes = document.sudo().vote_ids.filtered("standing")  # as above
            hands[document] |= votes.user_id | votes.seat_id
        return hands

    # === WHO === #

    def _within_authority(self):
        # EXTENDS 'credit.alone': where it takes several people, on the step that waits
        several = self.filtered(lambda one: one._get_steps() != core.ONE_PERSON)
        able = several.filtered(lambda one: core.seat_of(*self._seat_arguments(one))[0])
        return super(CreditWriteOff, self - several)._within_authority() | able

    def _seat_arguments(self, document):
        case, people = document._prepare_case()
        return case, self.env.uid, people

    def _get_authority_obstacle(self):
        # EXTENDS: in words
        if self._get_steps() == core.ONE_PERSON:
            return super()._get_authority_obstacle()
        case, people = self._prepare_case()
        _seat, obstacle = core.seat_of(case, self.env.uid, people)
        return self._describe_obstacle(obstacle, case.increase) if obstacle else ""

    def _get_others_entitled(self):
        # EXTENDS 'credit.alone'
        if self._get_steps() == core.ONE_PERSON:
            return super()._get_others_entitled()
        document = self.sudo()  # whom to ask is no secret
        return document._get_entitled(*document._prepare_case()) - self.env.user

    def _describe_obstacle(self, obstacle, needed):
        """Why the user does not decide on the step that waits, and who may."""
        values = {"user": self.env.user.name, "document": self.display_name, "remedy": self._get_others_remedy()}
        if obstacle == core.HANDS:
            return self._get_hands_text(self.env.user)
        if obstacle == core.TWICE:
            return self.env._(
                "%(user)s has decided on a step of %(document)s already, or for somebody. %(remedy)s", **values
            )
        if obstacle == core.NOT_A_MEMBER:
            return self.env._(
                "%(user)s is no member of the committee that decides on %(document)s now. %(remedy)s", **values
            )
        return self.env._(
            "With %(document)s %(amount)s would be written off of the customer in %(days)d days, which is more than"
            " %(user)s may. %(remedy)s",
            amount=format_amount(self.env, needed, self.currency_id),
            days=self.company_id._credit_root().credit_authority_window,
            **values,
        )

    # === VOTES === #

    def _vote(self, agrees, reason=""):
        """A yes or no on the step that waits, by who has a seat there.

        :return: how all steps stand afterwards
        """
        case, people = self._prepare_case()
        seat, obstacle = core.seat_of(case, self.env.uid, people)
        place, _state = core.open_step(case, people)
        if obstacle and not (not agrees and place is not None and not case.steps[place].members):
            raise AccessError(self._describe_obstacle(obstacle, case.increase))
        # Whoever decides on write-offs may say no to a step of single people, whatever their authority.
        self._add_vote(place or 0, self.env["res.users"].browse(seat or self.env.uid), agrees, reason)
        self.invalidate_recordset(["vote_ids"])
        return core.open_step(*self._prepare_case())[1]

    def _check_can_pass(self):
        """Refuse to propose what nobody can decide on."""
        if self._get_steps() == core.ONE_PERSON:
            return
        case, people = self._prepare_case()
        candidates = frozenset(self.sudo()._get_candidates().ids)  # whom to ask is no secret
        if not core.can_pass(case, candidates, people):
            raise UserError(
                self.env._(
                    "%(document)s takes %(count)d decisions, and not as many people may decide on it: ask an"
                    " administrator to name somebody under Approval Steps or Authorities.",
                    document=self.display_name,
                    count=sum(step.needed for step in case.steps),
                )
            )

    def _ask_next(self):
        """Give the to-do to who may decide on the step that waits."""
        self._credit_close_activities(WRITE_OFF_ACTIVITY)
        if user := self._get_pass_to():
            self._pass_to(user)
