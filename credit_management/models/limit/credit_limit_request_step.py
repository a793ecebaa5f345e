from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST, LIMIT_REQUEST_ACTIVITY
from ...core.limit import approval as core
from .credit_authority_lookup import RAISE


class CreditLimitRequest(models.Model):
    """Who decides on which step of a request, for themselves or for somebody absent who lent the authority."""

    _inherit = "credit.limit.request"

    _decision, _waiting_state = RAISE, "submitted"

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
    @api.depends_context("lang")
    def _compute_step_text(self):
        # Whom to ask, and how many, is no secret.
        waiting = self._origin.sudo().filtered(lambda request: request.state == "submitted")
        obstacles = waiting._get_obstacles_now()
        possible = waiting.filtered(lambda request: not obstacles[request])
        cases = possible._prepare_cases() if possible else {}
        candidates = {company: possible._get_candidates_of(company) for company in possible.company_id}
        for request in self:
            request.step_text = request.waits_for = False
            document = request._origin.sudo()  # as above
            if document in cases:
                case, people = cases[document]
                agreed = sum(vote.agrees for vote in core.standing_votes(case, people))
                needed = sum(step.needed for step in case.steps)
                request.step_text = self.env._("%(agreed)d of %(needed)d", agreed=agreed, needed=needed)
                request.waits_for = request._list_people(
                    document._get_entitled(case, people, candidates[document.company_id])
                ) or self.env._("Nobody")

    # === CASE === #

    def _prepare_case(self, user=None):
        """The request as it waits, and the people who may decide on it today: see ``_prepare_cases``."""
        self.ensure_one()
        return self._prepare_cases(user)[self]

    def _prepare_cases(self, user=None):
        """Requests as they wait, and the people who may decide on each today, as plain data; asked for all at once.

        :param user: who decides alone where that is allowed, one step only
        :return: ``{request: (core.limit.approval.Case, core.limit.approval.People)}``
        """
        requests = self.sudo()  # they decide, readable or not
        raised, hands = requests._measure_increases(), requests._get_hands()
        people = requests._prepare_people()
        alone = self._get_alone() if user else self.browse()
        classes, reductions = requests.account_id._get_risk_classes(), requests._get_reductions()
        cases = {}
        for request in self:
            document = request.sudo()  # as above
            steps = document._get_steps(raised[document], classes)
            free = user if user and request in alone and steps == core.ONE_PERSON else self.env["res.users"]
            votes = document._drop_votes_before(reductions[document])
            if document.state == "submitted":
                votes = document._drop_lost_votes(votes, hands[document] - free)
            said = tuple(vote._to_core() for vote in votes if vote.standing and vote.step <= len(steps))
            case = core.Case(steps, raised[document], frozenset((hands[document] - free).ids), said)
            cases[request] = case, people[document]
        return cases

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
        obstacles = self._get_obstacles_now()
        possible = self.filtered(lambda request: not obstacles[request])
        cases = possible._prepare_cases(self.env.user) if possible else {}
        return possible.filtered(lambda request: core.seat_of(cases[request][0], self.env.uid, cases[request][1])[0])

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

    def _get_outcome(self):
        """Whether every step has passed, one has failed, or one is open."""
        return core.open_step(*self._prepare_case(self.env.user))[1]

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
