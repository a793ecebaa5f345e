from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..exposure.ledger_common import LedgerCommon
from .monitoring_common import MonitoringCommon

JOB = "odoo.addons.credit_management.models.monitoring.credit_job_run"


@tagged("post_install", "-at_install")
class TestJob(MonitoringCommon):
    """All accounts in batches: interrupted, resumed, with a broken one among them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.account"].search([]).next_review = False
        cls._rule("review_overdue", 1, 0)
        cls.accounts = cls.account
        for number in range(4):
            cls.accounts |= cls._create_account(cls._create_customer(f"Customer {number}"))
        cls.accounts.next_review = cls._day(-10)
        cls.every = cls.env["credit.account"].search([])
        cls.monitoring = cls.env.registry["credit.monitoring"]

    def setUp(self):
        super().setUp()
        self.seen = []

    @contextmanager
    def watched(self, trouble=lambda accounts: None):
        """Batches of two; notes every account that a batch was committed with, or what the trouble makes of it."""
        genuine = self.monitoring._monitor

        def monitor(model, accounts, receivables):
            raised = genuine(model, accounts, receivables)
            trouble(accounts)
            self.seen += accounts.ids
            return raised

        with patch.object(self.monitoring, "_monitor", monitor), patch(f"{JOB}.BATCH", 2):
            yield

    def last_run(self):
        return self.env["credit.job.run"].search([], limit=1)

    def alerted(self):
        return self.alerts.search([("kind", "=", "review_overdue")]).account_id

    def test_all_accounts(self):
        with self.watched():
            self.run_job()
        run = self.last_run()
        self.assertEqual((run.state, run.done_count, run.failed_count), ("done", len(self.every), 0))
        self.assertEqual(run.raised_count, 5)
        self.assertEqual(sorted(self.seen), sorted(self.every.ids))
        self.assertEqual(self.alerted(), self.accounts)

    def test_again_on_the_same_day(self):
        for _time in range(2):
            self.run_job()
        self.assertEqual(len(self.alerts.search([])), 5)
        counts = self.env["credit.snapshot"]._read_group([], ["account_id", "date:day"], ["__count"])
        self.assertEqual({count for _account, _day, count in counts}, {1})

    def test_resumes_after_a_crash(self):
        """In the middle of the third batch: what is committed stays, and nobody is looked at twice."""
        batches = []

        runs = self.env.registry["credit.job.run"]
        genuine = runs._monitor_safely

        def monitor(run, accounts):
            batches.append(accounts.ids)
            if len(batches) == 3:
                raise SystemError("The machine went down")
            return genuine(run, accounts)

        logs = mute_logger("odoo.addons.base.models.ir_cron")
        with self.watched(), patch.object(runs, "_monitor_safely", monitor), logs:
            self.run_job()
        self.assertEqual(batches[2], batches[3], "the batch that was cut off is begun anew")
        self.assertEqual(sorted(self.seen), sorted(self.every.ids))
        self.assertEqual(self.last_run().done_count, len(self.every))
        self.assertEqual(len(self.env["credit.job.run"].search([])), 1)
        self.assertEqual(len(self.alerts.search([])), 5)

    def test_a_broken_account(self):
        broken = self.accounts[2]

        def trouble(accounts):
            if broken in accounts:
                raise ValueError("Something is odd\nwith this one")

        with self.watched(trouble), mute_logger(JOB):
            self.run_job()
        run = self.last_run()
        self.assertEqual((run.state, run.failed_count, run.done_count), ("done", 1, len(self.every) - 1))
        self.assertEqual((run.failure_ids.account_id, run.failure_ids.message), (broken, "Something is odd"))
        self.assertEqual(self.alerted(), self.accounts - broken)

    def test_what_failed_is_tried_again(self):
        broken, cured = self.accounts[2], self.accounts[3]
        failing = {broken, cured}

        def trouble(accounts):
            if failing & set(accounts):
                raise ValueError("Something is odd")

        failure = "odoo.addons.credit_management.models.monitoring.credit_job_failure"
        with self.watched(trouble), mute_logger(JOB, failure):
            self.run_job()
            run = self.last_run()
            self.assertEqual((run.outcome, run.can_retry, run.failed_count), ("failed", True, 2))
            with self.assertRaises(AccessError):
                run.with_user(self.analyst).action_retry_failed()
            failing.remove(cured)
            run.with_user(self.manager).action_retry_failed()
            self.assertEqual((run.outcome, run.retried_count), ("failed", 1))
            self.assertEqual(self.alerted(), self.accounts - broken)
            failing.clear()
            run.with_user(self.manager).action_retry_failed()
        self.assertEqual((run.outcome, run.can_retry, run.retried_count), ("retried", False, 2))
        self.assertEqual(self.alerted(), self.accounts)

    def test_accounts_whose_items_differ_from_their_matchings_are_named(self):
        found = self.env["credit.exposure"]._read_mismatches()
        account = self.accounts[2]
        receivable = self.env["account.account"].search(
            [("account_type", "=", "asset_receivable"), ("company_ids", "in", account.company_id.id)], limit=1
        )
        income = self.env["account.account"].search(
            [("account_type", "=", "income"), ("company_ids", "in", account.company_id.id)], limit=1
        )
        for values in (
            {"amount_residual": 5},
            {"reconciled": True},
            {"parent_state": "draft"},
            {"amount_residual": None},
        ):
            with self.subTest(values):
                move = self.env["account.move"].create(
                    {
                        "line_ids": [
                            (0, 0, {"account_id": receivable.id, "partner_id": account.partner_id.id, "debit": 70}),
                            (0, 0, {"account_id": income.id, "credit": 70}),
                        ]
                    }
                )
                move.action_post()
                self.assertEqual(self.env["credit.exposure"]._read_mismatches(), found)
                ((name, value),) = values.items()
                line = move.line_ids.filtered("debit")
                self.env.cr.execute(
                    SQL("UPDATE account_move_line SET %s = %s WHERE id = %s", SQL.identifier(name), value, line.id)
                )
                key = (account.partner_id.id, account.company_id.id)
                self.assertEqual(self.env["credit.exposure"]._read_mismatches(), found | {key: found.get(key, 0) + 1})
                found = self.env["credit.exposure"]._read_mismatches()
        self.env.invalidate_all()
        self.run_job()
        named = self.last_run().failure_ids.filtered(lambda failure: failure.account_id == account)
        self.assertIn(account.partner_name, named.message)

    def test_orders_whose_total_differs_from_their_lines_are_named(self):
        exposure, account = self.env["credit.exposure"], self.accounts[2]
        found = exposure._read_order_mismatches()
        product = self.env["product.product"].create({"name": "Goods", "type": "service", "taxes_id": False})
        line = {"product_id": product.id, "product_uom_qty": 3, "price_unit": 10.01}
        order = self.env["sale.order"].create({"partner_id": account.partner_id.id, "order_line": [(0, 0, line)]})
        order.action_confirm()
        self.env.cr.flush()
        self.assertEqual(exposure._read_order_mismatches(), found)
        for statement in (
            "UPDATE sale_order_line SET price_total = 50 WHERE order_id = %s",
            "UPDATE sale_order SET amount_total = 0 WHERE id = %s",
        ):
            with self.subTest(statement), self.env.cr.savepoint() as savepoint:
                self.env.cr.execute(statement, [order.id])
                key = (account.partner_id.id, account.company_id.id)
                self.assertEqual(exposure._read_order_mismatches(), found | {key: order.name})
                savepoint.rollback()
        self.env.cr.execute("UPDATE sale_order SET amount_total = 0 WHERE id = %s", [order.id])
        self.env.invalidate_all()
        self.run_job()
        named = self.last_run().failure_ids.filtered(lambda failure: failure.account_id == account)
        self.assertIn(order.name, named.message)

    def test_somebody_else_is_at_it(self):
        runs = self.env.registry["credit.job.run"]
        with patch.object(runs, "try_lock_for_update", lambda run, **options: run.browse()), self.watched():
            self.run_job()
        self.assertFalse(self.seen)

    def test_limits_and_other_companies(self):
        """Zero is a limit; another company's account is looked at on its own figures."""
        self._rule()
        other = self.env["res.company"].create({"name": "Other"})
        theirs = self._create_account(self.account.partner_id, other)
        self._approve_limit(self.account, 0)
        self.run_job()
        today = {"date": self.today, "exposure": 0.0}
        for account, state in ((self.account, "limited"), (theirs, "not_assessed")):
            found = self.env["credit.snapshot"].search([("account_id", "=", account.id)])
            self.assertEqual((found.limit_state, found.company_id), (state, account.company_id))
            self.assertEqual({name: found[name] for name in today}, today)
        self.assertEqual(self.open_alerts().mapped("kind"), ["review_overdue"], "nothing owed is nothing used")


