from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError, UserError

from ....const import SURVEY_ACTIVITY
from ...common.text import in_sentence, stripped


class CreditSurvey(models.Model):
    """The way of a survey: draft → with customer → submitted → verified → closed, and back with a reason."""

    _inherit = "credit.survey"

    can_verify = fields.Boolean(compute="_compute_can_verify")

    @api.depends("state", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_verify(self):
        submitted = self.filtered(lambda survey: survey.state == "submitted")
        free = submitted._get_free() if self._is_analyst() else self.browse()
        for survey in self:
            survey.can_verify = survey in free

    def _get_hands(self):
        # EXTENDS 'credit.hands'
        # Users of the past had a hand, too.
        return {survey: users | survey.sudo().submitted_by for survey, users in super()._get_hands().items()}

    # === ACTIONS === #

    def action_send(self):
        """Ask the customer for what is missing: only questions go out, no answer and nothing about a person."""
        self.ensure_one()
        self.check_access("write")
        self._check_state("draft", "with_customer")
        if not self.with_context(lang=self.partner_id.lang)._missing_questions():
            raise UserError(
                self.env._("Nothing is missing in %(survey)s any more. Submit it.", survey=self.display_name)
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask the Customer"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": self.ids,
                "default_composition_mode": "comment",
                "default_template_id": self.env.ref("credit_management.credit_survey_mail_template").id,
                "force_email": True,
                "hide_mail_template_management_options": True,
                "credit_survey_sent": True,
            },
        }

    def message_post(self, **kwargs):
        # EXTENDS 'mail': a survey is with the customer from the moment the questions have gone out.
        message = super().message_post(**kwargs)
        if self.env.context.get("credit_survey_sent") and self.state == "draft" and self.has_access("write"):
            self._set_with_customer()
        return message

    def action_submit(self):
        """Hand the survey over to those who verify it, once it is complete and no contradiction stands."""
        self.check_access("write")
        self._check_state("draft", "with_customer")
        self._check_complete()
        self._set_submitted()
        self._ask_for_verification()
        return True

    def action_verify(self):
        """Vouch for a survey that others have filled and submitted."""
        self._check_analyst()
        self._check_state("submitted")
        self._check_hands()
        self._check_shown()
        for survey in self:
            survey._check_no_contradiction()
            survey._set_verified()
            survey._tell_verified()
        return True

    def action_back_to_draft(self, reason):
        """Take back what is with the customer or has been submitted, to change it."""
        self.check_access("write")
        self._check_state("with_customer", "submitted")
        self._set_draft(self._checked(reason))
        return True

    def action_reopen(self, reason):
        """Make what has been verified or closed a draft again; its verification is void."""
        self._check_analyst()
        self._check_state("verified", "closed")
        reason = self._checked(reason)
        for survey in self:
            if survey.anonymised_on:
                raise UserError(
                    self.env._(
                        "%(survey)s has been anonymised and cannot be filled again. Make a new one.",
                        survey=survey.display_name,
                    )
                )
        self.filtered(lambda survey: survey.state == "closed")._check_none_open(
            [{"account_id": survey.account_id.id} for survey in self if survey.state == "closed"]
        )
        self._set_draft(reason)
        return True

    def action_close(self, reason=None):
        """Make room for a newer survey. One that has not been verified is given up, and that needs a reason."""
        self._check_analyst()
        self._check_shown()
        self._check_state("draft", "with_customer", "submitted", "verified")
        if any(survey.state != "verified" for survey in self):
            reason = self._checked(reason)
        self._set_closed(reason)
        return True

    def action_open_reason(self):
        """Ask why: a survey goes back to draft, is reopened, or given up."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reason"),
            "res_model": "credit.survey.reason",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_survey_ids": self.ids,
                "default_purpose": self.env.context.get("credit_survey_purpose"),
                "credit_shown": self.env.context.get("credit_shown", False),
            },
        }

    # === CHECKS === #

    def _check_analyst(self):
        if not self._is_analyst():
            raise AccessError(
                self.env._("%(user)s cannot decide on credit surveys. Ask a credit analyst.", user=self.env.user.name)
            )
        self.check_access("write")

    def _check_state(self, *states):
        for survey in self:
            if survey.state not in states:
                raise UserError(
                    self.env._(
                        "%(survey)s is %(state)s already: open it again to see what can be done.",
                        survey=survey.display_name,
                        state=in_sentence(
                            self.env, dict(self._fields["state"]._description_selection(self.env))[survey.state]
                        ),
                    )
                )

    def _checked(self, reason):
        if not stripped(reason):
            raise UserError(self.env._("Say why: the reason stays with %(survey)s.", survey=self[:1].display_name))
        return reason.strip()

    # === TRANSITIONS === #

    def _set_with_customer(self):
        self._credit_by_method().write({"state": "with_customer"})

    def _set_submitted(self):
        self._add_hands()
        now = fields.Datetime.now()
        self._credit_by_method().write({"state": "submitted", "submitted_by": self.env.uid, "submitted_on": now})

    def _set_verified(self):
        self.ensure_one()
        company = self.company_id._credit_root()
        months = company.credit_survey_validity
        self._credit_by_method().write(
            {
                "state": "verified",
                "verified_by": self.env.uid,
                "verified_on": fields.Datetime.now(),
                "valid_to": months and fields.Date.add(company._credit_today(), months=months),
            }
        )
        self._credit_close_activities(SURVEY_ACTIVITY)

    def _set_draft(self, reason):
        undone = ["submitted_by", "submitted_on", "verified_by", "verified_on", "valid_to", "closed_on"]
        self._credit_by_method().write({"state": "draft", **dict.fromkeys(undone, False)})
        self._credit_close_activities(SURVEY_ACTIVITY)
        self._note(self.env._("Draft again: %(reason)s", reason=reason))

    def _set_closed(self, reason=None):
        for company, surveys in self.grouped("company_id").items():
            surveys._credit_by_method().write({"state": "closed", "closed_on": company._credit_today()})
        self._credit_close_activities(SURVEY_ACTIVITY)
        if reason:
            self._note(self.env._("Closed: %(reason)s", reason=reason))

    # === TELLING === #

    def _note(self, text):
        self._message_log_batch(bodies=dict.fromkeys(self.ids, text))

    def _ask_for_verification(self):
        """Ask the controller of the customer to verify it, unless they had a hand in it themselves."""
        hands = self._get_hands()
        for survey in self:
            company = survey.company_id._credit_root()
            # Whom to ask is no secret.
            candidates = survey.account_id.sudo().controller_id | company.credit_controller_id
            candidates = candidates.union(*(user._credit_stand_in(company) or user for user in candidates))
            able = candidates - hands[survey]
            if user := (able._credit_there(company) or able)[:1]:
                survey.with_user(SUPERUSER_ID).activity_schedule(SURVEY_ACTIVITY, user_id=user.id)
