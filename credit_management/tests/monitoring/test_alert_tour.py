from odoo.tests import HttpCase, tagged

from .monitoring_common import MonitoringCommon


@tagged("post_install", "-at_install")
class TestAlertTour(MonitoringCommon, HttpCase):
    """Tour of a credit manager: the browser's own errors fail the test."""

    def test_a_manager_deals_with_an_alert(self):
        self.account.partner_id.name = "AAA Alerted"
        self._rule(act_status="watch")
        alert = self.judge(95)
        self.run_job_snapshot()
        self.assertEqual(self.account.status, "watch")
        self.start_tour("/odoo/credit-alerts", "credit_management_alert", login=self.manager.login)
        self.assertEqual((alert.state, alert.outcome, alert.acknowledged_by), ("closed", "false", self.manager))
        change = self.account.change_ids
        self.assertEqual((self.account.status, change.state, change.status), ("watch", "proposed", "active"))

    def run_job_snapshot(self):
        for days in (-2, -1, 0):
            _figures, rows = self.env["credit.monitoring"]._collect(self.account, {})
            self.env["credit.snapshot"]._keep([rows[0] | {"date": self._day(days), "exposure": 100.0 - days}])