@tagged("post_install", "-at_install")
class TestFigures(LedgerCommon):
    """Figures the job reads in a ledger."""

    def collect(self):
        account = self.env["credit.account"]._for(self.customer, self.company)
        receivables = self.env["credit.exposure"]._read_receivables(self.company)
        figures, snapshots = self.env["credit.monitoring"]._collect(account, receivables)
        return figures[account], snapshots[0]

    def test_buckets_are_the_same_for_all_companies(self):
        """The same for every way a company reports by."""
        self.company.credit_aging_bucket_ids.filtered("day_from").unlink()
        self.company.credit_aging_basis = "invoice"
        for due, amount in ((5, 1), (0, 2), (-1, 4), (-30, 8), (-31, 16), (-61, 32), (-91, 64), (-121, 128)):
            self.invoice(amount, due=due)
        figures, snapshot = self.collect()
        self.assertEqual(figures.buckets, (3, 12, 16, 32, 64, 128))
        self.assertEqual((snapshot["bucket_0"], snapshot["bucket_121"]), (3, 128))
        self.assertEqual((figures.overdue, figures.oldest_days_past_due), (252, 121))

    def test_share_of_all_receivables(self):
        self.invoice(100)
        self.invoice(300, partner=self.env["res.partner"].create({"name": "Without an account"}))
        figures, _snapshot = self.collect()
        before = figures.company_receivable
        self.invoice(100)
        figures, _snapshot = self.collect()
        self.assertEqual((figures.receivable, figures.company_receivable - before), (200, 100))

    def test_slowing(self):
        for due, late in ((-300, 0), (-250, 0), (-200, 0), (-150, 0), (-100, 0), (-50, 20), (-40, 20)):
            self.pay(self.invoice(100, due=due), payment_date=self.day(due + late))
        figures, snapshot = self.collect()
        self.assertAlmostEqual(figures.slowing, 20)
        self.assertAlmostEqual(snapshot["days_beyond_terms"], 40 / 7)

    def test_orders(self):
        for days, quantity in ((-200, 6), (-10, 3)):
            self.order(quantity).date_order = fields.Datetime.add(fields.Datetime.now(), days=days)
        figures, _snapshot = self.collect()
        self.assertEqual(figures.ordered, 300)
        self.assertAlmostEqual(figures.ordered_usually, 600 / (200 / 30), 0)

    def test_use_of_a_shared_limit(self):
        """The group is warned of at its head, once; what no membership or limit in force says is no use of it."""
        daughter = self.env["res.partner"].create({"name": "Daughter", "is_company": True})
        accounts = self.env["credit.account"]
        lead, member = accounts._for(self.customer, self.company), accounts._for(daughter, self.company)
        group = self.env["credit.group"].create({"name": "Group", "lead_id": lead.id})
        self.invoice(150)
        self.invoice(900, partner=daughter)
        self.assertEqual(self.collect()[0].shared_use, 0)
        vals = {"group_id": group.id, "reason": "Test", "state": "approved", "counts": True, "valid_from": self.today}
        decided = {"author_id": SUPERUSER_ID, "approver_id": self.env.uid, "approved_on": fields.Datetime.now()}
        self.env["credit.group.limit"]._credit_by_method().create({"amount": 1000, **vals, **decided})
        members = self.env["credit.group.member"]._credit_by_method()
        for account in (lead, member):
            members.create({"account_id": account.id, **vals, **decided})
        self.assertAlmostEqual(self.collect()[0].shared_use, 105)
        receivables = self.env["credit.exposure"]._read_receivables(self.company)
        figures, _snapshots = self.env["credit.monitoring"]._collect(member, receivables)
        self.assertEqual(figures[member].shared_use, 0)
        rule = self.env.ref("credit_management.credit_alert_rule_shared")
        alerts = self.env["credit.monitoring"]._monitor(lead | member, receivables)
        self.assertEqual(alerts.filtered(lambda alert: alert.rule_id == rule).account_id, lead)
