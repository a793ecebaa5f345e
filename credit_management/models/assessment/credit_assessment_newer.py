from odoo import api, fields, models
from odoo.exceptions import UserError

from ...core.assessment.assessment import assess
from ...core.assessment.newer import (
    OTHER_STATEMENT,
    OTHER_SURVEY,
    STRICTER_STATUS,
    TOO_OLD,
    Drawn,
    newer,
)
from ..account.credit_account import STATUSES
from ..common.day import format_day

# Mildest first; a customer nobody has assessed is assessed now.
STRICTNESS = ("not_assessed", "active", "watch", "stop", "closed")
# Days inputs may be old where no policy says it.
LONGEST = 30


class CreditAssessment(models.Model):
    """Approving compares what was drawn with what is known now: nobody approves on old inputs."""

    _inherit = "credit.assessment"

    status_drawn = fields.Selection(STATUSES, string="Status When Drawn", readonly=True, copy=False)
    newer_text = fields.Text(
        string="Newer Than the Inputs",
        compute="_compute_newer_text",
        help="What has become known since the inputs were drawn. It is approved after computing again.",
    )

    @api.depends("state", "assessed_on", "statement_id", "survey_id", "status_drawn", "frozen")
    @api.depends_context("lang")
    def _compute_newer_text(self):
        for assessment in self:
            assessment.newer_text = False
        for assessment, sentences in self.filtered(lambda one: one.state == "submitted")._get_newer().items():
            assessment.newer_text = "\n".join(sentences) or False

    def _check_current(self):
        """Refuse to approve what something newer is known of."""
        for assessment, sentences in self._get_newer().items():
            if sentences:
                raise UserError(
                    self.env._(
                        "Since the inputs of %(assessment)s were drawn something has changed:\n%(newer)s\nTake it back"
                        " to draft, refresh the inputs and submit it again.",
                        assessment=assessment.display_name,
                        newer="\n".join(sentences),
                    )
                )

    def _get_newer(self):
        """What has become known since the inputs of each assessment were drawn.

        :return: ``{assessment: sentences}``
        """
        grades = self.env["credit.grade"]._get_active().mapped("code")
        found = {}
        for company, assessments in self.grouped("company_id").items():
            today = company._credit_today()
            cases = assessments._cases(assessments.account_id, today)
            policy = self.env["credit.policy"]._get_in_force(company)
            longest = policy.assessment_days if policy else LONGEST
            for assessment in assessments:
                before, now = assessment._get_drawn(), assessment._get_drawn_now(cases[assessment.account_id], today)
                reasons = newer(before, now, longest, STRICTNESS, grades)
                found[assessment] = [assessment._describe_newer(reason, before, now, longest) for reason in reasons]
        return found

    def _get_drawn(self):
        return Drawn(
            day=self.assessed_on,
            statement=self.statement_id.id or None,
            survey=self.survey_id.id or None,
            status=self.status_drawn or None,
            grade=self._recompute_frozen().grade if self.frozen else None,
        )

    def _get_drawn_now(self, known, today):
        """The same from fresh inputs, with what was judged."""
        result = assess(self._with_judgements(known.case)) if known.case else None
        return Drawn(
            day=today,
            statement=known.sources["statement_id"] or None,
            survey=known.sources["survey_id"] or None,
            status=self.account_id.sudo().status,  # an assessment reads everything of its account
            grade=result.grade if result else None,
        )

    def _describe_newer(self, reason, before, now, longest):
        day = format_day(self.env, self.assessed_on)
        if reason == TOO_OLD:
            return self.env._("Its inputs are of %(day)s, older than %(longest)d days.", day=day, longest=longest)
        if reason == OTHER_STATEMENT:
            statement = self.env["credit.financial.statement"].browse(now.statement)
            if not statement:
                return self.env._("Its financial statement does not stand any more.")
            return self.env._("A newer financial statement: %(statement)s.", statement=statement.display_name)
        if reason == OTHER_SURVEY:
            if not now.survey:
                return self.env._("Its survey is not valid any more.")
            survey = self.env["credit.survey"].browse(now.survey)
            return self.env._("A newer survey: %(survey)s.", survey=survey.display_name)
        if reason == STRICTER_STATUS:
            statuses = dict(self._fields["status_drawn"]._description_selection(self.env))
            return self.env._(
                "The customer is on “%(status)s” now, and was on “%(before)s”.",
                status=statuses[now.status],
                before=statuses[self.status_drawn],
            )
        return self.env._(
            "Today's figures give grade %(grade)s, those of %(day)s gave %(before)s.",
            grade=now.grade or "–",
            day=day,
            before=before.grade,
        )
