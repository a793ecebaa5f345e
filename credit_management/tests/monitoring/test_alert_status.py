from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .monitoring_common import MonitoringCommon


@tagged("post_install", "-at_install")
class TestAlertStatus(MonitoringCommon):
    """A rule sets the status; closing the alert as false sets it back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._rule(act_status="stop")

    def test_set_and_set_back(self):
        alert = self.judge(95)
        self.assertEqual(self.account.status, "stop")
        self.assertIn("95.0 %", self.account.status_reason)
        wizard = self.env["credit.alert.close"].with_user(self.manager)
        closing = wizard.create(
            {"alert_ids": alert.ids, "outcome": "false", "reason": "A wrong booking", "set_back": True}
        )
        self.assertTrue(closing.can_set_back)
        closing.action_apply()
        self.assertEqual((self.account.status, alert.outcome), ("stop", "false"), "one person lifts no stop")
        self.account.change_ids.with_user(self.second_manager).action_approve()
        self.assertEqual(self.account.status, "active")
        self.assertIn("false alarm", self.account.status_reason)

    def test_set_back_needs_a_manager(self):
        alert = self.judge(95)
        self.assertFalse(alert.with_user(self.analyst).can_set_back)
        with self.assertRaises(AccessError):
            alert.with_user(self.analyst).action_set_back()

    def test_changed_since(self):
        alert = self.judge(95)
        self.account.with_user(self.manager).action_set_status("stop", "I say so")
        self.assertFalse(alert.with_user(self.manager).can_set_back)
        with self.assertRaisesRegex(UserError, "has been changed since"):
            alert.with_user(self.manager).action_set_back()

    def test_only_stricter(self):
        self.rule.act_status = "watch"
        for status, expected in (("active", "watch"), ("stop", "stop"), ("closed", "closed"), ("not_assessed",) * 2):
            account = self._create_account(self._create_customer(status), status=status, status_reason="Set")
            self.judge(95, account)
            self.assertEqual(account.status, expected)

    def test_twice_by_one_alert(self):
        """Watch, then stop: set back is what was before both."""
        self.rule.act_status = "watch"
        self._rule(warn=110, clear=100, severity="critical", act_status="stop")
        alert = self.judge(95)
        self.judge(110)
        self.assertEqual(self.account.status, "stop")
        alert.with_user(self.manager).action_set_back()
        self.assertEqual(self.account.change_ids.status, "active")

    def test_not_forged(self):
        alert = self.judge(95)
        with self.assertRaisesRegex(AccessError, "Alerts set this"):
            self.account.with_user(self.manager).status_alert_id = alert
