import ast
import io
import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import PdfFileReader

from ...models.common.day import format_day
from ..assessment.assessment_common import CreditAssessmentCommon
from ..assessment.survey_common import CreditSurveyCommon
from ..exposure.ledger_common import LedgerCommon
from ..gate.hold_common import HoldCommon
from .print_common import PrintCommon, plain

ADDON = Path(__file__).parents[2]
NO_LETTERS = (
    '<?xml version="1.0"?><fontconfig><dir>/usr/share/fonts/truetype/dejavu</dir><cachedir>{}</cachedir></fontconfig>'
)


@tagged("post_install", "-at_install")
class TestPrintInForce(PrintCommon, CreditAssessmentCommon):
    """A document says what is in force; what is only proposed stands apart and says so."""

    def head(self, name, doc):
        (sheet,) = self.sheets(name, doc, self.manager)
        return sheet["title"], plain(sheet["verdict"]["head"]), plain("\n".join(sheet["verdict"]["lines"]))

    def test_a_draft_beside_what_is_in_force(self):
        approved = self._approved(limit_amount=5000)
        draft = self._assess()
        self._judge(draft, 0)
        _title, head, lines = self.head("credit_report", self.account)
        self.assertIn(f"Grade {approved.grade_id.code} · Limit $ 5,000.00", head)
        self.assertIn(f"Score {approved.score:.2f}", lines)
        self.assertIn(f"Proposed and not in force: grade {draft.grade_id.code or '–'}", lines)
        (sheet,) = self.sheets("credit_report", self.account, self.analyst)
        self.assertEqual(sheet["assessment"], approved)

    def test_nothing_in_force_yet(self):
        draft = self._assess()
        self._judge(draft, 100)
        draft.action_submit()
        _title, head, lines = self.head("credit_report", self.account)
        self.assertIn("No grade", head)
        self.assertIn("No score is in force.", lines)
        self.assertIn("Proposed and not in force", lines)
        (sheet,) = self.sheets("credit_report", self.account, self.analyst)
        self.assertFalse(sheet["assessment"])

    def test_an_assessment_by_its_state(self):
        first = self._approved(limit_amount=5000)
        assessment = self._assess()
        self.assertIn("Draft", self.head("credit_assessment_form", assessment)[0])
        assessment.write({"limit_amount": 9000, "difference_reason": "Grows"})
        assessment.action_submit()
        title, head, lines = self.head("credit_assessment_form", assessment)
        self.assertIn("to Be Decided", title)
        self.assertIn("To be decided", head)
        self.assertIn("Nothing of it is in force", lines)
        assessment.with_user(self.manager).action_approve()
        title, head, lines = self.head("credit_assessment_form", assessment)
        self.assertEqual(title, "Approved Credit Assessment")
        self.assertIn("limit $ 9,000.00", head)
        self.assertIn(f"By {self.manager.name}", lines)
        self.assertIn("Grows", lines)
        (sheet,) = self.sheets("credit_assessment_form", assessment, self.manager)
        limit = next(row.cells for row in sheet["proposal"]["parts"][0] if row.cells[0] == "Limit")
        self.assertEqual([plain(limit[1]), plain(limit[3])], ["$ 5,000.00", "$ 9,000.00"])
        self.assertNotIn("To be approved", self.text("credit_assessment_form", first, self.manager))

    def test_a_limit_by_its_state(self):
        self._approve_limit(self.account, 1000)
        limit = self._propose_limit(self.account, 5000, reason="Grows")
        title, head, lines = self.head("credit_limit_form", limit)
        self.assertEqual(title, "Proposal of a Credit Limit")
        self.assertIn("To be decided: $ 5,000.00", head)
        self.assertIn("Nothing of it is in force", lines)
        self.assertIn("Reason: Grows", lines)
        self.assertEqual(self.change(limit), ["$ 1,000.00", "$ 5,000.00"])
        limit.with_user(self.manager).action_approve()
        title, head, lines = self.head("credit_limit_form", limit)
        self.assertEqual((title, head), ("Approved Credit Limit", "Approved: $ 5,000.00 (Base)"))
        self.assertEqual(self.change(limit), ["$ 1,000.00", "$ 5,000.00"])
        more = self._propose_limit(self.account, 700, kind="temporary", valid_to=self._day(9))
        self.assertEqual(self.change(more), ["$ 5,000.00", "$ 5,700.00"])
        more.with_user(self.manager).action_refuse()
        self.assertEqual(self.head("credit_limit_form", more)[0], "Refused Credit Limit")

    def change(self, limit):
        (sheet,) = self.sheets("credit_limit_form", limit, self.manager)
        return [plain(cell) for cell in sheet["change"]["parts"][0][0].cells[1:]]


