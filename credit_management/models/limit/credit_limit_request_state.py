from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST, LIMIT_REQUEST_ACTIVITY
from ...core.limit import approval
from ...core.limit import request as core
from ..common.text import day_of, in_sentence, number_of, stripped


class CreditLimitRequest(models.Model):
    """From draft to decision: asked for by one person, decided on by others."""

    _inherit = "credit.limit.request"

    can_take_back = fields.Boolean(compute="_compute_can_take_back")

    @api.depends("state", "author_id")
    @api.depends_context("uid")
    def _compute_can_take_back(self):
        analyst = self.env.user.has_group(ANALYST)
        for request in self:
            mine = analyst or request.author_id == self.env.user
            request.can_take_back = mine and request.state in ("submitted", "returned") and bool(request.id)

    # === ASK === #

    def action_submit(self):
        """Ask those who decide; it stays as it is from now on."""
        self.check_access("write")
        self._check_state(*core.MOVES[core.SUBMIT][0])
        for request in self:
            if not stripped(request.reason):
                raise UserError(
                    self.env._(
                        "Say why %s needs the change: those who decide read it.", request.partner_id.display_name
                    )
                )
            request._check_possible(request._to_asked())
            request._check_none_waits()
            request._add_hands()
            request._forget_votes()
            # Nobody writes that a condition is met but the buttons.
            request.sudo().condition_ids._credit_by_method().write({"met_on": False, "met_by_id": False})
            request._check_can_pass()
            request._set_state(
                core.SUBMIT,
                submitted_on=fields.Datetime.now(),
                figures=request._freeze_figures(),
                granted_from=False,
                decision_reason=False,
            )
            request._ask_next()
        return True

    def action_take_back(self):
        """Change or drop a request that nobody has decided on: by who asked, or by an analyst."""
        self.check_access("write")
        self._check_state(*core.MOVES[core.TAKE_BACK][0])
        for request in self:
            if not request.can_take_back:
                raise AccessError(
                    self.env._(
                        "%(request)s is %(author)s's: only they or a credit analyst take it back.",
                        request=request.display_name,
                        author=request.author_id.sudo().name,  # whose it is is no secret
                    )
                )
            request._forget_votes()
            request._set_state(core.TAKE_BACK, granted_from=False)
            request._credit_close_activities(LIMIT_REQUEST_ACTIVITY)
        return True

    # === DECIDE === #

    def action_approve(self):
        """Agree to what is asked, or to what those before have left of it."""
        return self._approve_all(lambda request: request._to_granted(), "")

    def action_approve_part(self, amount, unlimited, valid_from, valid_to, reason):
        """Agree to less than is asked, or for a shorter time.

        :param amount: as of the request
        :param str reason: why not all of it
        """
        number, first, last = number_of(amount or 0.0), day_of(valid_from), day_of(valid_to)
        if number is None or first is None or number < 0 or not stripped(reason):
            raise UserError(self.env._("Enter the amount and the first day that are granted, and why not all of it."))
        if unlimited and self.filtered(lambda request: request.kind != core.RAISE):
            raise UserError(self.env._("Only a raise can be without a ceiling."))
        return self._approve_all(lambda request: request._to_change(number, unlimited, first, last), stripped(reason))

    def _approve_all(self, grant, reason):
        self._check_deciding()
        self._check_shown()
        self._check_refused_before()
        self.account_id.sudo()._claim_limits()  # who decides writes of the account what was decided, no more
        for request in self:
            request._approve(grant(request), reason)
        return True

    def _approve(self, granted, reason):
        """A yes to the step that waits; the last one lets it hold."""
        self._check_grant(granted)
        today = self.company_id._credit_today()
        if granted != self._to_asked() or self.granted_from:
            self._credit_by_method().write(
                {
                    "granted_amount": granted.amount,
                    "granted_unlimited": granted.unlimited,
                    "granted_from": granted.valid_from,
                    "granted_to": granted.valid_to,
                }
            )
        self._check_possible(granted)
        alone = self._check_alone_on_step()
        place, seat = self._check_seat()
        self._add_vote(place, seat, agrees=True, reason=reason)
        if self._get_outcome() != approval.PASSED:
            self._ask_next()
            return
        self._set_state(
            core.outcome(self._to_asked(), granted),
            granted_amount=granted.amount,
            granted_unlimited=granted.unlimited,
            granted_from=max(granted.valid_from, today),
            granted_to=granted.valid_to,
            decision_reason=reason,
            **self._prepare_decision(),
            **alone,
        )
        self._credit_close_activities(LIMIT_REQUEST_ACTIVITY)
        self._apply_when_met()

    def action_return(self, reason):
        """Give it back to who asked, to be changed and submitted again."""
        self._check_deciding()
        self._check_shown()
        self._check_reason(reason)
        for request in self:
            request._forget_votes()
            request._set_state(core.RETURN, granted_from=False, decision_reason=reason)
            request._tell_author(self.env._("Returned: %s", reason))
        return True

    def action_refuse(self, reason):
        """A no to the step that waits; of a committee it counts with the others."""
        self._check_deciding()
        self._check_shown()
        self._check_reason(reason)
        for request in self:
            case, people = request._prepare_case()
            place, _state = approval.open_step(case, people)
            seat = self.env.user
            if place is not None and case.steps[place].members:
                place, seat = request._check_seat()
            request._add_vote(place or 0, seat, agrees=False, reason=reason)
            if place is not None and request._get_outcome() == approval.OPEN:
                request._ask_next()
                continue
            request._set_state(core.REFUSE, granted_from=False, decision_reason=reason, **self._prepare_decision())
            request._tell_author(self.env._("Refused: %s", reason))
        return True

    # === DIALOGS === #

    def action_open_part(self):
        """Ask how much is granted, and why not all of it."""
        return self._open_dialog(self.env._("Approve in Part"), "part")

    def action_open_return(self):
        return self._open_dialog(self.env._("Return the Request"), "return")

    def action_open_refuse(self):
        return self._open_dialog(self.env._("Refuse the Request"), "refuse")

    def _open_dialog(self, name, move):
        self.ensure_one()
        shown = self.env.context.get("credit_shown", False)
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "credit.limit.request.decide",
            "view_mode": "form",
            "target": "new",
            "context": {"default_request_id": self.id, "default_move": move, "credit_shown": shown},
        }

    # === CHECKS === #

    def _check_state(self, *states):
        for request in self:
            if request.state not in states:
                raise UserError(
                    self.env._(
                        "%(request)s is %(state)s, so this cannot be done any more. Open it again to see it as it"
                        " stands.",
                        request=request.display_name,
                        state=in_sentence(
                            self.env, dict(self._fields["state"]._description_selection(self.env))[request.state]
                        ),
                    )
                )

    def _check_deciding(self):
        """Only what is submitted, only by those who decide on limits, and never by who had a hand in it."""
        if not self.env.user.has_group(self._deciding_role):
            raise AccessError(
                self.env._("%(user)s cannot decide on credit limits. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")
        self._check_state("submitted")
        self._check_hands()

    def _check_alone_on_step(self):
        """The values that keep on record by whom it was allowed, where who decides had a hand in it."""
        raised = self._get_needed()
        if self._get_steps(raised) != approval.ONE_PERSON and self.env.user in self._get_hands()[self]:
            raise AccessError(self._get_hands_text(self.env.user))
        return self._check_alone(raised)

    def _check_reason(self, reason):
        if not stripped(reason):
            raise UserError(self.env._("Say why: who asked for it reads this."))

    def _check_none_waits(self):
        same = [("account_id", "=", self.account_id.id), ("kind", "=", self.kind), ("state", "=", "submitted")]
        if waiting := self.sudo().search([*same, ("id", "!=", self.id)], limit=1):  # one out of sight waits, too
            raise UserError(
                self.env._(
                    "%(request)s of %(partner)s waits already (%(kind)s): take it back or wait for the decision.",
                    request=waiting.name,
                    partner=self.partner_id.display_name,
                    kind=dict(self._fields["kind"]._description_selection(self.env))[self.kind],
                )
            )

    # === TRANSITIONS === #

    def _set_state(self, move, **vals):
        # Who submits need not read the figures that are kept.
        self.sudo()._credit_by_method().write({"state": core.moved(self.state, move), **vals})

    def _prepare_decision(self):
        return {"decided_by": self.env.uid, "decided_on": fields.Datetime.now()}

    def _tell_author(self, body):
        """Close the to-do and tell who asked."""
        self._credit_close_activities(LIMIT_REQUEST_ACTIVITY)
        self.sudo().message_post(  # told by whoever decides
            body=body, partner_ids=self.author_id.partner_id.ids, author_id=self.env.user.partner_id.id
        )
