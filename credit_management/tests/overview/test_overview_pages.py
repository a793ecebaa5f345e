from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .overview_common import OverviewCommon


@tagged("post_install", "-at_install")
class TestOverviewPages(OverviewCommon):
    """How the company moves, what accountants look at, and what administrators mend."""

    def page(self, page, user):
        model = self.env["credit.overview"].with_user(user).with_context(allowed_company_ids=self.company.ids)
        self.env.flush_all()
        return model.read_page(page)

    def tile(self, page, key):
        return next(tile for tile in page["tiles"] if tile["key"] == key)

    def check(self, key, user=None):
        checks = self.page("health", user or self.administrator)["checks"]
        return next(check for check in checks if check["key"] == key)

    # === OVERVIEW === #

    def test_tiles_tell_money_and_age(self):
        self.assertFalse(self.task("holds")["detail"])
        hold = self.hold(1500)
        hold.sudo()._credit_by_method().write({"requested_on": fields.Datetime.now() - timedelta(days=3)})
        detail = self.task("holds")["detail"]
        self.assertIn("1,500", detail)
        self.assertIn("oldest 3 days", detail)

    def test_change_since_a_week_ago(self):
        self.invoice(1000, due=-5)
        self.keep_snapshots(self.day(-7))
        self.assertFalse(self.overview()["week"])
        self.invoice(500, due=-5)
        self.keep_snapshots()
        week = self.overview()["week"]
        self.assertEqual((week["exposure"], week["overdue_amount"]), (500, 500))
        self.assertFalse(self.overview(self.salesperson)["week"])

    def test_signs_stand_in_front_of_the_currency(self):
        overview = self.env["credit.overview"]
        spent, owed = (overview._amount_text(self.company, amount) for amount in (-37047.5, 37047.5))
        self.assertEqual(spent, "−" + owed)
        self.assertEqual(overview._amount_text(self.company, -0.001), overview._amount_text(self.company, 0))

    def test_grades_then_and_now(self):
        first, last = self.grades[0], self.grades[-1]
        fallen, stayed = self.customer_of(first, 100, "Fallen"), self.customer_of(first, 100, "Stayed")
        for partner in (fallen, stayed):
            self.invoice(100, partner=partner)
        self.keep_snapshots(self.day(-90))
        self.accounts.search([("partner_id", "=", fallen.id)]).sudo().grade_id = last
        self.keep_snapshots()
        migration = self.overview()["migration"]
        self.assertEqual((migration["worse"], migration["better"]), (1, 0))
        self.assertEqual(migration["grades"], [first.code, last.code])
        self.assertEqual([cell["count"] for cell in migration["rows"][0]["cells"]], [1, 1])
        self.assertEqual(migration["rows"][0]["cells"][1]["steps"], 1)

    def test_on_whom_most_hangs(self):
        for number, amount in enumerate((600, 300, 100)):
            self.invoice(amount, partner=self.customer_of(None, 1000, f"Customer {number}"))
        expected = [0.6, 0.9, 1.0]
        for prepare in (lambda: None, self.keep_and_enlarge):
            prepare()
            rows = self.overview()["concentration"]["rows"]
            self.assertEqual([round(row["cumulated"], 6) for row in rows], expected)
            self.assertEqual(sum(self.records(rows[0]["action"]).mapped("amount")), 600)

    def keep_and_enlarge(self):
        self.keep_snapshots()
        self.large()

    # === RECEIVABLES === #

    def test_receivables(self):
        self.invoice(400, due=3)
        self.invoice(250, due=30)
        self.invoice(700, due=-40)
        self.receive(120)
        page = self.page("receivables", self.analyst)
        due = self.tile(page, "due")
        self.assertIn("400", due["text"])
        self.assertEqual(sum(self.records(due["action"], user=self.analyst).mapped("amount")), 400)
        overdue = self.tile(page, "overdue")
        self.assertEqual(sum(self.records(overdue["action"], user=self.analyst).mapped("amount")), 700)
        unmatched = self.tile(page, "unmatched")
        self.assertIn("120", unmatched["text"])
        self.assertEqual(sum(self.records(unmatched["action"], user=self.analyst).mapped("amount")), -120)
        ages = next(block for block in page["blocks"] if block["key"] == "ages")
        self.assertEqual(len(ages["rows"]), len(self.company.credit_aging_bucket_ids))
        self.keep_and_enlarge()
        large = self.page("receivables", self.analyst)
        self.assertTrue(large["as_of"])
        self.assertIn("700", self.tile(large, "overdue")["text"])

    # === HEALTH === #

    def test_nobody_may_decide_on_so_much(self):
        self.env["credit.authority"].sudo().search([]).unlink()
        self.assertFalse(self.check("authority_release")["ok"])
        for user in (self.manager, self.second_manager):
            self._let_release(user, 1000)
        self.assertTrue(self.check("authority_release")["ok"])
        self.hold(1500)
        found = self.check("authority_release")
        self.assertFalse(found["ok"])
        self.assertIn("1 wait", found["text"])
        self._let_release(self.manager, 2000)
        found = self.check("authority_release")
        self.assertFalse(found["ok"], "one person alone")
        self.assertIn("One person", found["text"])

    def _let_release(self, user, amount):
        self._grant_authority(user).release_amount = amount

    def test_what_failed_is_tried_again(self):
        self.keep_snapshots()
        self.assertTrue(self.check("failures")["ok"])
        run = self.env["credit.job.run"].sudo().search([], limit=1)
        account = self.accounts.search([("company_id", "=", self.company.id)], limit=1)
        values = {"run_id": run.id, "account_id": account.id, "message": "Broken", "failed": True}
        failure = self.env["credit.job.failure"].sudo().create(values)
        run.failed_count = 1
        both = self._create_user(
            "both", "credit_management.credit_management_group_manager,"
            "credit_management.credit_management_group_administrator",
        )  # fmt: skip
        self.assertEqual(self.check("failures")["button"]["name"], "Show Them", "who decides nothing retries nothing")
        button = self.check("failures", both)["button"]
        self.assertEqual(button["name"], "Retry")
        getattr(self.env["credit.overview"].with_user(both), button["method"])(self.company.id)
        self.assertTrue(failure.retried_on)

    def test_jobs_and_controllers(self):
        self.customer_of(None, 10)
        self.company.sudo().credit_controller_id = False
        self.assertFalse(self.check("controllers")["ok"])
        self.company.sudo().credit_controller_id = self.manager
        self.assertTrue(self.check("controllers")["ok"])
        job = self.env.ref("credit_management.credit_monitoring_cron").sudo()
        jobs = self.env["ir.cron"].sudo().browse(
            self.env.ref(name).id for name in self.env["credit.overview"]._jobs()
        )  # fmt: skip
        jobs.write({"active": True, "failure_count": 0, "nextcall": fields.Datetime.now()})
        self.assertTrue(self.check("jobs")["ok"])
        job.active = False
        self.assertIn("switched off", self.check(f"job_{job.id}")["text"])

    def test_pages_are_for_their_roles(self):
        for user, page in (
            (self.salesperson, "receivables"),
            (self.salesperson, "health"),
            (self.manager, "health"),
            (self.administrator, "receivables"),
            (self.manager, "overview"),
            (self.manager, None),
        ):
            with self.subTest(user=user.login, page=page), self.assertRaises(AccessError):
                self.page(page, user)
        self.assertEqual(self.overview(self.salesperson)["pages"], [])
        pages = [page["key"] for page in self.overview()["pages"]]
        self.assertEqual(pages[:2], ["overview", "receivables"])  # addons bring others
        self.assertNotIn("health", pages)

    def test_queries_of_the_pages_do_not_grow(self):
        counts = []
        for number in range(2):
            for more in range(1 + 6 * number):
                partner = self.customer_of(None, 10, f"Customer {number} {more}")
                self.invoice(100, partner=partner, due=3)
                self.invoice(100, partner=partner, due=-3)
            for page, user in (("receivables", self.analyst), ("health", self.administrator)):
                for _time in range(2):
                    self.page(page, user)
                    self.env.flush_all()
                    self.env.invalidate_all()
                before = self.cr.sql_log_count
                self.page(page, user)
                counts.append(self.cr.sql_log_count - before)
        self.assertEqual(counts[:2], counts[2:])
        self.assertLessEqual(max(counts), 45)
