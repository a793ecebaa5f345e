from odoo import models
from odoo.tools import formatLang

from ...core.common.chart import share
from ..common.credit_print import FIGURE, Row

BAR = 150  # pixels a criterion's points are drawn in


class CreditAssessmentForm(models.AbstractModel):
    """An assessment with what it rests on, what follows from it and who decided."""

    _name = "report.credit_management.credit_assessment_form"
    _description = "Assessment on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.assessment"

    def _title(self):
        return self.env._("Credit Assessment")

    def _subject(self, doc):
        return doc.display_name

    def _prepare_sheets(self, docs):
        return {assessment: self._sheet(assessment) for assessment in docs}

    def _sheet(self, assessment):
        return {
            "points": self._points,
            "criteria": self._criteria(assessment),
            "methods": self._methods_table(assessment) if assessment.method_ids else None,
            "proposal": self._proposal_table(assessment),
            "signatures": self._signatures(assessment),
        }

    def _points(self, points):
        return formatLang(self.env, points, digits=2)  # as many as a score has, so that they add up to it

    # === CRITERIA === #

    def _criteria(self, assessment):
        """Each criterion with a bar: what it gives, and what it could have given."""
        lines = assessment.line_ids
        largest = max(lines.mapped(lambda line: line.contribution + line.cost), default=0.0)
        return [
            {
                "line": line,
                "gives": share(line.contribution, largest, BAR),
                "costs": share(line.cost, largest, BAR),
            }
            for line in lines
        ]

    # === LIMIT === #

    def _methods_table(self, assessment):
        currency = assessment.currency_id
        columns = [
            (self.env._("Method"), 40),
            (self.env._("Starts from"), 20, FIGURE),
            (self.env._("Gives"), 20, FIGURE),
            ("", 20),
        ]
        rows = [
            Row(
                [
                    self._label(line, "method"),
                    self._money(line.basis, currency) if line.known else "–",
                    self._money(line.amount, currency) if line.known else "–",
                    line.remark or "",
                ],
                "strong" if line.chosen else "",
            )
            for line in assessment.method_ids
        ]
        return self._tabulate(columns, rows)

    # === PROPOSAL === #

    def _proposal_table(self, assessment):
        """Computed values beside those to be approved."""
        columns = [("", 40), (self.env._("Computed"), 30, FIGURE), (self.env._("To be approved"), 30, FIGURE)]
        currency = assessment.currency_id
        limit = self._money(assessment.proposed_limit, currency) if assessment.has_proposed_limit else "–"
        rows = [
            (self.env._("Grade"), assessment.proposed_grade_id.code, assessment.grade_id.code),
            (self.env._("Risk class"), *map(self._risk, (assessment.proposed_grade_id, assessment.grade_id))),
            (self.env._("Limit"), limit, self._money(assessment.limit_amount, currency)),
            (self.env._("Valid to"), "", self._day(assessment.limit_valid_to)),
            (
                self.env._("Payment terms"),
                assessment.proposed_payment_term_id.name,
                assessment.payment_term_id.name,
            ),
            (
                self.env._("Late interest (% a year)"),
                formatLang(self.env, assessment.proposed_late_interest_rate, digits=2),
                formatLang(self.env, assessment.late_interest_rate, digits=2),
            ),
            (self.env._("Price list"), assessment.proposed_pricelist_id.name, assessment.pricelist_id.name),
        ]
        rows = [row for row in rows if row[1] or row[2]]
        return self._tabulate(columns, [[cell or "–" for cell in row] for row in rows])

    def _risk(self, grade):
        return self._label(grade, "risk_class") if grade else ""

    def _signatures(self, assessment):
        """Who proposed and who decided; an empty name leaves room for a hand."""
        decided = assessment.state in ("approved", "refused")
        return [
            (self.env._("Submitted by"), assessment.submitted_by.name, self._moment(assessment.submitted_on)),
            (
                self._label(assessment, "state") if decided else self.env._("Decided by"),
                assessment.decided_by.name,
                self._moment(assessment.decided_on),
            ),
        ]