@tagged("post_install", "-at_install")
class TestPrintHoldState(PrintCommon, HoldCommon):
    """The title and the first lines of a hold's sheet follow its state."""

    def head(self, hold):
        (sheet,) = self.sheets("credit_hold_sheet", hold, self.manager)
        return sheet["title"], " ".join([sheet["verdict"]["head"], *sheet["verdict"]["lines"]])

    def test_waiting(self):
        title, text = self.head(self.hold(1500))
        self.assertEqual(title, "Credit Hold")
        self.assertIn("To be decided", text)

    def test_released_and_refused(self):
        hold, other = self.hold(1500), self.hold(1600)
        self.release(hold)
        title, text = self.head(hold)
        self.assertEqual(title, "Order Released")
        self.assertIn(f"By {self.manager.name}", text)
        self.assertIn("Known for years", text)
        self.assertNotIn("has been paid", text)
        waiting = self.hold(1700)
        self.release(waiting, prepayment=300)
        self.assertIn("goes on once $ 300.00 has been paid", plain(self.head(waiting)[1]))
        self.refuse(other)
        title, text = self.head(other)
        self.assertEqual(title, "Release Refused")
        self.assertIn("Pay first", text)

    def test_cleared_says_why_and_by_whom(self):
        hold = self.hold(1500)
        self.env.cr.precommit.run()  # the hold is there before it is cleared
        self._limit_to(9000)
        hold.with_user(self.analyst).action_recheck()
        self.env.flush_all()
        self.env.cr.precommit.run()
        self.assertEqual(hold.state, "cleared")
        title, text = self.head(hold)
        self.assertEqual(title, "Credit Hold Cleared")
        self.assertIn(f"Checked again by {self.analyst.name}", text)
        self.assertIn("It had been stopped by", text)
        self.assertIn("Since then: Limit $ 1,000.00 → $ 9,000.00.", plain(text))
        (sheet,) = self.sheets("credit_hold_sheet", hold, self.manager)
        self.assertEqual([name for name, *_who in sheet["signatures"]], ["Asked by"])

    def test_a_limit_of_zero_has_no_share(self):
        self._limit_to(0)
        hold = self.hold(1500)
        text = self.text("credit_hold_sheet", hold, self.manager)
        self.assertIn("Over by", text)
        self.assertNotIn("%", text)


@tagged("post_install", "-at_install")
class TestPrintUnknown(PrintCommon, CreditSurveyCommon, LedgerCommon):
    """What is not known is not zero."""

    def test_a_survey_without_values(self):
        survey = self._create_survey(user=self.analyst)
        text = self.text("credit_survey_form", survey, self.analyst)
        self.assertIn("Requested Limit Not known", text)
        self.assertNotIn("0.00", text)

    def test_a_limit_of_zero(self):
        self._approve_limit(self.account, 0)
        self.invoice(1000, partner=self.account.partner_id)
        for name in ("credit_report", "credit_limit_form"):
            docs = self.account if name == "credit_report" else self.env["credit.limit"].search([], limit=1)
            text = self.text(name, docs, self.manager)
            self.assertIn("1,000.00", text)
            self.assertNotIn("0.0 %", text)

    def test_verification_says_what_nobody_confirms(self):
        survey = self._create_submitted(user=self.analyst)
        fact = self._answer(survey, "registry_number")
        fact.with_user(self.second_analyst).write({"verification": "confirmed", "second_source": "registry"})
        survey.with_user(self.second_analyst).action_verify()
        text = self.text("credit_survey_form", survey, self.analyst)
        self.assertIn("not confirmed by a second source", text)
        self.assertIn("Confirmed: Registry", text)
        self.assertIn(f"By {self.second_analyst.name}; a second source confirms 1 of", text)
        message = survey.message_ids.filtered(lambda one: self.analyst.partner_id in one.partner_ids)
        self.assertIn("Not confirmed:", message.body)


