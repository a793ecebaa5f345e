from odoo.exceptions import AccessError
from odoo.tests import tagged

from .overview_common import OverviewCommon


@tagged("post_install", "-at_install")
class TestCompanyFigure(OverviewCommon):
    """The trend: one row a company and month end, written by the daily job."""

    def setUp(self):
        super().setUp()
        self.figures = self.env["credit.company.figure"].sudo()
        self.figures.search([]).unlink()
        self.invoice(900, due=-140)  # dated 170 days ago

    def kept(self):
        return self.figures.search([("company_id", "=", self.company.id)], order="date")

    def test_twelve_month_ends_the_first_time(self):
        self.figures._keep(self.company)
        self.assertEqual(len(self.kept()), 12)
        found = self.env["credit.indicators"]._read(self.company)[self.company][0]
        for row in self.kept():
            self.assertAlmostEqual(row.dso, found[row.date].dso or 0.0, 6)
            self.assertAlmostEqual(row.overdue_ratio, found[row.date].overdue_ratio or 0.0, 6)
        self.assertEqual(self.kept()[-1].overdue_ratio, 1)

    def test_then_the_last_one_and_what_is_missing(self):
        self.figures._keep(self.company)
        self.env.flush_all()
        self.cr.execute("UPDATE credit_company_figure SET overdue_ratio = 0.5, dso = 7")
        self.figures.invalidate_model()
        self.figures._keep(self.company)
        self.assertEqual(self.kept()[:-1].mapped("dso"), [7] * 11, "what is closed stays as it was")
        self.assertEqual(self.kept()[-1].overdue_ratio, 1, "the latest one follows the ledger")
        self.kept()[5].unlink()
        self.figures._keep(self.company)
        self.assertEqual(len(self.kept()), 12)

    def test_not_known_is_not_zero(self):
        """Nothing was sold in the last quarter: no days sales outstanding, but all of it overdue."""
        self.figures._keep(self.company)
        day, dso, ratio = self.figures._trend(self.company)[-1]
        self.assertEqual((day, dso, ratio), (self.kept()[-1].date, None, 1))
        self.assertEqual(self.overview()["trend"][-1]["dso"], False)
        known = len(self.figures._trend(self.company))
        self.assertLess(known, 12, "before the first invoice nothing is known")

    def test_nothing_kept_yet(self):
        self.assertEqual(self.overview()["trend"], [])
        self.assertEqual(self.overview(self.salesperson)["trend"], False)

    def test_a_click_opens_the_receivables_of_that_day(self):
        self.pay(self.invoice(100, due=-135), payment_date=self.today)
        self.figures._keep(self.company)
        point = self.overview()["trend"][-1]
        items = self.records(point["action"])
        late = sum(item.amount for item in items if item.days_past_due > 0)
        self.assertAlmostEqual(point["overdue_ratio"], late / sum(items.mapped("amount")), 6)
        self.assertEqual(sum(items.mapped("amount")), 1000, "what is paid since was open then")

    def test_the_daily_job_keeps_them(self):
        with self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_monitoring_cron").sudo().method_direct_trigger()
        self.assertEqual(len(self.kept()), 12)

    def test_each_company_its_own(self):
        other = self.setup_other_company(name="Other")["company"]
        self.figures._keep(self.company | other)
        self.assertEqual(len(self.figures.search([("company_id", "=", other.id)])), 12)
        seen = self.figures.with_user(self.analyst).with_context(allowed_company_ids=self.company.ids).search([])
        self.assertEqual(seen.company_id, self.company)
        with self.assertRaises(AccessError):
            self.figures.with_user(self.salesperson).search([])
