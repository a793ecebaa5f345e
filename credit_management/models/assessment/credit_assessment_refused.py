from odoo import models


class CreditAssessment(models.Model):
    """A refused assessment stands before the next one, until that rests on other facts."""

    _inherit = "credit.assessment"

    def _get_refusals(self):
        # EXTENDS 'credit.refused'
        assessments = self.sudo()  # a refusal out of sight is one, too
        decided = assessments.search(
            [("account_id", "in", assessments.account_id.ids), ("decided_on", "!=", False)], order="decided_on, id"
        )
        last = {assessment.account_id: assessment for assessment in decided}
        # The account is compared, whoever may read it.
        found = {assessment: last.get(assessment.sudo().account_id) for assessment in self}
        return {
            assessment: refusal.with_env(self.env)
            for assessment, refusal in found.items()
            if refusal and refusal.state == "refused" and assessment.state in ("draft", "submitted")
        }

    def _is_as_refused(self, refusal):
        # EXTENDS 'credit.refused': another statement, another survey or a better grade is a new fact.
        now, then = self.sudo(), refusal.sudo()  # everything of the account counts
        grades = self.env["credit.grade"]._get_active()
        better = self._place(now, grades) < self._place(then, grades)
        return now.statement_id == then.statement_id and now.survey_id == then.survey_id and not better

    @staticmethod
    def _place(assessment, grades):
        """Where its computed grade stands, best first; none comes last."""
        grade = assessment.proposed_grade_id
        return grades.ids.index(grade.id) if grade in grades else len(grades)

    def _get_refusal(self):
        # EXTENDS 'credit.refused'
        return self.decided_by, self.decided_on, self.refusal_reason

    def _get_ceilings(self, users):
        # EXTENDS 'credit.refused'
        authorities = self.env["credit.authority"]
        found = {user: authorities._over_account(user, self.account_id) for user in users}
        return {user: authority.ceiling if authority else 0.0 for user, authority in found.items()}
