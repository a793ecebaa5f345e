from odoo.tests import tagged
from odoo.tools.convert import convert_file

from .scorecard_common import CreditScorecardCommon

FILES = ("credit_scorecard_data.xml", "credit_survey_question_data.xml", "credit_survey_question_words.xml")


@tagged("post_install", "-at_install")
class TestReadyUpdate(CreditScorecardCommon):
    """An update brings ready definitions that a database of an earlier version lacks, and nobody's own are touched."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.questions = cls.env["credit.survey.question"].sudo()
        cls.words = {one.code: one.customer_text for one in cls.questions.search([("customer_text", "!=", False)])}
        cls.first = cls.questions.search([("first", "=", True)])
        # As an earlier version left it: no second card, no wording for customers, no first questions.
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE credit_scorecard SET purpose = 'first'")
        cls.env.cr.execute("UPDATE credit_survey_question SET customer_text = NULL, first = FALSE")
        cls.env.invalidate_all()

    def update(self):
        for name in FILES:
            convert_file(self.env, "credit_management", f"data/assessment/{name}", {}, mode="update")
        self.env.invalidate_all()

    def seconds(self):
        return self.cards.search([("purpose", "=", "second")])

    def test_what_is_missing_comes(self):
        self.update()
        second = self.seconds()
        self.assertEqual((len(second), second.state, second.name), (1, "published", "Serious Lateness"))
        self.assertTrue(all(second.criterion_ids.mapped("name")))
        self.assertGreater(len(self.words), 20)
        for code, words in self.words.items():
            self.assertEqual(self.questions.search([("code", "=", code)]).customer_text, words)
        self.assertEqual(self.questions.search([("first", "=", True)]), self.first)

    def test_only_once(self):
        self.update()
        before = self.cards.search_count([]), self.env["credit.industry.risk"].search_count([])
        self.update()
        self.assertEqual((self.cards.search_count([]), self.env["credit.industry.risk"].search_count([])), before)

    def test_a_card_of_somebody_leaves_it_a_draft(self):
        """What scores customers is not changed behind the back of who has decided on it."""
        self._card()
        self.update()
        self.assertEqual(self.seconds().state, "draft")

    def test_a_withdrawn_second_card_does_not_come_back(self):
        self.update()
        second = self.seconds()
        second._credit_by_method().ended_on = second._get_today()
        self.update()
        self.assertEqual(self.seconds(), second)

    def test_own_words_stay(self):
        owners = self.questions.search([("code", "=", "owners")])
        owners.with_user(self.administrator).text = "Who is behind it?"
        self.questions.search([("code", "=", "staff")]).with_user(self.administrator).first = True
        self.update()
        self.assertFalse(owners.customer_text)
        self.assertEqual(self.questions.search([("first", "=", True)]).mapped("code"), ["staff"])
