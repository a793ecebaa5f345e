from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.credit_management.core.exposure.exposure import DISPUTED

from ..core.covered import ABOVE
from ..models.credit_covering import Owing
from .cover_common import CoverCommon


@tagged("post_install", "-at_install")
class TestCoverFigures(CoverCommon):
    """How much is covered today, what has to be done, what may be claimed, and what is lost on average."""

    # === UNCOVERED === #

    def test_items_orders_and_credits_of_a_customer(self):
        cover = self.insured(1000)
        self.invoice(600, due=10)
        self.order(total=900, partner_id=self.customer.id).action_confirm()
        self.receive(200)
        found = self.covering()
        self.assertEqual((found.covered, found.uncovered), (1000, 300))
        self.assertEqual({reason for one in found.items for reason in one.reasons}, {ABOVE})
        self.account.invalidate_recordset()
        self.assertEqual((self.account.covered_amount, self.account.uncovered_amount), (1000, 300))
        self.assertRegex(cover.verdict, r"Covers .*1,000.* of the .*1,300.* owed, until .*300.* is not covered")

    def test_what_is_let_off_in_dispute_is_no_money(self):
        """Rows of another addon: taken for a credit they would pay the oldest item, which is to be reported."""
        owing, day = Owing(), self._day(-90)
        for row in ((8, "receivable", 900.0), (14, DISPUTED, -900.0)):
            item_id, category, amount = row
            columns = (self.customer.id, item_id, category, day, day, amount, None, None, None, None, None)
            self.env["credit.covering"]._add_item(owing, columns, self._day(0))
        self.assertEqual(([item.amount for item in owing.items], owing.credit), ([900.0], 0.0))

    def test_without_cover_all_is_uncovered(self):
        self.invoice(600)
        self.assertEqual((self.account.covered_amount, self.account.uncovered_amount), (0, 600))

    def test_the_report(self):
        self.insured(500)
        self.invoice(600, due=10)
        bare = self._create_account(self._create_customer("Bare"))
        self.invoice(70, bare.partner_id)
        uncovered = self.env["credit.uncovered"].with_user(self.analyst)
        uncovered.action_report()
        rows = uncovered.search([("account_id", "in", (self.account | bare).ids)])
        found = {(row.partner_id.name, row.amount, row.covered, row.uncovered, row.reason) for row in rows}
        self.assertEqual(found, {("Customer", 600, 500, 100, "above"), ("Bare", 70, 0, 70, "no_cover")})
        action = rows.filtered("move_id").action_open_document()
        self.assertEqual(action["res_model"], "account.move")
        with self.assertRaises(AccessError):
            self.env["credit.uncovered"].with_user(self.salesperson).action_report()

    def test_as_many_queries_for_many_customers(self):
        accounts = self.account
        for number in range(12):
            accounts |= self._create_account(self._create_customer(f"C{number}"))
        for account in accounts:
            self.confirmed(account=account)
            self.invoice(100, account.partner_id)
        few, many = accounts[:2], accounts
        self.assertEqual(self.queries(few), self.queries(many))

    def queries(self, accounts):
        self.env.flush_all()
        self.env.invalidate_all()
        accounts.mapped("company_id")
        accounts._read_covered()
        before = self.env.cr.sql_log_count
        accounts._read_covered()
        return self.env.cr.sql_log_count - before

    # === DEADLINES === #

    def monitor(self):
        return self.env["credit.monitoring"]._read_more(self.account, {self.company: self.company._credit_today()})

    def test_an_overdue_not_reported_in_time_loses_its_cover(self):
        cover = self.insured(2000, reporting_days=20)
        late, soon = self.invoice(400, due=-30), self.invoice(100, due=-15)
        self.assertEqual(self.covering().uncovered, 400)
        figures = self.monitor()[self.account.id]
        self.assertEqual((figures["cover_lost"], figures["cover_report"]), (400, 5))
        self.assertIn("was not reported in time", cover.next_step)
        reports = self.env["credit.cover.report"].with_user(self.analyst)
        reports.create({"cover_id": cover.id, "move_id": late.id, "reported_on": self._day(-12)})
        reports.create({"cover_id": cover.id, "move_id": soon.id})
        self.assertEqual(self.covering().uncovered, 0)
        self.assertNotIn("cover_report", self.monitor()[self.account.id])
        with self.assertRaisesRegex(ValidationError, "has not come yet"):
            reports.create({"cover_id": cover.id, "move_id": self.invoice(5).id, "reported_on": self._day(1)})
        foreign = self.invoice(5, self._create_customer("Foreign"))
        with self.assertRaisesRegex(ValidationError, "is not owed by"):
            reports.create({"cover_id": cover.id, "move_id": foreign.id})

    def test_days_until_cover_ends_or_is_called_and_a_reduction(self):
        self.confirmed(last=self._day(40), call_days=10)
        self.invoice(100, due=5)
        cover = self.insured(2000, since=-50)
        self.decision(cover, "reduced", 1500)
        figures = self.monitor()[self.account.id]
        self.assertEqual((figures["cover_expiry"], figures["cover_reduced"]), (40, 500))

    def test_alerts(self):
        cover = self.insured(2000, reporting_days=20)
        self.decision(cover, "reduced", 1500)
        self.invoice(400, due=-30)
        self.env["credit.monitoring"]._monitor(self.account, {})
        kinds = set(self.account.alert_ids.mapped("kind"))
        self.assertLessEqual({"cover_lost", "cover_reduced"}, kinds)
        self.assertTrue(all(alert.finding for alert in self.account.alert_ids))

    # === CLAIM === #

    def test_a_claim(self):
        cover = self.insured(2000, share=90, waiting_days=60)
        old = self.invoice(400, due=-70)
        self.invoice(100, due=-30)
        claims = self.env["credit.cover.claim"].with_user(self.analyst)
        claim = claims.browse(cover.with_user(self.analyst).action_claim()["res_id"])
        self.assertEqual((claim.move_ids, claim.amount), (old, 360))
        claim.action_file()
        with self.assertRaises(UserError):
            claim.amount = 9000
        with self.assertRaisesRegex(UserError, "Nothing may be claimed"):
            cover.with_user(self.analyst).action_claim()  # twice
        claim.action_pay()
        self.assertEqual((claim.state, claim.paid_amount), ("paid", 360))
        bare = self._create_account(self._create_customer("Bare"))
        with self.assertRaisesRegex(UserError, "Nothing may be claimed"):
            self.confirmed(account=bare).with_user(self.analyst).action_claim()

    def test_prints(self):
        cover = self.insured(2000)
        self.invoice(400, due=-70)
        claim = self.env["credit.cover.claim"].browse(cover.action_claim()["res_id"])
        for name, record, words in (
            ("credit_cover_form", cover, ("Insurer", "2,000.00", "400.00")),
            ("credit_cover_claim_form", claim, (claim.move_ids.name, "400.00")),
        ):
            html = (
                self.env["ir.actions.report"]
                .with_user(self.analyst)
                ._render_qweb_html(f"credit_management_cover.{name}", record.ids)[0]
                .decode()
            )
            for word in words:
                self.assertIn(word, html)
        with self.assertRaises(AccessError):
            self.env["report.credit_management_cover.credit_cover_form"].with_user(self.salesperson)._get_report_values(
                cover.ids
            )

    # === LOSS === #

    def test_provision_nets_cover_and_cost_stands_against_it(self):
        policy = self.env["credit.insurance"].create(
            {
                "name": "P",
                "issuer_id": self.insurer.id,
                "first": self._day(-300),
                "premium_rate": 1,
                "minimum_premium": 50,
                "fee": 10,
            }
        )
        self.insured(300, since=-300, first=self._day(-300), insurance_id=policy.id)
        self.invoice(1000, due=-200)
        covered = self.env["credit.provision"]._read_covered(self.company, self._day(0), (0, 1, 31, 61, 91, 121))
        self.assertEqual(sum(covered[:5]), 0)
        self.assertEqual(covered[5], 300)
        wizard = self.env["credit.expected.loss"].create({})
        wizard.action_compute()
        last = wizard.line_ids[-1]
        self.assertEqual(last.covered, 300)
        self.assertEqual(last.loss - last.net_loss, 300)
        self.assertEqual((policy.cost, policy.loss_saved, policy.benefit), (60, 300, 240))
