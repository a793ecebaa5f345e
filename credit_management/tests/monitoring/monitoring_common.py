from odoo import Command
from odoo.tools import SQL

from ...core.monitoring.figures import Figures
from ..common import CreditCommon

CRON = "credit_management.credit_monitoring_cron"


class MonitoringCommon(CreditCommon):
    """One account with a controller, and rules of the test's own: the ready ones are put aside."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.credit_tz = "UTC"
        for user in (cls.analyst, cls.manager, cls.second_manager, cls.administrator, cls.salesperson):
            user.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.rules = cls.env["credit.alert.rule"]
        cls.alerts = cls.env["credit.alert"]
        cls.rules.search([]).active = False
        cls._put_demonstration_aside()
        cls.account = cls._create_account(
            cls._create_customer("Alerted"), status="active", status_reason="Good", controller_id=cls.analyst.id
        )
        cls.today = cls.company._credit_today()

    @classmethod
    def _put_demonstration_aside(cls):
        """Remove alerts of the demonstration company: nothing there can be deleted by hand."""
        cls.env.flush_all()
        for table in ("credit_alert_met", "credit_alert", "credit_job_run"):
            cls.env.cr.execute(SQL("DELETE FROM %s", SQL.identifier(table)))
        cls.env["mail.activity"].search([("res_model", "=", "credit.alert")]).unlink()
        cls.env.invalidate_all()

    # === FACTORIES === #

    @classmethod
    def _rule(cls, kind="utilisation", warn=90, clear=80, **vals):
        return cls.rules.create({"name": f"{kind} {warn}", "kind": kind, "warn": warn, "clear": clear, **vals})

    def figures(self, percent=95, **known):
        """So much of a limit of 1,000 in use."""
        values = {
            "on": self.today,
            "exposure": percent * 10.0,
            "limit_state": "limited",
            "limit_amount": 1000.0,
            "company_id": self.company.id,
        }
        return Figures(**(values | known))

    def judge(self, percent=95, account=None, **known):
        """Run the job of the day on these figures; returns the alerts raised."""
        account = account or self.account
        raised = self.alerts._judge({account: self.figures(percent, **known)})
        self.env.flush_all()
        return raised

    def open_alerts(self, account=None):
        return self.alerts.search([("account_id", "=", (account or self.account).id), ("state", "!=", "closed")])

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref(CRON).sudo().method_direct_trigger()

    def notes(self, account=None):
        return " ".join((account or self.account).message_ids.mapped("body"))
