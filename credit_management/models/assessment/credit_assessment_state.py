from dateutil.relativedelta import relativedelta

from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ASSESSMENT_ACTIVITY, MANAGER
from ...core.assessment.relationship import review_months
from ..common.number import format_number
from ..common.text import in_sentence, stripped
from ..limit.credit_authority_lookup import RAISE


class CreditAssessment(models.Model):
    """From draft to decision: one person submits, another one approves or refuses."""

    _inherit = "credit.assessment"

    # === ACTIONS === #

    def action_refresh(self):
        """Draw the inputs anew; what has been judged and what differs stays."""
        self._check_analyst()
        self.check_access("write")
        self._check_draft()
        self._collect_inputs()
        return True

    def action_submit(self):
        self._check_analyst()
        self.check_access("write")
        self._check_draft()
        for assessment in self:
            assessment._check_complete()
            assessment._set_submitted()
        return True

    def action_take_back(self):
        """Back to draft, before anybody has decided."""
        self._check_analyst()
        self.check_access("write")
        self._check_state("submitted")
        self._set_taken_back()
        return True

    def action_cancel(self):
        self._check_analyst()
        self.check_access("write")
        for assessment in self:
            if assessment.state not in ("draft", "submitted"):
                assessment._check_draft()
        self._set_cancelled()
        return True

    def action_approve(self):
        """Let grade, limit, terms and next review be the account's from today on."""
        self._check_deciding()
        self._check_shown()
        self._check_current()
        self._check_refused_before()
        for assessment in self:
            assessment._set_approved()
        return True

    def action_refuse(self, reason):
        self._check_deciding()
        self._check_shown()
        if not stripped(reason):
            raise UserError(self.env._("Say why the assessment is refused: the analyst who submitted it reads it."))
        for assessment in self:
            assessment._set_refused(reason)
        return True

    def action_recompute(self):
        """Compute the score again from what was written down, and say whether it is the same."""
        self.ensure_one()
        self.check_access("read")
        if not self.frozen:
            raise UserError(self.env._("%s has no inputs to compute from.", self.display_name))
        result = self._recompute_frozen()
        same = (result.score.value or 0.0) == self.score and (result.grade or False) == self.proposed_grade_id.code
        score = format_number(self.env, result.score.value or 0.0, least=2)
        text = self.env._("Computed again from its frozen inputs: score %s.", score)
        verdict = self.env._("It is the same.") if same else self.env._("It is NOT the same.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {"message": f"{text} {verdict}", "type": "success" if same else "danger"},
        }

    # === CHECKS === #

    def _check_state(self, state):
        for assessment in self:
            if assessment.state != state:
                raise UserError(
                    self.env._(
                        "%(assessment)s is %(state)s, so this cannot be done any more. Open it again to see it as it"
                        " stands.",
                        assessment=assessment.display_name,
                        state=in_sentence(
                            self.env, dict(self._fields["state"]._description_selection(self.env))[assessment.state]
                        ),
                    )
                )

    def _check_complete(self):
        """Refuse to submit an assessment that lacks a grade or a reason."""
        self.ensure_one()
        names = {"assessment": self.display_name}
        if judged := self.line_ids.filtered(lambda line: line.is_judgement and line.judged and not line.reason):
            raise UserError(
                self.env._(
                    "%(assessment)s judges “%(criterion)s” without a reason. Give one, or set the judgement to 0.",
                    criterion=judged[0].name,
                    **names,
                )
            )
        if not self.grade_id:
            raise UserError(
                self.env._(
                    "Too little is known for a grade in %(assessment)s. Collect more (survey, statements) and refresh"
                    " the inputs, or choose a grade and say why.",
                    **names,
                )
            )
        if self.differs and not (self.difference_reason or "").strip():
            labels = [self._fields[name]._description_string(self.env) for name in sorted(self._differences())]
            raise UserError(
                self.env._(
                    "%(assessment)s differs from what was computed (%(fields)s). Say why under “Why It Differs”.",
                    fields=", ".join(labels),
                    **names,
                )
            )

    def _check_deciding(self):
        """Only what is submitted, only by a credit manager, and never by who had a hand in it."""
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("%(user)s cannot decide on assessments. Ask a credit manager.", user=self.env.user.name)
            )
        self.check_access("write")
        self._check_state("submitted")
        self._check_hands()

    # === TRANSITIONS === #

    def _set_taken_back(self):
        """Nobody is about to decide on it any more."""
        self._credit_by_method().write({"state": "draft", "submitted_by": False, "submitted_on": False})
        self._credit_close_activities(ASSESSMENT_ACTIVITY)

    def _set_submitted(self):
        self._add_hands()
        self.env.add_to_compute(self._fields["risk_class"], self)  # of this day, not of when it was drafted
        self._credit_by_method().write(
            {"state": "submitted", "submitted_by": self.env.uid, "submitted_on": fields.Datetime.now()}
        )
        if decider := self._decider():
            # The activity is the approver's.
            self.sudo().activity_schedule(
                ASSESSMENT_ACTIVITY,
                user_id=decider.id,
                summary=self.with_context(lang=decider.lang).env._(
                    "Approve or refuse: %s", self.with_context(lang=decider.lang)._decided_text()
                ),
            )

    def _get_hands(self):
        # EXTENDS 'credit.hands': whoever submitted it, in sight or not
        hands = super()._get_hands()
        return {assessment: users | assessment.sudo().submitted_by for assessment, users in hands.items()}

    def _credit_successor(self, excluded):
        return self._decider(excluded)

    def _decider(self, excluded=None):
        """The manager to ask: who looks after the customer, else the least authority that is enough; else any who had
        no hand in it, to find somebody or to refuse.
        """
        managers = self.env["res.users"]._credit_with_role(MANAGER)
        root = self.company_id._credit_root()
        excluded = self._credit_parties() if excluded is None else excluded
        entitled = self.env["credit.authority"]._entitled(self.account_id, self._get_needed(), RAISE, self._may_lend)
        entitled &= managers
        others = self.env["credit.authority"]._deciders(root) & managers
        others = others._credit_there(root) or others
        for able in (entitled - excluded, others - excluded):
            for preferred in (self.account_id.controller_id, root.credit_controller_id):
                if (asked := preferred._credit_stand_in(root) or preferred) in able:
                    return asked
            if able:
                return able[:1]
        return others.browse()

    def _set_approved(self):
        self.ensure_one()
        account = self.account_id.sudo()  # who approves may change of the account what was decided, no more
        account._claim_limits()
        today = self.company_id._credit_today()
        first_review = self.env["credit.policy"]._get_first_review(self.company_id)
        months = review_months(self.grade_id.review_interval, not account.last_review, first_review)
        next_review = today + relativedelta(months=months)
        alone = self._check_alone(self._measure_alone()[self])
        limit = self._propose_limit(today)
        self._check_limit(limit)  # by the risk there was; approving asks again, by the new one
        account._adopt_assessment(self, today, next_review)
        self._approve_limit(limit)
        self._credit_by_method().write(
            {"state": "approved", "limit_id": limit.id, "next_review": next_review, **self._prepare_decision(), **alone}
        )
        decided = self.env._("Approved: %s", self._decided_text())
        subject = self.env._("%s is approved", self.display_name)
        self._close(subject, " · ".join(filter(None, (decided, self.alone_text))))
        account._message_log(
            body=self.env._(
                "%(assessment)s approved by %(user)s: %(decided)s",
                assessment=self._get_html_link(title=self.reference),
                user=self.env.user.name,
                decided=self._decided_text(),
            )
        )

    def _check_limit(self, limit):
        """Refuse a limit beyond the authority of who decides."""
        limit._check_authority(limit._measure_increase(), self)

    def _approve_limit(self, limit):
        limit.with_context(credit_shown=limit._read_shown()).action_approve()

    def _get_proposer(self):
        """The user in whose name the limit is proposed."""
        return self.submitted_by

    def _propose_limit(self, today):
        """The limit as a proposal of who submitted it, to be approved as any other."""
        proposer = self._get_proposer()
        # Proposed in the name of the analyst; approving it checks the manager.
        limits = self.env["credit.limit"].with_user(proposer).sudo()._credit_by_method()
        limit = limits.create(
            {
                "account_id": self.account_id.id,
                "kind": "base",
                "amount": self.limit_amount,
                "valid_from": today,
                "valid_to": self.limit_valid_to,
                "origin": "assessment",
                "reason": self.env._("Assessment %s", self.reference),
                "author_id": proposer.id,
                "hand_ids": [fields.Command.set(self.sudo().hand_ids.ids)],  # users of the past, too
            }
        )
        return self.env["credit.limit"].browse(limit.id)

    def _set_refused(self, reason):
        self._credit_by_method().write({"state": "refused", "refusal_reason": reason, **self._prepare_decision()})
        subject = self.env._("%s is refused", self.display_name)
        self._close(subject, self.env._("Refused: %s", reason))

    def _set_cancelled(self):
        self._credit_by_method().write({"state": "cancelled"})
        self._credit_close_activities(ASSESSMENT_ACTIVITY)

    def _prepare_decision(self):
        return {"decided_by": self.env.uid, "decided_on": fields.Datetime.now()}

    def _close(self, subject, body):
        """Tell who submitted it."""
        self._credit_close_activities(ASSESSMENT_ACTIVITY)
        self.sudo().message_post(  # told to the analyst by any manager
            subject=subject,
            body=body,
            partner_ids=self.submitted_by.partner_id.ids,
            author_id=self.env.user.partner_id.id,
        )
