from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .assessment_common import CreditAssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentNewer(CreditAssessmentCommon):
    """Approving compares what was drawn with what is known now."""

    def _submitted(self):
        assessment = self._assess()
        assessment.action_submit()
        return assessment

    def assertRefused(self, assessment, sentence):
        with self.assertRaisesRegex(UserError, f"(?s){sentence}.*Take it back"):
            assessment.with_user(self.manager).action_approve()
        self.assertRegex(assessment.with_user(self.manager).newer_text, sentence)
        assessment.action_take_back()
        assessment.action_refresh()
        assessment.write({"difference_reason": "As it was"})
        assessment.action_submit()
        assessment.invalidate_recordset(["newer_text"])
        self.assertFalse(assessment.newer_text)
        assessment.with_user(self.manager).action_approve()

    def test_nothing_is_newer(self):
        assessment = self._submitted()
        self.assertFalse(assessment.newer_text)
        assessment.with_user(self.manager).action_approve()

    def test_a_statement_confirmed_since(self):
        assessment = self._submitted()
        version = self.env["credit.financial.statement"].browse(self.statement.action_new_version()["res_id"])
        version.write({"share_capital": 1, "difference_reason": "Test"})
        version.with_user(self.manager).action_confirm()
        self.assertRefused(assessment, "A newer financial statement")

    def test_a_customer_put_on_stop(self):
        assessment = self._submitted()
        self.account.with_user(self.manager).action_set_status("stop", "Insolvent")
        self.assertRefused(assessment, "on “Stop” now, and was on “Not Assessed”")

    def test_a_worse_grade(self):
        assessment = self._submitted()
        self.risk.points = 0
        self.assertRefused(assessment, "Today's figures give grade")

    def test_figures_of_two_years_ago(self):
        assessment = self._submitted()
        assessment._credit_by_method().assessed_on = self._day(-30)
        self.assertFalse(assessment.newer_text)
        assessment._credit_by_method().assessed_on = self._day(-31)
        self.assertRefused(assessment, "older than 30 days")

    def test_the_policy_says_how_old(self):
        assessment = self._submitted()
        self.env["credit.policy"]._get_in_force(self.company)._credit_by_method().assessment_days = 0
        with freeze_time(fields.Datetime.add(fields.Datetime.now(), days=40)):
            self.assertNotRegex(assessment.newer_text or "", "older than")

    # === REFUSALS === #

    def test_a_refusal_binds_the_next_assessment(self):
        first = self._submitted()
        first.with_user(self.manager).action_refuse("Never, they are insolvent")
        again = self._submitted()
        self._grant_authority(self.second_manager, 10_000)
        self.assertIn("insolvent", again.with_user(self.second_manager).refused_before_text)
        with self.assertRaisesRegex(AccessError, "insolvent.*Nothing has changed"):
            again.with_user(self.second_manager).action_approve()
        self._grant_authority(self.second_manager, unlimited=True)
        again.with_user(self.second_manager).action_approve()

    def test_a_refusal_on_other_facts_binds_nobody(self):
        first = self._submitted()
        first.with_user(self.manager).action_refuse("Never")
        version = self.env["credit.financial.statement"].browse(self.statement.action_new_version()["res_id"])
        version.with_user(self.manager).action_confirm()
        again = self._submitted()
        self._grant_authority(self.second_manager, 10_000)
        again.with_user(self.second_manager).action_approve()
