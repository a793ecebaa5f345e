from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..assessment.assessment_common import CreditAssessmentCommon
from .print_common import PrintCommon, plain


@tagged("post_install", "-at_install")
class TestPrintLayout(PrintCommon, CreditAssessmentCommon):
    """Forms as a grid or plain: one body, with number, words, papers and room for what is still to come."""

    def request(self, amount=5000, submit=True):
        vals = {"account_id": self.account.id, "kind": "raise", "amount": amount, "reason": "Spring orders"}
        request = self.env["credit.limit.request"].with_user(self.analyst).create(vals)
        if submit:
            request.action_submit()
        return request

    # === LAYOUT === #

    def test_a_company_in_china_begins_with_the_grid(self):
        companies = self.env["res.company"]
        found = companies.create([{"name": "沪", "country_id": self.env.ref("base.cn").id}, {"name": "Elsewhere"}])
        self.assertEqual(found.mapped("credit_form_layout"), ["grid", "plain"])
        found[0].credit_form_layout = "plain"
        found[0].name = "沪上"
        self.assertEqual(found[0].credit_form_layout, "plain", "what was chosen stays")

    def test_one_body_in_both(self):
        """Everything that is said plainly is said in the grid, too."""
        self._grant_authority(self.manager, unlimited=True)
        assessment = self._approved(limit_amount=5000)
        documents = {
            "credit_assessment_form": assessment,
            "credit_grade_form": assessment,
            "credit_limit_form": assessment.limit_id,
            "credit_limit_request_form": self.request(9000),
            "credit_file": self.account,
        }
        for name, doc in documents.items():
            with self.subTest(name):
                self.company.credit_form_layout = "plain"
                spoken = self.text(name, doc, self.manager)
                self.company.credit_form_layout = "grid"
                html = self.printed(name, doc, self.manager)
                self.assertTrue(html.xpath("//div[@class='article']/div[@class='grid']"))
                grid = plain(" ".join(html.find("body").itertext()))
                missing = set(spoken.split()) - set(grid.replace(":", " ").split()) - {"·", ",", "Printed"}
                self.assertFalse({one for one in missing if one.strip(",:·") not in grid})
                self.assertIn("Opinions and signatures", grid)
                self.assertIn(f"Seal: {self.company.name}", grid)

    # === OPINIONS === #

    def test_opinions_that_were_given_and_lines_for_those_to_come(self):
        self._grant_authority(self.manager, unlimited=True)
        self._grant_authority(self.second_manager, unlimited=True)
        steps = self.env["credit.approval.rung"].sudo()
        steps.create({"above": 1000, "step_ids": [(0, 0, {"sequence": 1}), (0, 0, {"sequence": 2})]})
        request = self.request()
        (sheet,) = self.sheets("credit_limit_request_form", request, self.manager)
        self.assertEqual([row[:2] for row in sheet["signatures"][1:]], [("Step 1", ""), ("Step 2", "")])
        self.assertEqual(sheet["signatures"][0][3], "Spring orders")
        request.with_user(self.manager).action_approve()
        (sheet,) = self.sheets("credit_limit_request_form", request, self.manager)
        first, second = sheet["signatures"][1:]
        self.assertEqual((first[0], first[1], first[3]), ("Step 1", self.manager.name, "Agreed"))
        self.assertEqual(second[:2], ("Step 2", ""))
        request.with_user(self.second_manager).action_approve()
        (sheet,) = self.sheets("credit_limit_request_form", request, self.manager)
        self.assertEqual([row[1] for row in sheet["signatures"][1:]], [self.manager.name, self.second_manager.name])

    def test_a_draft_has_one_line_to_come(self):
        (sheet,) = self.sheets("credit_limit_request_form", self.request(submit=False), self.manager)
        self.assertEqual([row[:2] for row in sheet["signatures"][1:]], [("Decided by", False)])

    # === HEAD, WORDS, PAPERS === #

    def test_number_and_department(self):
        team = self.env["crm.team"].create({"name": "South", "member_ids": [(4, self.analyst.id)]})
        limit = self._propose_limit(self.account, 5000)
        (sheet,) = self.sheets("credit_limit_form", limit, self.manager)
        self.assertEqual(sheet["form"][0], ("Number", f"CL/{limit.id:05d}"))
        self.assertIn(("Department", team.name), sheet["form"])

    def test_amounts_in_words(self):
        prints, yuan, dollar = self.env["credit.print"], self.env.ref("base.CNY"), self.env.ref("base.USD")
        for language, currency, amount, expected in (
            ("zh_CN", yuan, 1005.2, "人民币壹仟零伍元贰角整"),
            ("zh_CN", yuan, -0.004, "人民币零元整"),
            ("zh_TW", dollar, 20000, "美元貳萬元整"),
            ("zh_TW", yuan, 20000, "人民幣貳萬元整"),
            ("zh_CN", self.env.ref("base.KWD"), 1.005, "KWD 壹元零伍厘"),
            ("en_US", dollar, -0.5, "minus Zero Dollars and Fifty Cents"),
        ):
            found = prints.with_context(lang=language)._in_words(amount, currency)
            self.assertEqual(found, expected)
        limit = self._propose_limit(self.account, 5000)
        self.assertIn("Five Thousand Dollars", self.text("credit_limit_form", limit, self.manager))

    def test_attachments_are_listed(self):
        limit = self._propose_limit(self.account, 5000)
        self.env["ir.attachment"].create(
            {"name": "执照.pdf", "res_model": limit._name, "res_id": limit.id, "raw": b"1"}
        )
        self.assertIn("1. 执照.pdf", self.text("credit_limit_form", limit, self.manager))

    # === GRADES === #

    def test_last_grade_and_this_one(self):
        first = self._approved(limit_amount=5000)
        (sheet,) = self.sheets("credit_grade_form", first, self.manager)
        self.assertEqual(sheet["change"], f"Grade {first.grade_id.code}; none before it.")
        worst = self.env["credit.grade"]._get_all()[-1]
        again = self._assess()
        again.write({"grade_id": worst.id, "difference_reason": "Late"})
        (sheet,) = self.sheets("credit_grade_form", again, self.manager)
        self.assertEqual(sheet["change"], f"Grade {first.grade_id.code} → {worst.code}: worse.")

    def test_dimensions_have_subtotals(self):
        assessment = self._approved()
        (sheet,) = self.sheets("credit_assessment_form", assessment, self.manager)
        rows = [row for part in sheet["criteria"]["parts"] for row in part]
        sums = [float(row.cells[4]) for row in rows if row.style == "strong"]
        self.assertGreater(len(sums), 1)
        self.assertAlmostEqual(sum(sums), assessment.score, 1)

    def test_list_of_grades(self):
        assessment = self._approved()
        days = self.env["credit.grade.migration"].with_user(self.manager).create({})
        action = days.action_print()
        self.assertEqual(action["report_name"], "credit_management.credit_grade_list")
        text = self.text("credit_grade_list", days, self.manager)
        for expected in (self.customer.name, f"– {assessment.grade_id.code}", "Checked by", "Customers now"):
            self.assertIn(expected, text)

    def test_list_of_grades_of_another_company(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        days = self.env["credit.grade.migration"].with_user(self.manager)
        with self.assertRaisesRegex(ValidationError, "does not work in the company"):
            days.create({"company_id": other.id})

    # === FILE === #

    def test_days_of_papers_are_those_where_the_user_is(self):
        request = self.request(9000)
        request.sudo()._credit_by_method().submitted_on = "2026-03-01 20:00:00"
        file = self.env["report.credit_management.credit_file"].with_user(self.manager).with_context(tz="Asia/Shanghai")
        ((_name, day, *_rest),) = file._request_papers(self.account.with_user(self.manager))[self.account]
        self.assertEqual(str(day), "2026-03-02")

    def test_papers_on_file_missing_and_awaited(self):
        text = self.text("credit_file", self.account, self.manager)
        self.assertIn("Assessments – – – Missing", text)
        assessment = self._approved()
        self.request(9000)
        text = self.text("credit_file", self.account, self.manager)
        self.assertRegex(text, f"Assessments {assessment.reference} {assessment.grade_id.code} .* On file")
        self.assertIn("Awaited", text)
