from odoo import models


class CreditGradeForm(models.AbstractModel):
    """The grade of a customer as it is decided: the last one, this one, what follows from it, and who said what."""

    _name = "report.credit_management.credit_grade_form"
    _description = "Grade on Paper"
    _inherit = ["report.credit_management.credit_assessment_form"]

    def _title(self):
        return self.env._("Credit Grade of a Customer")

    def _title_of(self, doc):
        return self._title()

    def _subject(self, doc):
        return doc.partner_id.display_name

    def _sheet(self, assessment, before):
        # EXTENDS 'credit_management'
        return {
            "verdict": self._verdict(assessment),
            "facts": [(name, value) for name, value in self._facts(assessment) if value],
            "proposal": self._proposal_table(assessment, before),
            "change": self._describe_change(assessment, before),
            "reasons": assessment.explanation or "",
            "signatures": self._signatures(assessment),
        }

    def _facts(self, assessment):
        customer = assessment.partner_id
        rates = assessment.scored and assessment.grade_of_score_id
        return [
            (self.env._("Customer number"), customer.ref),
            (self.env._("Registration or tax number"), customer.company_registry or customer.vat),
            (self.env._("Country"), customer.country_id.name),
            (self.env._("Salesperson"), customer.user_id.name),
            (self.env._("Score"), self._points(assessment.score) if assessment.scored else ""),
            (self.env._("Grade of the score"), rates and rates.code),
            (self.env._("Scorecard"), assessment.scorecard_id.display_name),
            (self.env._("Next review"), self._day(assessment.next_review)),
        ]

    def _describe_change(self, assessment, before):
        """From the last grade to this one, in a sentence; grades run from the best to the worst."""
        last, this = before.grade_id, assessment.grade_id
        values = {"last": last.code or "–", "this": this.code or "–"}
        if not last or not this:
            return self.env._("Grade %(this)s; none before it.", **values) if this else ""
        places = {grade: place for place, grade in enumerate(self.env["credit.grade"]._get_all())}
        if last == this:
            return self.env._("Grade %(this)s, as before.", **values)
        if places.get(this, 0) < places.get(last, 0):
            return self.env._("Grade %(last)s → %(this)s: better.", **values)
        return self.env._("Grade %(last)s → %(this)s: worse.", **values)
