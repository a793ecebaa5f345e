import re

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .assessment_common import CreditAssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentAlone(CreditAssessmentCommon):
    """An own assessment counts with the whole limit it grants: it decides anew on grade and terms, too."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].search([("user_id", "!=", cls.manager.id)]).unlink()
        cls.authority = cls._grant_authority(cls.manager, unlimited=True)

    def _allow(self, amount):
        self.authority.with_user(self.administrator).own_up_to = amount
        self.env.invalidate_all()

    def _own(self, amount):
        assessment = self._assess(user=self.manager)
        assessment.write({"limit_amount": amount, "difference_reason": "Known for years"})
        assessment.action_submit()
        return assessment

    def _refused(self, assessment):
        self.assertFalse(assessment.can_decide)
        with self.assertRaisesRegex(AccessError, "had a hand"), self.env.cr.savepoint():
            assessment.action_approve()

    def test_approved_alone(self):
        assessment = self._own(2000)
        self._refused(assessment)
        self._allow(1999)
        self._refused(assessment)
        self._allow(2000)
        self.assertTrue(assessment.can_decide)
        assessment.action_approve()
        self.assertEqual(self.account.effective_limit, 2000)
        self.assertEqual((assessment.alone_up_to, assessment.limit_id.alone_up_to), (2000, 2000))
        self.assertRegex(assessment.alone_text, f"by {re.escape(self.administrator.name)}")
        said = " ".join(assessment.message_ids.mapped("body"))
        self.assertIn("Approved by the same person", said)

    def test_the_whole_limit_counts(self):
        """A limit of 9,000 renewed, with better terms, raises nothing and is no small matter."""
        self._approved(limit_amount=9000)
        self._allow(1000)
        self._refused(self._own(9000))

    def test_temporary_limits_count(self):
        self._allow(1000)
        self._propose_limit(self.account, 800, kind="temporary", valid_from=self._day(3)).with_user(
            self.manager
        ).action_approve()
        self._refused(self._own(201))

    def test_what_keeps_from_it_is_said(self):
        assessment = self._own(4000)
        self.assertRegex(assessment.obstacle_text, r"Nobody else may approve up to .*4,000\.00")
        self._grant_authority(self.second_manager, 3000)
        self.env.invalidate_all()
        self.assertRegex(assessment.with_user(self.second_manager).obstacle_text, r"up to .*3,000\.00")
        self.assertIn(self.manager.name, self._as_analyst().with_user(self.analyst).obstacle_text)

    def _as_analyst(self):
        account = self._create_account(self._create_customer("Other"))
        assessment = self._assess(account)
        assessment.write(
            {"grade_id": self.env["credit.grade"].search([], limit=1).id, "limit_amount": 10, "difference_reason": "So"}
        )
        assessment.action_submit()
        return assessment
