import re
from types import SimpleNamespace

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ...core.monitoring.kinds import KINDS
from ...models.common.day import count_days
from ...models.common.number import format_number, format_percent
from ...models.common.text import in_sentence
from ..assessment.assessment_common import CreditAssessmentCommon

ENGLISH = re.compile(r"\d\.\d{1,2}(?![\d.])|\d,\d{3}(?!\d)")  # 58.76 and 1,234


@tagged("post_install", "-at_install")
class TestNumbersSaid(CreditAssessmentCommon):
    """Sentences have the numbers of the language they are in; dev/tests/test_numbers.py reads the sources."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("de_DE")
        cls.german = cls.env(context=dict(cls.env.context, lang="de_DE"))

    def assertGerman(self, text, *parts):
        self.assertFalse(ENGLISH.search(text), text)
        for part in parts:
            self.assertIn(part, text)

    def test_numbers_and_shares(self):
        cases = [
            (58.76, {}, "58,76"), (58.7, {}, "58,7"), (58.0, {}, "58"), (58, {"least": 2}, "58,00"),
            (1234.5, {}, "1.234,5"), (1 / 3, {"most": 4}, "0,3333"), (-0.001, {}, "0"), (5, {"signed": True}, "+5"),
            (-5, {"signed": True}, "-5"), (0, {"signed": True}, "0"), (2_000_000, {}, "2.000.000"),
        ]  # fmt: skip
        for value, how, text in cases:
            with self.subTest(value=value, **how):
                self.assertEqual(format_number(self.german, value, **how), text)
        self.assertEqual(format_percent(self.german, 12.5), "12,5 %")
        self.assertEqual(format_number(self.env, 1234.5), "1,234.5")
        self.assertGerman(count_days(self.german, 1234.4), "1.234 ")

    def test_assessment(self):
        account = self.account.with_context(lang="de_DE")  # lines are in the language of who assesses
        assessment = self._assess(account).with_env(self.german)
        assessment._credit_by_method().write({"score": 58.76, "evidence_amount": 1234.56, "evidence_count": 3})
        for line in assessment.line_ids:
            self.assertGerman(line.value_text or "")
        line = assessment.line_ids.sorted("cost")[-1:]
        line._credit_by_method().write({"cost": 12.34, "contribution": 7.66})
        self.assertGerman(assessment.explanation, "58,76", "(12,3)")
        self.assertGerman(re.sub(r'style="[^"]*"', "", assessment.chart), "7,66", "12,34")
        self.assertGerman(assessment.evidence_text, "1.234,56")
        self.assertGerman(assessment.limit_explanation)
        self.assertGerman(assessment.meaning or "")
        english = assessment.with_env(self.env)
        self.assertIn("58.76", english.explanation, "the next reader reads its own language")

    def test_nouns_stay_large(self):
        self.assertEqual(in_sentence(self.german, "Jahresabschluss"), "Jahresabschluss")
        self.assertEqual(in_sentence(self.env, "Annual"), "annual")
        self.assertIn(", annual to ", self.statement.display_name)

    def test_alert_of_every_kind(self):
        rules = self.env["credit.alert.rule"].with_env(self.german)
        for kind in KINDS:
            with self.subTest(kind):
                text = rules._text_of(kind, 987.65, self.company.currency_id)
                self.assertGerman(text)
                self.assertNotIn(kind, text)

    def test_hold(self):
        words, currency = self.env["credit.explanation"].with_env(self.german), self.company.currency_id
        for kind, observed, allowed in (
            ("exposure", 12345.67, 10000.5), ("score", None, 58.76), ("overdue_amount", 1234.56, 0.0),
            ("small_order", 1234.56, 1000.5), ("days_beyond_terms", 12.0, 10),
        ):  # fmt: skip
            result = SimpleNamespace(kind=kind, observed=observed, allowed=allowed, about=(), group_id=None)
            with self.subTest(kind):
                self.assertGerman(words._finding(result, currency))
        rule = self.env["credit.policy.rule"].new({"kind": "overdue_amount", "percent": 12.5, "limit_percent": 2.25})
        self.assertGerman(words._floors_text(rule), "12,5 %", "2,25 %")

    def test_limit(self):
        self._approve_limit(self.account, 1234.56)
        limit = self.account.limit_ids.with_env(self.german)
        self.assertGerman(limit.amount_text, "1.234,56")
        batch = self.env["credit.limit.batch"].with_env(self.german).new({"formula": "percent", "percent": 12.5})
        self.assertGerman(batch._describe_formula(), "+12,5 %")

    def test_refusal(self):
        grade = self.env["credit.grade"].with_env(self.german).search([], order="score_min desc", limit=1)
        with self.assertRaises(ValidationError) as refusal:
            grade.score_min = 123.45
        self.assertGerman(str(refusal.exception), "123,45")
        card = self._card(self._criteria()[0]).with_env(self.german)
        card.criterion_ids.weight = 12.5
        self.assertGerman(card.fault_text, "12,5 %", "87,5 %")
