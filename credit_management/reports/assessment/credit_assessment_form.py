from markupsafe import Markup

from odoo import fields, models
from odoo.tools import formatLang

from ...core.assessment.dimension import dimension
from ...core.common.chart import share
from ..common.credit_print import DRAWING, FIGURE, Row

BAR = 150  # pixels a criterion's points are drawn in
BARS = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="152" height="13">'
    '<rect x="0" y="0" height="13" width="{gives:.1f}" fill="#4c7fa8"/>'
    '<rect x="{gives:.1f}" y="0" height="13" width="{costs:.1f}" fill="#dddddd"/></svg>'
)


class CreditAssessmentForm(models.AbstractModel):
    """An assessment with what it rests on, what follows from it and who decided."""

    _name = "report.credit_management.credit_assessment_form"
    _description = "Assessment on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.assessment"

    def _title(self):
        return self.env._("Credit Assessment")

    def _title_of(self, doc):
        titles = {
            "draft": self.env._("Credit Assessment, Draft"),
            "submitted": self.env._("Credit Assessment, to Be Decided"),
            "approved": self.env._("Approved Credit Assessment"),
            "refused": self.env._("Refused Credit Assessment"),
            "cancelled": self.env._("Cancelled Credit Assessment"),
        }
        return titles[doc.state]

    def _subject(self, doc):
        return doc.display_name

    def _prepare_sheets(self, docs):
        before, files = self._before(docs), self._attachments(docs)
        return {doc: self._sheet(doc, before[doc]) | {"attachments": files[doc]} for doc in docs}

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        return [
            (self.env._("Number"), doc.reference),
            (self.env._("Assessed on"), self._day(doc.assessed_on)),
            (self.env._("Department"), self._department(doc.user_id)),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management'
        return [self._company(doc).name]

    def _sheet(self, assessment, before):
        return {
            "verdict": self._verdict(assessment),
            "points": self._points,
            "criteria": self._criteria_table(assessment.line_ids) if assessment.line_ids else None,
            "methods": self._methods_table(assessment) if assessment.method_ids else None,
            "proposal": self._proposal_table(assessment, before),
            "signatures": self._signatures(assessment),
        }

    def _points(self, points):
        return formatLang(self.env, points, digits=2)  # as many as a score has, so that they add up to it

    # === CRITERIA === #

    def _criteria_table(self, lines):
        """Each criterion with a bar: what it gives, and what it could have given; a subtotal for each dimension."""
        largest = max(lines.mapped(lambda line: line.contribution + line.cost), default=0.0)
        columns = [
            (self.env._("Criterion"), 30),
            (self.env._("Value"), 16, FIGURE),
            (self.env._("Falls into"), 18),
            (self.env._("Weight"), 9, FIGURE),
            (self.env._("Gives"), 9, FIGURE),
            (self.env._("of what it could give"), 18, DRAWING),
        ]
        dimensions = self.env["credit.characteristic"]._dimension_labels()
        groups = lines.grouped(lambda line: dimension(line.characteristic or ""))
        rows = []
        for code, name in dimensions.items():
            if some := groups.get(code):
                rows += [self._subtotal_row(name, some), *(self._criterion_row(line, largest) for line in some)]
        return self._tabulate(columns, rows)

    def _subtotal_row(self, name, lines):
        weight, gives = sum(lines.mapped("weight")), sum(lines.mapped("contribution"))
        return Row([name, "", "", self._points(weight), self._points(gives), ""], "strong")

    def _criterion_row(self, line, largest):
        return [
            "\n".join(filter(None, (line.name, line.reason))),
            line.value_text or "–",
            line.range_text or "",
            self._points(line.weight),
            self._points(line.contribution),
            BARS.format(gives=share(line.contribution, largest, BAR), costs=share(line.cost, largest, BAR)),
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

    # === DECISION === #

    def _before(self, assessments):
        """The assessment of the customer that was in force before each of them."""
        earlier = assessments.search(
            [("account_id", "in", assessments.account_id.ids), ("state", "=", "approved")], order="decided_on, id"
        ).grouped("account_id")
        found = {}
        for one in assessments:
            until = one.decided_on or fields.Datetime.now()
            others = earlier.get(one.account_id, one.browse()) - one
            found[one] = others.filtered(lambda other, until=until: other.decided_on <= until)[-1:]
        return found

    def _verdict(self, assessment):
        values = {
            "grade": assessment.grade_id.code or "–",
            "limit": self._money(assessment.limit_amount, assessment.currency_id) if assessment.grade_id else "–",
            "by": assessment.decided_by.name or "–",
            "on": self._moment(assessment.decided_on),
            "submitter": assessment.submitted_by.name or "–",
        }
        match assessment.state:
            case "approved":
                head = self.env._("Approved: grade %(grade)s, limit %(limit)s", **values)
                lines = [self.env._("By %(by)s on %(on)s, submitted by %(submitter)s.", **values)]
            case "refused":
                head = self.env._("Refused: grade %(grade)s, limit %(limit)s", **values)
                lines = [self.env._("By %(by)s on %(on)s, submitted by %(submitter)s.", **values)]
            case "submitted":
                head = self.env._("To be decided: grade %(grade)s, limit %(limit)s", **values)
                lines = [self.env._("Submitted by %(submitter)s. Nothing of it is in force.", **values)]
            case "cancelled":
                head = self.env._("Cancelled")
                lines = [self.env._("Nothing of it was decided.")]
            case _:
                head = self.env._("Draft: grade %(grade)s, limit %(limit)s", **values)
                lines = [self.env._("Not submitted yet. Nothing of it is in force.")]
        reasons = [
            (self.env._("Why it was refused: %s"), assessment.refusal_reason),
            (self.env._("Why it differs from what was computed: %s"), assessment.difference_reason),
            (self.env._("Recommendation: %s"), assessment.note),
        ]
        lines += [sentence % text for sentence, text in reasons if text]
        if assessment.grade_id and (words := self._in_words(assessment.limit_amount, assessment.currency_id)):
            lines.insert(0, self.env._("Limit in words: %s", words))
        return {"head": head, "lines": lines}

    def _proposal_table(self, assessment, before):
        """What was in force, what was computed, and what is decided, beside each other."""
        currency = assessment.currency_id
        decided = {
            "approved": self.env._("Approved"),
            "refused": self.env._("Refused"),
            "cancelled": self.env._("Cancelled"),
        }.get(assessment.state, self.env._("To be approved"))
        columns = [
            ("", 28),
            (self.env._("Before"), 24, FIGURE),
            (self.env._("Computed"), 24, FIGURE),
            (decided, 24, FIGURE),
        ]
        computed = self._money(assessment.proposed_limit, currency) if assessment.has_proposed_limit else "–"
        known = assessment.grade_id or assessment.limit_amount
        rows = [
            (
                self.env._("Grade"),
                before.grade_id.code,
                assessment.proposed_grade_id.code,
                assessment.grade_id.code,
            ),
            (
                self.env._("Risk class"),
                *map(self._risk, (before.grade_id, assessment.proposed_grade_id, assessment.grade_id)),
            ),
            (
                self.env._("Limit"),
                self._money(before.limit_amount, currency) if before else "",
                computed,
                self._money(assessment.limit_amount, currency) if known else "",
            ),
            (self.env._("Valid to"), self._day(before.limit_valid_to), "", self._day(assessment.limit_valid_to)),
            (
                self.env._("Payment terms"),
                before.payment_term_id.name,
                assessment.proposed_payment_term_id.name,
                assessment.payment_term_id.name,
            ),
            (
                self.env._("Late interest"),
                *(
                    assessment.company_id._credit_late_interest_text(rate)
                    for rate in (
                        before.late_interest_rate,
                        assessment.proposed_late_interest_rate,
                        assessment.late_interest_rate,
                    )
                ),
            ),
            (
                self.env._("Price list"),
                before.pricelist_id.name,
                assessment.proposed_pricelist_id.name,
                assessment.pricelist_id.name,
            ),
        ]
        rows = [row for row in rows if any(row[1:])]
        return self._tabulate(columns, [[cell or "–" for cell in row] for row in rows])

    def _risk(self, grade):
        return self._label(grade, "risk_class") if grade else ""

    def _signatures(self, assessment):
        """Who proposed and who decided; an empty name leaves room for a hand."""
        decided = self._label(assessment, "state") if assessment.state in ("approved", "refused") else ""
        said = "\n".join(filter(None, (decided, assessment.refusal_reason)))
        return [
            (
                self.env._("Submitted by"),
                assessment.submitted_by.name,
                self._moment(assessment.submitted_on),
                assessment.note or "",
            ),
            (
                decided or self.env._("Decided by"),
                assessment.decided_by.name,
                self._moment(assessment.decided_on),
                said,
            ),
        ]
