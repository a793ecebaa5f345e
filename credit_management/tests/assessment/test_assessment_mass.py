from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .assessment_common import CreditAssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentMass(CreditAssessmentCommon):
    """A selection of accounts assessed, of assessments submitted and approved, each for itself."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._create_account(cls._create_customer("Nothing known"))
        cls.accounts = (cls.account | cls.other).with_user(cls.analyst)

    def test_assess_submit_and_approve(self):
        action = self.accounts.action_assess_selected()
        found = self.env["credit.assessment"].search(action["domain"])
        self.assertEqual(found.account_id, self.accounts.with_env(self.env))
        message = found.with_user(self.analyst).action_submit_each()["params"]["message"]
        self.assertIn("Submitted: 1.", message)
        self.assertIn("Too little is known", message)
        known = found.filtered(lambda one: one.account_id == self.account)
        self.assertEqual(known.limit_before, "Not assessed")
        self.assertFalse(known.with_user(self.analyst).can_approve)
        self.assertTrue(known.with_user(self.manager).can_approve)
        self.assertIn("Approved: 1.", found.with_user(self.manager).action_approve_each()["params"]["message"])
        self.assertEqual((known.state, known.grade_before), ("approved", known.grade_id.code))

    def test_beyond_the_authority(self):
        self.env["credit.authority"].search([]).active = False
        self._grant_authority(self.manager, 1)
        self._grant_authority(self.second_manager, unlimited=True)
        assessment = self._assess()
        assessment.write({"limit_amount": 500, "difference_reason": "Known for years"})
        assessment.action_submit()
        mine = assessment.with_user(self.manager)
        self.assertTrue(mine.beyond_authority and mine.can_decide)
        self.assertFalse(mine.can_approve)
        self.assertIn(assessment, mine.search([("beyond_authority", "=", True)]))
        self.assertNotIn(assessment, mine.search([("can_approve", "=", True)]))
        self.assertIn("Left out: 1", mine.action_approve_each()["params"]["message"])
        mine.action_pass_on()
        self.assertEqual(assessment.activity_ids.user_id, self.second_manager)

    def test_nothing_chosen(self):
        with self.assertRaises(UserError):
            self.env["credit.account"].with_user(self.analyst).action_assess_selected()
        with self.assertRaises(AccessError):
            self.accounts.with_user(self.salesperson).action_assess_selected()
