from datetime import timedelta

from odoo.exceptions import UserError
from odoo.fields import Datetime
from odoo.tests import tagged

from ...core.assessment.assessment import thaw
from .test_calibration import CalibrationCommon

SERIOUS = {
    "characteristic": "recent_30_days_late_share",
    "name": "So Late",
    "weight": 100,
    "missing": "leave_out",
    "bins": ((100, None), (40, 0.02), (10, 0.2)),
}


@tagged("post_install", "-at_install")
class TestSecondCard(CalibrationCommon):
    """A card beside the first one: the worse of both grades counts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second = cls._published(SERIOUS, purpose="second", coverage_min=50)
        cls._only(cls.card, cls.second)
        cls.paying = cls._create_account(cls._create_customer("Pays", industry_id=cls.customer.industry_id.id))

    def assess(self, *late):
        for days in late:
            self._paid(200, days, account=self.paying)
        self.paying.assessment_ids.filtered(lambda one: one.state == "draft")._set_cancelled()
        return self._assess(self.paying)

    def test_not_known(self):
        assessment = self.assess()
        self.assertEqual(assessment.second_card_id, self.second)
        self.assertFalse(assessment.second_scored or assessment.second_grade_id)
        self.assertIn("too little is known", assessment.second_text)
        self.assertEqual(assessment.proposed_grade_id, assessment.grade_of_score_id)

    def test_lowers_nothing(self):
        assessment = self.assess(*[0] * 12)
        self.assertEqual((assessment.second_score, assessment.second_scored), (100, True))
        self.assertIn("it lowers nothing", assessment.second_text)
        self.assertEqual(assessment.proposed_grade_id, assessment.grade_of_score_id)

    def test_the_worse_counts(self):
        before = self.assess()
        self.assertGreater(before.score, 30)
        assessment = self.assess(*[60] * 12)
        self.assertEqual(assessment.second_score, 10)
        self.assertEqual(assessment.proposed_grade_id, assessment.second_grade_id)
        self.assertLess(assessment.proposed_grade_id.score_min, assessment.grade_of_score_id.score_min)
        self.assertEqual(assessment.grade_id, assessment.proposed_grade_id)
        self.assertIn(
            "The worse of both grades counts; most is lost by Share More Than 30 Days Late", assessment.second_text
        )
        self.assertEqual(assessment.limit_factor, assessment.second_grade_id.limit_factor)
        self.assertEqual(thaw(assessment.frozen).second, self.second._to_core())
        self.assertIn("It is the same", assessment.action_recompute()["params"]["message"])
        self.assertIn(self.second.display_name, assessment.with_user(self.analyst).second_text)

    def test_the_first_card_gives_the_score(self):
        """A second card alone scores nobody, and nobody is left without a first."""
        self.assertEqual(self.cards._for(self.paying, {})[self.paying], self.card)
        self.assertEqual(self.cards._for(self.paying, {}, purpose="second")[self.paying], self.second)
        self.card._credit_by_method().ended_on = self.card.valid_from - timedelta(days=1)
        self.card.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "would have no scorecard"):
            self.second._check_everybody_has_a_card(self._day(0))

    def test_an_assessment_of_before_has_none(self):
        self.assertFalse(self.assessment.second_card_id)
        self.assertFalse(self.assessment.second_text)
        self.assertIsNone(thaw(self.assessment.frozen).second)

    def test_replays_propose_by_both(self):
        """Limits as today's cards would have proposed them follow the worse grade, too."""
        for days in (320, 290, 260, 230, 200, 170):
            self._paid(days, 60, account=self.paying)
        histories = self.env["credit.replay.history"]
        collected = histories._collect(self.root, self._day(-364), self._day(0))
        policy = self.env["credit.policy"]._get_in_force(self.root)
        number = collected.customers.index(self.paying.partner_id.id)
        day = (self._day(0) - Datetime.to_datetime("1970-01-01").date()) // timedelta(days=1)
        with_both = histories._standings(collected, "proposed", policy).on(number, day)
        self.second._credit_by_method().ended_on = self.second.valid_from - timedelta(days=1)
        self.second.invalidate_recordset()
        alone = histories._standings(collected, "proposed", policy).on(number, day)
        grades = {grade.code: grade.score_min for grade in self.env["credit.grade"]._get_active()}
        self.assertLess(grades[with_both.grade], grades[alone.grade])
