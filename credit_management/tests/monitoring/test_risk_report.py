import io

import openpyxl

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ...const import DRIFT_ACTIVITY
from ..assessment.test_calibration import CalibrationCommon
from ..readable_common import ReadableCommon


@tagged("post_install", "-at_install")
class TestRiskReport(CalibrationCommon, ReadableCommon):
    """Calibration, drift and discrimination, on screen and as a workbook."""

    def report(self, **asked):
        found = self.env["credit.risk.report"].with_user(self.analyst).read_report(self.root.id, **asked)
        return found | {"sections": {section["key"]: section for section in found["sections"]}}

    def rows(self, key, **asked):
        section = self.report(**asked)["sections"][key]
        titles = [column["title"] for column in section["columns"]]
        return [dict(zip(titles, row, strict=True)) for row in section["rows"]]

    def test_grades(self):
        for late in (0, 5, 40, 100):
            self._paid(300, late)
        rows = self.rows("grades")
        self.assertEqual([row["Card"] for row in rows], ["All Cards", self.card.display_name])
        for row in rows:
            self.assertEqual((row["Grade"], row["Invoices"]), (self.grade.code, 4))
            self.assertEqual((row["Late at All"], row["More than 30 Days Late"], row["Written Off"]), (0.75, 0.5, 0.0))
            self.assertAlmostEqual(row["More than 30 Days Late: at Least"], 0.15, places=2)
        self.assertEqual(self.rows("grades", date=str(self._day(-705))), [])

    def test_thin_history_says_so(self):
        sections = self.report()["sections"]
        for key in ("grades", "scores", "drift", "quarters"):
            self.assertTrue(sections[key]["notes"], key)
        self.assertIn("for long enough", sections["grades"]["notes"][0])
        self.assertIn("it takes forty", sections["drift"]["notes"][1])
        self.assertIn("No quarter has ten", sections["quarters"]["notes"][1])
        self.assertFalse(
            any(value is None for section in sections.values() for row in section["rows"] for value in row)
        )

    def test_kept_or_worked_out(self):
        """Of the day of the last job what was kept is shown; of another day the ledger is read."""
        self.calibrations._keep(self.root)
        self._paid(300, 0)
        self.assertEqual(self.report()["invoices"], 0)
        self.assertEqual(self.report(date=str(self._day(-1)))["invoices"], 1)

    def test_who_may_read(self):
        administrator = self.env["credit.risk.report"].with_user(self.administrator)
        self.assertTrue(administrator.read_report())
        with self.assertRaises(AccessError):
            self.env["credit.risk.report"].with_user(self.salesperson).read_report()

    def test_days(self):
        for day, words in ((str(self._day(1)), "has not come yet"), ("soon", "is no day"), ([], None)):
            if words:
                with self.assertRaisesRegex(UserError, words):
                    self.report(date=day)
            else:
                self.report(date=day)

    # === DRIFT === #

    def drifted(self, score=0.3, **inputs):
        self.calibrations._keep(self.root)
        kept = self.calibrations._of(self.root)[self.root]
        months = kept.found["months"]
        months[-1] |= {"score": score, "inputs": inputs}
        kept.found = kept.found | {"months": months}
        self.env["credit.risk.report"]._tell_drift(self.root)
        return self.card.activity_search([DRIFT_ACTIVITY])

    def test_administrators_are_asked_once(self):
        asked = self.drifted()
        self.assertIn(self.administrator, asked.user_id)
        self.assertIn("customers are not those the cards were made for", asked[0].summary)
        self.assertIn("Score 0.30", asked[0].summary)
        self.assertEqual(self.drifted(), asked)
        self.assertFalse(self.drifted(score=0.24), "over again")

    def test_an_input_alone(self):
        self.assertIn("Days Late Lately 0.25", self.drifted(score=0.01, recent_delay=0.25)[0].summary)
        self.assertFalse(self.drifted(score=None, recent_delay=0.2499))

    def test_the_report_says_so(self):
        self.drifted()
        self.assertIn("Score 0.30", self.report()["drifted"])

    def test_a_grade_given_without_a_card(self):
        """What was graded by hand is named apart, and is no second sum of all cards."""
        self.assessment._credit_by_method().write({"scorecard_id": False, "scored": False})
        self._paid(300, 40)
        self.assertEqual([row["Card"] for row in self.rows("grades")], ["All Cards", "No Card"])

    # === WORKBOOK, SCREEN === #

    def test_workbook(self):
        self._paid(300, 40)
        export = self.env["credit.workbook.export"].with_user(self.analyst)
        export = export.create({"report": "risk", "company_ids": self.company.ids})
        *_progress, content = self.env["credit.workbook"].with_user(self.analyst)._stream(export)
        book = openpyxl.load_workbook(io.BytesIO(content))
        cover, *sheets = book.worksheets
        self.assertEqual(len(cover._charts), 1)
        self.assertEqual(len(sheets), len(self.report()["sections"]))
        values = [[cell.value for cell in row] for row in sheets[0].iter_rows()]
        self.assertTrue(any(row[:3] == ["All Cards", self.grade.code, 1] for row in values), values)

    def test_workbook_is_not_for_salespeople(self):
        export = self.env["credit.workbook.export"].with_user(self.salesperson)
        export = export.create({"report": "risk", "company_ids": self.company.ids})
        with self.assertRaises(AccessError):
            list(self.env["credit.workbook"].with_user(self.salesperson)._stream(export))

    def test_tour(self):
        for late in (0, 5, 40, 100):
            self._paid(300, late)
        groups = "base.group_user,credit_management.credit_management_group_analyst"
        new_test_user(self.env, "risk_reader", groups)
        self.start_tour("/odoo", "credit_management_risk_report", login="risk_reader")
        self.assertReadable(self.analyst, {"report": "credit_management.credit_risk_report_action"})
