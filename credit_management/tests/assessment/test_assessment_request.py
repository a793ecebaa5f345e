from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..limit.request_common import RequestCommon
from .assessment_common import CreditAssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentRequest(CreditAssessmentCommon, RequestCommon):
    """An assessment whose limit takes two decisions is approved once a request has collected them."""

    def test_from_assessment_to_limit(self):
        self._rung(5_000, (1, []), (1, []))
        assessment = self._assess(self.account)
        note = "Their bank is nervous"
        assessment.write({"limit_amount": 20_000, "difference_reason": "Known for years", "note": note})
        assessment.action_submit()
        managers = self.manager, self.second_manager
        self.assertTrue(assessment.takes_steps)
        with self.assertRaisesRegex(AccessError, "takes 2 decisions: submit it as a limit request"):
            assessment.with_user(self.manager).action_approve()
        request = self.env["credit.limit.request"].browse(assessment.action_submit_request()["res_id"])
        self.assertEqual((request.state, request.amount), ("submitted", 20_000))
        self.assertNotIn(note, request.reason, "who sells to the customer reads it")
        self.assertIn(assessment.submitted_by, request.hand_ids)
        for manager in managers:
            request.with_user(manager).action_approve()
        self.assertEqual(self.account.effective_limit, 20_000)
        self.env.invalidate_all()
        self.assertFalse(assessment.takes_steps)
        assessment.with_user(self.manager).action_approve()
        self.assertEqual((assessment.state, self.account.effective_limit), ("approved", 20_000))