@tagged("post_install", "-at_install")
class TestPrintPaper(PrintCommon, LedgerCommon):
    """Paper, letters and dates of a document."""

    def test_paper_of_the_document_s_company(self):
        """Whichever company the user works in."""
        other = self.setup_other_company(name="Other Inc.")["company"]
        us, euro = self.env.ref("base.paperformat_us"), self.env.ref("base.paperformat_euro")
        self.company.paperformat_id, other.paperformat_id = euro, us
        self.env.user.company_ids += other
        accounts = self.env["credit.account"]
        docs = accounts._for(self.customer, other) | accounts._for(self.customer, self.company)
        context = {"allowed_company_ids": [self.company.id, other.id]}
        reader = PdfFileReader(io.BytesIO(self.pdf("credit_account_statement", docs, **context)))
        sizes = [tuple(map(round, reader.getPage(number).mediaBox[2:])) for number in range(2)]
        self.assertEqual(sizes, [(612, 792), (595, 842)])

    def told(self):
        """What whoever prints has been told of letters."""
        self.env.cr.precommit.run()
        return self.env["bus.bus"].sudo().search([("message", "like", "no font of the server has them")])

    def test_letters_there_are(self):
        self.invoice(500)
        self.pdf("credit_account_statement", self.env["credit.account"]._for(self.customer, self.company))
        self.assertFalse(self.told())

    @mute_logger("odoo.addons.credit_management.reports.common.ir_actions_report")
    def test_letters_that_no_font_has(self):
        """Whoever prints is told, before an empty name goes to the customer."""
        folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, folder)
        config = Path(folder) / "fonts.conf"
        config.write_text(NO_LETTERS.format(folder))
        os.environ["FONTCONFIG_FILE"] = str(config)
        self.addCleanup(os.environ.pop, "FONTCONFIG_FILE")
        self.customer.name = "深圳市华强电子有限公司"
        self.pdf("credit_account_statement", self.env["credit.account"]._for(self.customer, self.company))
        self.assertTrue(self.told())

    def test_days_are_read_in_one_way(self):
        day = date(2026, 10, 11)
        expected = {
            "en_US": "11 Oct 2026", "fr_FR": "11 oct. 2026", "de_DE": "11. Okt. 2026", "zh_CN": "2026年10月11日",
            "ar_001": "11 أكتوبر 2026", "fi_FI": "11 lokakuuta 2026",
        }  # fmt: skip
        for code, text in expected.items():
            self.env["res.lang"]._activate_lang(code)
            self.assertEqual(format_day(self.env(context={"lang": code}), day), text)
        self.assertEqual(format_day(self.env, False), "")

    def test_no_day_in_figures_alone(self):
        self.invoice(500, due=-10)
        account = self.env["credit.account"]._for(self.customer, self.company)
        for name in ("credit_account_statement", "credit_report"):
            self.assertNotRegex(self.text(name, account), r"\d+/\d+/\d{4}")


@tagged("post_install", "-at_install")
class TestWhoseCompany(TransactionCase):
    """A document is of its own company: ``env.company`` is the user's, and only a first value or a last resort."""

    # file → why the user's company is right there
    RIGHT = {
        "models/common/ir_cron.py": "a job speaks the language of the company it runs in",
        "models/overview/res_partner.py": "the customer is looked at from the company one works in",
        "models/assessment/survey/res_partner.py": "as above",
        "models/limit/res_partner.py": "as above: the field depends on the company",
        "models/limit/credit_account_standing.py": "days of terms are compared with each other, on one day",
        "models/ledger/credit_ledger_import_template.py": "an example to be filled in, of no company",
        "wizards/exposure/credit_open_item_date.py": "items of all companies, as of a day of the user's",
        "wizards/assessment/credit_person.py": "a person is looked for in all companies, on a day of the user's",
        "wizards/assessment/credit_scorecard_comparison.py": "accounts of all companies on one day",
    }

    def test_all_uses(self):
        for path in ADDON.rglob("*.py"):
            name = str(path.relative_to(ADDON))
            if name.startswith("tests/") or name in self.RIGHT:
                continue
            tree = ast.parse(path.read_text())
            allowed = {id(found) for node in ast.walk(tree) for found in self.excused(node)}
            for node in ast.walk(tree):
                if ast.unparse(node).endswith("env.company") and isinstance(node, ast.Attribute):
                    self.assertIn(id(node), allowed, f"{name}:{node.lineno} takes the user's company")

    def excused(self, node):
        """A default, what stands behind ``or``, and the company a new record is to have."""
        if isinstance(node, ast.keyword) and node.arg == "default":
            yield from ast.walk(node)
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            for value in node.values[1:]:
                yield from ast.walk(value)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("_default_"):
            yield from ast.walk(node)
