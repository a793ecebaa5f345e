from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestStatementRun(AgreedCommon):
    """Monthly statements by the run of reminders, and runs that nobody starts."""

    def setUp(self):
        super().setUp()
        self.strategy.sudo().statement_day = 1
        # Tests of Odoo print no PDF but its page, as text.
        reports = self.env.registry["ir.actions.report"]
        original = reports._render_qweb_pdf

        def render(report, *args, **options):
            content, kind = original(report, *args, **options)
            return content if isinstance(content, bytes) else str(content).encode(), kind

        self.startPatcher(patch.object(reports, "_render_qweb_pdf", render))

    def statements(self, **values):
        return self.run_of(kind="statement", **values)

    def test_all_that_is_open_and_no_level_is_taken(self):
        self.invoice(300, due=9)
        self.dispute(self.move)
        run = self.statements()
        message = self.message(run)
        self.assertEqual(
            (message.state, message.kind, message.level, message.amount), ("previewed", "statement", 0, 1300)
        )
        self.assertIn("Open together", message.looks)
        self.assertFalse(message.step_id)
        with self.capture_mails() as mails:
            self.send(run)
        self.assertEqual((message.state, len(mails)), ("sent", 1), message.error)
        self.assertIn("statement of account", str(mails[0]["Subject"]))
        self.assertEqual([part.get_content_type() for part in mails[0].iter_attachments()], ["application/pdf"])
        item = self.held()
        self.assertEqual((item.level, item.noted), (0, None))

    def test_once_a_month_and_not_beside_a_reminder(self):
        self.sent_before(3, self.move)
        self.assertEqual(self.message(self.statements()).reason, "recent")
        self.env["credit.reminder"].sudo().search([("account_id", "=", self.account.id)]).write({"day": self.day(-9)})
        run = self.statements()
        with self.capture_mails():
            self.send(run)
        self.assertEqual(self.message(run).state, "sent", self.message(run).error)
        self.assertEqual(self.message(self.statements()).reason, "stated")
        self.assertEqual(self.message(self.run_of()).reason, "recent", "nor a reminder beside a statement")

    def test_none_without_a_day_of_the_month(self):
        self.strategy.sudo().statement_day = 0
        self.assertFalse(self.message(self.statements()))

    def test_paid_meanwhile(self):
        run = self.statements()
        self.pay(self.move)
        with self.capture_mails() as mails:
            self.send(run)
        self.assertEqual((self.message(run).state, self.message(run).reason, len(mails)), ("dropped", "gone", 0))

    def test_on_paper(self):
        self.customer.email = False
        run = self.statements()
        self.send(run)
        message = self.message(run)
        self.assertEqual((message.channel, message.state), ("letter", "sent"))
        sheet = self.env["report.credit_management_collections.credit_reminder_letter"].with_user(self.collector)
        (values,) = sheet._get_report_values(message.ids)["sheets"]
        self.assertEqual((values["tables"][0]["total"][0], values["title"]), ("Open together", "Statement of Account"))

    def test_no_late_interest_on_a_statement(self):
        self.account.sudo().late_rate_id = self.env["credit.late.rate"].sudo().search([], limit=1)
        self.assertEqual(self.message(self.statements()).amount, 1000)

    # === BY ITSELF === #

    def automatic(self, user=None, **values):
        self.strategy.sudo().write({"is_automatic": True, "statement_day": 0, **values})
        self.company.credit_reminder_user_id = user or self.manager
        self.job_done()

    def job_done(self):
        now = self.env.cr.now()
        self.env["credit.job.run"].sudo().create({"state": "done", "started_on": now, "ended_on": now})

    def runs(self):
        return self.env["credit.reminder.run"].sudo().search([("is_automatic", "=", True)])

    def test_off_by_default(self):
        self.job_done()
        self.work()
        self.assertFalse(self.runs())
        self.strategy.sudo().is_automatic = True
        self.work()
        self.assertFalse(self.runs(), "nobody is named")

    def test_previews_and_sends_once_a_day(self):
        self.automatic()
        with self.capture_mails() as mails:
            self.work()
            run = self.runs()
            self.assertEqual(
                (run.state, run.kind, run.author_id, run.approved_by_id), ("done", "reminder", *[self.manager] * 2)
            )
            self.assertEqual((self.message(run).state, len(mails)), ("sent", 1))
            self.work()
        self.assertEqual((self.runs(), len(mails)), (run, 1))
        self.assertEqual(self.company.credit_reminded_on, self.today)

    def test_by_the_button_of_the_job(self):
        self.automatic()
        web = "odoo.addons.credit_management.models.common.credit_shown.is_web_client"
        with self.capture_mails() as mails, patch(web, return_value=True):
            self.work()
        self.assertEqual((self.runs().state, len(mails)), ("done", 1))

    def test_statements_too(self):
        self.automatic(statement_day=1)
        self.strategy.sudo().step_ids.unlink()
        with self.capture_mails() as mails:
            self.work()
        self.assertEqual((self.runs().kind, len(mails)), ("statement", 1))

    def test_not_before_the_daily_job(self):
        self.automatic()
        self.env["credit.job.run"].sudo().search([]).unlink()
        self.work()
        self.assertFalse(self.runs())

    def test_other_strategies_wait_for_somebody(self):
        self.automatic()
        other = self._create_customer("Other", email="other@example.com")
        account = self._create_account(other)
        account.strategy_id = self._strategy(name="By hand")
        self.invoice(500, partner=other, due=-20)
        with self.capture_mails() as mails:
            self.work()
        self.assertEqual(len(mails), 1)
        self.assertFalse(self.message(self.runs(), account))

    def test_what_is_above_the_authority_waits(self):
        self.automatic(self.collector)
        self.env["credit.authority"].sudo().search([("role", "=", "collector")]).reminder_amount = 999
        with self.capture_mails() as mails:
            self.work()
        run = self.runs()
        self.assertEqual((run.count, len(mails), self.message(run).reason), (0, 0, "authority"))
        self.assertEqual(run.state, "previewed")
        self.company.credit_reminded_on = False
        self.work()
        self.assertEqual(len(self.runs()), 1, "and not one more every day")

    def test_with_the_rights_of_that_person(self):
        self.automatic(self._create_user("seller", "sales_team.group_sale_salesman"))
        self.work()
        self.assertFalse(self.runs())
        problem = self.env["credit.reminder.run"].sudo()._get_automatic_problem(self.company)
        self.assertIn("no collector any more", problem)
        checks = self.env["credit.overview"].with_user(self.administrator)._check_health(self.company)
        self.assertIn(("automatic_runs", False), [(check["key"], check["ok"]) for check in checks])

    def test_of_somebody_of_a_branch(self):
        branch = self.env["res.company"].sudo().create({"name": "Branch", "parent_id": self.company.id})
        self.automatic(self.collector)
        self.collector.sudo().write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        problem = self.env["credit.reminder.run"].sudo()._get_automatic_problem(self.company)
        self.assertIn("does not work in", problem)

    def test_nothing_on_quiet_days_leaves_no_run(self):
        self.automatic()
        self.pay(self.move)
        self.work()
        self.assertFalse(self.runs())
        self.assertEqual(self.company.credit_reminded_on, self.today)
