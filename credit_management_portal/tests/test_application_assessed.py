from odoo.tests import tagged

from odoo.addons.credit_management.tests.assessment.assessment_common import CreditAssessmentCommon

from .application_common import ApplicationCommon


@tagged("post_install", "-at_install")
class TestApplicationAssessed(CreditAssessmentCommon, ApplicationCommon):
    """An application ends with the assessment that answers it, and with no other one."""

    def test_approved_with_the_assessment(self):
        application, other = self._apply(self.customer), self._apply(self._create_customer())
        filling = self._invite(email="other@larkspur.example")
        application.with_user(self.analyst).action_assess()
        self.assertEqual(application.state, "in_work")
        self._approved(limit_amount=5000)
        self.assertEqual((application.state, other.state, filling.state), ("approved", "received", "invited"))
        self.assertEqual(application.ended_on, self._day(0))
        self.assertIn("has been approved", self._mails(application)[-1].body_html)

    def test_no_limit_approves_nothing(self):
        application = self._apply(self.customer)
        self._approved(limit_amount=0)
        self.assertEqual(application.state, "received")
