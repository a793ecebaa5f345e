from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST, LIMIT_REQUEST_ACTIVITY
from ...core.limit import approval as core
from ...core.limit.authority import weakest
from .credit_authority_lookup import RAISE


class CreditLimitRequest(models.Model):
    """Who decides on which step of a request, for themselves or for somebody absent who lent the authority."""

    _inherit = "credit.limit.request"

    _decision, _waiting_state = RAISE, "submitted"

    reminded_on = fields.Date(readonly=True, copy=False, help="When who is asked was reminded.")
    waiting_since = fields.Date(readonly=True, copy=False, help="Since when the step waits.")
    vote_ids = fields.One2many(
        "credit.limit.vote", "request_id", string="Decisions", readonly=True, copy=False, groups=ANALYST
    )
    can_decide = fields.Boolean(
        string="Awaiting My Decision",
        compute="_compute_can_decide",
        search="_search_within_authority",
        help="You may decide on the step that waits: you had no hand in it, and your authority or seat is enough.",
    )
    can_refuse = fields.Boolean(compute="_compute_can_decide")
    beyond_authority = fields.Boolean(compute="_compute_can_decide")
    step_text = fields.Char(
        string="Step", compute="_compute_step_text", help="How many of the decisions it takes are there."
    )
    waits_for = fields.Char(compute="_compute_step_text", help="Who may decide on the step that waits.")

    # === COMPUTE === #

    @api.depends("state", "hand_ids", "account_id", "granted_amount", "granted_from", "granted_to")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        others = self._origin._get_others_waiting()
        able = others._within_authority()
        for request in self:
            request.can_decide = request._origin.id in able.ids
            request.can_refuse = request._origin.id in others.ids
            request.beyond_authority = request._origin.id in (others - able).ids

    @api.depends("state", "account_id", "granted_amount", "granted_from", "granted_to")
    def _compute_step_text(self):
        for request in self:
            request.step_text = request.waits_for = False
            document = request._origin.sudo()  # whom to ask, and how many, is no secret
            if document.state == "submitted" and not document._get_obstacle_now():
                case, people = document._prepare_case()
                agreed = sum(vote.agrees for vote in core.standing_votes(case, people))
                needed = sum(step.needed for step in case.steps)
                request.step_text = self.env._("%(agreed)d of %(needed)d", agreed=agreed, needed=needed)
                request.waits_for = request._list_people(document._get_entitled(case, people)) or self.env._("Nobody")

    # === CASE === #

    def _prepare_case(self, user=None):
        """The request as it waits, and the people who may decide on it today, as plain data.

        :param user: who decides alone where that is allowed, one step only
        """
        self.ensure_one()
        request = self.sudo()  # it decides, readable or not
        raised = request._get_needed()
        steps = request._get_steps(raised)
        hands = request._get_hands()[request]
        if user and steps == core.ONE_PERSON and self in self._get_alone():
            hands -= user
        votes = request.vote_ids.filtered("standing")
        said = tuple(vote._to_core() for vote in votes if vote.step <= len(steps))
        case = core.Case(steps, raised, frozenset(hands.ids), said)
        return case, request._prepare_people(votes)

    def _prepare_people(self, votes):
        """Who may decide so much of the customer today, and who stands in for whom with the authority."""
        company, account = self.company_id._credit_root(), self.account_id
        authorities, today = self.env["credit.authority"], self.company_id._credit_today()
        users = self._get_candidates()
        own = authorities._lookup(users, account, RAISE)
        found = {user.id: own[user, account] for user in users}
        for (_user, one), lent in authorities._lookup_lent(users, account, RAISE).items():
            for authority in lent if one == account else ():
                found[authority.lent_by] = weakest((found.get(authority.lent_by), authority))
        absences = tuple(
            core.Absence(lender.id, user.id, today, today)
            for (user, one), lenders in self.env["credit.absence"]._read_lent(users, company).items()
            for lender in lenders
            if one == company
        )
        return core.People(today, {user: one for user, one in found.items() if one is not None}, absences)

    def _get_candidates(self):
        """Everybody who decides on limits in the company."""
        people = self.env["credit.authority"]._deciders(self.company_id)
        return people & self.env["res.users"]._credit_with_role(self._deciding_role)

    def _get_entitled(self, case, people):
        """Who may decide on the step that waits, those with the smallest authority first; who is absent last."""
        users = self.env["res.users"].sudo()  # whom to ask is no secret
        able = users.browse(core.entitled(case, self._get_candidates().ids, people))
        there = able._credit_there(self.company_id._credit_root())
        return there | (able - there)

    def _measure_needed(self):
        # EXTENDS 'credit.alone'
        return self._measure_increases()

    def _measure_alone(self):
        # EXTENDS 'credit.alone'
        return self._measure_increases()

    def _get_alone_before(self, accounts):
        # EXTENDS 'credit.alone'
        return accounts._get_released_alone()

    def _get_steps_obstacle(self, raised):
        # EXTENDS 'credit.stepped': it is what takes steps
        return ""

    def _within_authority(self):
        # EXTENDS 'credit.stepped': on the step that waits, by a seat
        def may(request):
            case, people = request._prepare_case(self.env.user)
            return core.seat_of(case, self.env.user.id, people)[0] is not None

        return self.filtered(lambda request: not request._get_obstacle_now() and may(request))

    def _get_others_entitled(self):
        # EXTENDS 'credit.alone'
        request = self.sudo()  # whom to ask is no secret
        return request._get_entitled(*request._prepare_case()) - self.env.user

    def _get_others_remedy(self):
        # EXTENDS 'credit.alone'
        if others := self._get_others_entitled():
            return self.env._("%(people)s may.", people=self._list_people(others))
        place = core.open_step(*self.sudo()._prepare_case())[0]  # whom to ask is no secret
        return self._get_nobody_text(place)

    def _get_nobody_text(self, place):
        return self.env._(
            "Nobody is left who may decide on step %d: ask an administrator to name somebody under Approval Steps or"
            " Authorities.",
            (place or 0) + 1,
        )

    def _get_authority_obstacle(self):
        # EXTENDS 'credit.alone'
        if obstacle := self._get_obstacle_now():
            return obstacle
        case, people = self._prepare_case(self.env.user)
        _seat, obstacle = core.seat_of(case, self.env.user.id, people)
        return self._describe_obstacle(obstacle, case) if obstacle else ""

    def _get_pass_thread(self):
        # EXTENDS 'credit.alone'
        return self, LIMIT_REQUEST_ACTIVITY

    # === VOTES === #

    def _check_seat(self):
        """For whom the user decides on the step that waits.

        :return: the step, counted from 0, and the user whose seat it is
        """
        case, people = self._prepare_case(self.env.user)
        seat, obstacle = core.seat_of(case, self.env.user.id, people)
        if obstacle:
            raise AccessError(self._describe_obstacle(obstacle, case))
        place, _state = core.open_step(case, people)
        return place, self.env["res.users"].browse(seat)

    def _describe_obstacle(self, obstacle, case):
        """Why the user does not decide on the step that waits, and who may."""
        values = {"user": self.env.user.name, "request": self.display_name, "remedy": self._get_others_remedy()}
        if obstacle == core.HANDS and self.env.user in self._get_hands()[self]:
            return self._get_hands_text(self.env.user)
        if obstacle == core.HANDS:
            return self.env._("The person for whom %(user)s acts had a hand in %(request)s. %(remedy)s", **values)
        if obstacle == core.TWICE:
            return self.env._(
                "%(user)s has decided on a step of %(request)s already, or for somebody. %(remedy)s", **values
            )
        if obstacle == core.NOT_A_MEMBER:
            return self.env._(
                "%(user)s is no member of the committee that decides on %(request)s now. %(remedy)s", **values
            )
        if obstacle == core.DONE:
            return self.env._("%(request)s waits for nobody any more. Open it again to see it as it stands.", **values)
        amount = self.env["credit.limit"]._get_amount_text(case.increase, self.currency_id)
        return self.env._(
            "%(request)s raises the limit by %(amount)s in %(days)d days, which is more than %(user)s may. %(remedy)s",
            amount=amount,
            days=self.company_id._credit_root().credit_authority_window,
            **values,
        )

    def _add_vote(self, place, seat, agrees, reason=""):
        """Write down who decided on which step, and for whom."""
        self.env["credit.limit.vote"].sudo().create(  # nobody writes decisions but the buttons
            {
                "request_id": self.id,
                "step": place + 1,
                "user_id": self.env.uid,
                "seat_id": seat.id,
                "agrees": agrees,
                "reason": reason,
                "standing": True,
            }
        )
        text = self.env._("agrees to step %d", place + 1) if agrees else self.env._("refuses step %d", place + 1)
        who = self.env.user.name
        if seat != self.env.user:
            who = self.env._("%(user)s for %(absent)s", user=who, absent=seat.sudo().name)  # whose seat is no secret
        # The log is told by whoever decides.
        self.sudo()._message_log(body=f"{who} {text}.", author_id=self.env.user.partner_id.id)

    def _get_outcome(self):
        """Whether every step has passed, one has failed, or one is open."""
        return core.open_step(*self._prepare_case())[1]

    def _forget_votes(self):
        """What was decided on before does not count for what is submitted anew."""
        self.sudo().vote_ids.write({"standing": False})  # nobody writes decisions but the buttons

    def _check_can_pass(self):
        """Refuse to submit what nobody can decide on."""
        case, people = self._prepare_case(self.env.user)
        candidates = frozenset(self._get_candidates().ids)
        if not core.can_pass(case, candidates, people):
            raise UserError(self._get_nobody_text(core.open_step(case, people)[0]))

    # === TO-DOS === #

    def _ask_next(self):
        """Give the to-do to who may decide on the step that waits."""
        self._credit_close_activities(LIMIT_REQUEST_ACTIVITY)
        self._credit_by_method().write({"waiting_since": self.company_id._credit_today(), "reminded_on": False})
        if user := self._get_pass_to():
            self._ask(user)

    def _ask(self, user):
        user = user.sudo()  # whom to ask is no secret
        words = self.with_context(lang=user.lang)
        self.sudo().activity_schedule(  # the to-do is theirs
            LIMIT_REQUEST_ACTIVITY, user_id=user.id, summary=words.env._("Approve or refuse: %s", words.display_name)
        )
