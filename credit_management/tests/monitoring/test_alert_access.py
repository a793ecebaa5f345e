from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .monitoring_common import MonitoringCommon


@tagged("post_install", "-at_install")
class TestAlertAccess(MonitoringCommon):
    """Who sees and changes what, whatever a client sends."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._rule()

    def test_roles(self):
        alert = self.judge(95)
        for user in (self.analyst, self.manager):
            self.assertTrue(alert.with_user(user).finding)
        for user in (self.salesperson, self.administrator):
            with self.assertRaises(AccessError):
                alert.with_user(user).read(["state"])
            with self.assertRaises(AccessError):
                alert.with_user(user).action_acknowledge()

    def test_rules_are_the_administrators(self):
        self.rule.with_user(self.administrator).warn = 95
        for user in (self.analyst, self.manager, self.salesperson):
            with self.assertRaises(AccessError):
                self.rule.with_user(user).warn = 99

    def test_forgeries(self):
        alert = self.judge(95).with_user(self.manager)
        forged = [
            {"state": "closed", "outcome": "false"}, {"severity": "notice"}, {"value": 1}, {"muted": True},
            {"account_id": 1}, {"rule_id": 1}, {"raised_on": "2020-01-01"}, {"rank": 0}, {"is_open": False},
            {"partner_id": 1}, {"company_id": 1}, {"status_before": "active"}, {"mailed_on": self.today},
        ]  # fmt: skip
        for vals in forged:
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                alert.with_context(credit_by_method=True).write(vals)
        with self.assertRaises(AccessError):
            self.alerts.with_user(self.manager).create({"account_id": self.account.id, "rule_id": self.rule.id})
        with self.assertRaises(UserError):
            alert.unlink()
        with self.assertRaises(UserError):
            alert.copy()
        with self.assertRaises(UserError):
            alert.sudo().unlink()

    def test_free_fields(self):
        alert = self.judge(95).with_user(self.analyst)
        alert.write({"owner_id": self.manager.id, "due_date": self._day(1), "note": "Called"})
        self.assertEqual(alert.owner_id, self.manager)

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        account = self._create_account(self.account.partner_id, other)
        alert = self.judge(95, account, company_id=other.id)
        with self.assertRaises(AccessError):
            alert.with_user(self.analyst).read(["state"])
        self.analyst.company_ids = [Command.link(other.id)]
        self.assertTrue(alert.with_user(self.analyst).with_company(other).finding)

    def test_snapshots_and_runs_are_written_by_nobody(self):
        snapshots = self.env["credit.snapshot"].with_user(self.manager)
        with self.assertRaises(AccessError):
            snapshots.create({"account_id": self.account.id, "date": self.today})
        with self.assertRaises(AccessError):
            self.env["credit.job.run"].with_user(self.manager).create({})
        with self.assertRaises(AccessError):
            self.env["credit.job.run"].with_user(self.analyst).action_run_now()
        with self.assertRaises(AccessError):
            self.env["credit.alert.met"].with_user(self.manager).search([])
