from datetime import timedelta
from xmlrpc.client import Fault

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...models.overview import credit_overview
from .overview_common import DAYS, OverviewCommon


@tagged("post_install", "-at_install")
class TestOverviewFigures(OverviewCommon):
    """Every figure is the sum of the records that a click on it opens."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        before = cls._before_all()
        before.invoice(1500, due=5)
        before.invoice(700, due=-40)
        cls.best = before.customer_of(cls.grades[0], 100, "Best")
        before.invoice(400, partner=cls.best, due=-5)
        before.invoice(60, partner=cls.best, move_type="out_refund")
        cls.nobody = cls._create_customer("Without an account")
        before.invoice(30, partner=cls.nobody, due=-200)

    def assertSums(self, exposure, measure_of, user=None):
        """Totals, grades, buckets and every place of both.

        :param measure_of: gives the column that is summed, by bucket; None for the whole
        """
        spread = exposure["spread"]
        action, buckets = spread["action"], spread["buckets"]

        def total(bucket, *parts):
            return sum(self.records(action, *parts, user=user).mapped(measure_of(bucket)))

        self.assertAlmostEqual(spread["total"], total(None), 2)
        for bucket in buckets:
            if bucket["aged"]:
                self.assertAlmostEqual(bucket["amount"], total(bucket, bucket), 2, bucket["name"])
        for grade in spread["grades"] or []:
            self.assertAlmostEqual(grade["amount"], total(None, grade), 2, grade["name"])
            for bucket, amount in zip(buckets, grade["amounts"], strict=True):
                if bucket["aged"]:
                    self.assertAlmostEqual(amount, total(bucket, grade, bucket), 2, (grade["name"], bucket["name"]))
            self.assertAlmostEqual(sum(grade["amounts"]), grade["amount"], 2)
        self.assertAlmostEqual(sum(bucket["amount"] for bucket in buckets), spread["total"], 2)

    def test_live(self):
        overview = self.overview()
        self.assertEqual((overview["source"], overview["as_of"]), ("live", False))
        exposure = overview["exposure"]
        self.assertEqual(exposure["spread"]["total"], 1500 + 700 + 400 - 60 + 30)
        self.assertSums(exposure, lambda bucket: "amount")
        without_bucket = exposure["spread"]["buckets"][-1]
        self.assertEqual((without_bucket["aged"], without_bucket["amount"]), (False, -60))
        self.assertEqual([grade["name"] for grade in exposure["spread"]["grades"]], [self.grades[0].code, "No grade"])
        late = self.records(exposure["overdue"]["action"])
        self.assertEqual(exposure["overdue"]["amount"], sum(late.mapped("amount")))
        self.assertEqual(exposure["overdue"]["amount"], 700 + 400 + 30)
        self.assertAlmostEqual(exposure["overdue"]["share"], 1130 / 2630, 6)

    def test_live_is_the_exposure_of_the_accounts(self):
        """The one definition: what all customers owe by the accounts, and who has none."""
        accounts = self.accounts.search([("company_id", "=", self.company.id)])
        figures = self.env["credit.exposure"]._read_figures(accounts)
        whole = sum(exposure.total for exposure in figures.values())
        self.assertEqual(self.overview()["exposure"]["spread"]["total"], whole + 30)

    def test_over_the_limit(self):
        largest = self.overview()["exposure"]["largest"]
        self.assertEqual(self.records(largest["action"]).ids, [row["id"] for row in largest["rows"]][::-1])
        self.assertEqual([row["excess"] for row in largest["rows"]], [1200, 240])
        self.assertEqual((largest["count"], largest["amount"]), (2, 1440))
        self.assertEqual((largest["rows"][1]["exposure"], largest["rows"][1]["limit"]), (340, 100))

    def test_a_cent_over_the_limit(self):
        edge = self.customer_of(None, 100, "Edge")
        move = self.invoice(100, partner=edge)
        names = [row["name"] for row in self.overview()["exposure"]["largest"]["rows"]]
        self.assertFalse([name for name in names if "Edge" in name])
        move.button_draft()
        move.invoice_line_ids.price_unit = 100.01
        move.action_post()
        row = self.overview()["exposure"]["largest"]["rows"][-1]
        self.assertIn("Edge", row["name"])
        self.assertAlmostEqual(row["excess"], 0.01, 6)

    def test_not_more_than_ten(self):
        for number in range(11):
            self.invoice(10 + number, partner=self.customer_of(None, 0, f"Small {number}"))
        largest = self.overview()["exposure"]["largest"]
        self.assertEqual((len(largest["rows"]), largest["count"]), (10, 13))
        self.keep_snapshots()
        self.large()
        kept = self.overview()["exposure"]["largest"]
        self.assertEqual([row["id"] for row in kept["rows"]], [row["id"] for row in largest["rows"]])
        self.assertEqual((kept["count"], kept["amount"]), (largest["count"], largest["amount"]))

    def test_kept(self):
        """Of a large company: the snapshots of the last complete day, and the day is said."""
        self.keep_snapshots()
        self.large()
        self.invoice(5000, due=-5)
        overview = self.overview()
        self.assertEqual(overview["source"], "kept")
        self.assertTrue(overview["as_of"])
        exposure = overview["exposure"]
        self.assertEqual(exposure["spread"]["total"], 1500 + 700 + 400 - 60, "who has no account has no snapshot")
        columns = {
            bucket["name"]: f"bucket_{start}"
            for bucket, start in zip(exposure["spread"]["buckets"][:6], DAYS, strict=True)
        }
        self.assertSums(exposure, lambda bucket: columns[bucket["name"]] if bucket else "exposure")
        late = self.records(exposure["overdue"]["action"])
        self.assertEqual(exposure["overdue"]["amount"], sum(late.mapped("overdue_amount")))
        over = self.records(exposure["largest"]["action"])
        self.assertEqual(exposure["largest"]["amount"], sum(over.mapped("excess_amount")))
        self.assertEqual(exposure["largest"]["count"], len(over))

    def test_kept_of_an_older_day(self):
        self.keep_snapshots(self.day(-3))
        self.large()
        self.assertEqual(self.overview()["exposure"]["spread"]["total"], 2540)

    def test_a_run_over_midnight_is_passed_over(self):
        """Its snapshots are of two days: none of them is complete."""
        self.keep_snapshots(self.day(-1))
        runs = self.env["credit.job.run"].sudo()
        midnight = fields.Datetime.to_datetime(self.today)
        runs.create({"state": "done", "started_on": midnight - timedelta(minutes=1), "ended_on": midnight})
        runs.create({"state": "running", "started_on": midnight})
        self.assertEqual(runs._last_day(self.company), self.day(-1))
        self.company.sudo().credit_tz = "Asia/Tokyo"
        self.assertEqual(runs._last_day(self.company), self.today, "nine o'clock in the morning there")

    def test_too_large_and_nothing_kept(self):
        self.env["credit.job.run"].sudo().search([]).unlink()
        self.large()
        overview = self.overview()
        self.assertEqual((overview["source"], overview["exposure"]), ("nothing", False))
        self.assertTrue(overview["may_run"])
        self.assertFalse(self.overview(self.analyst)["may_run"])

    def test_small_or_large(self):
        overviews = self.env["credit.overview"]
        for name, size in (("LIVE_ITEMS", 5), ("LIVE_ACCOUNTS", 2)):
            with self.subTest(name):
                self.patch(credit_overview, name, size - 1)
                self.assertFalse(overviews._is_small(self.company))
                self.patch(credit_overview, name, size)
                self.assertTrue(overviews._is_small(self.company))

    # === WHO SEES WHAT === #

    def test_a_salesperson_sees_own_customers_and_no_grades(self):
        mine = self.customer_of(self.grades[1], 10, "Mine")
        mine.user_id = self.salesperson
        self.invoice(90, partner=mine, due=-3, invoice_user_id=self.salesperson.id)
        overview = self.overview(self.salesperson)
        exposure = overview["exposure"]
        self.assertEqual((exposure["spread"]["total"], exposure["spread"]["grades"]), (90, False))
        self.assertFalse(overview["trend"])
        self.assertSums(exposure, lambda bucket: "amount", user=self.salesperson)
        self.assertEqual([row["excess"] for row in exposure["largest"]["rows"]], [80])
        text = repr(overview)
        for word in ("grade_id", "score", "Best"):
            self.assertNotIn(word, text)
        self.large()
        self.assertFalse(self.overview(self.salesperson)["exposure"], "there is nothing kept that is for salespeople")

    def test_who_sells_nothing_sees_no_amounts(self):
        for user in (self.salesperson, self.administrator):
            self.assertFalse(self.overview(user)["exposure"])

    def test_the_grade_of_an_item_is_for_analysts(self):
        items = self.env["credit.open.item"]
        self.assertIn("grade_id", items.with_user(self.analyst).fields_get())
        for user in (self.salesperson, self.administrator):
            self.assertNotIn("grade_id", items.with_user(user).fields_get())
            with self.assertRaises(AccessError):
                items.with_user(user)._read_group([], ["grade_id"], ["amount:sum"])

    def test_nothing_of_another_company(self):
        other = self.setup_other_company(name="Other")["company"]
        theirs = self._create_account(self.customer, other)
        overview = self.overview()
        self.assertEqual([company["id"] for company in overview["companies"]], [self.company.id])
        self.assertNotIn(theirs.id, [row["id"] for row in overview["exposure"]["largest"]["rows"]])
        asked_for = self.overview(company_id=other.id)
        self.assertEqual(asked_for["company_id"], self.company.id, "not an active company: not shown")

    def test_several_companies_are_not_added_up(self):
        euro = self.setup_other_company(name="Europe", currency_id=self.euro.id)["company"]
        self.manager.company_ids = [Command.link(euro.id)]
        self._create_account(self.customer, euro)
        with self.subTest("the first one"):
            both = self.company | euro
            first = self.overview(companies=both)
            self.assertEqual(len(first["companies"]), 2)
            self.assertEqual(
                (first["currency_id"], first["exposure"]["spread"]["total"]), (self.company.currency_id.id, 2570)
            )
        with self.subTest("the other one"):
            second = self.overview(company_id=euro.id, companies=both)
            self.assertEqual((second["currency_id"], second["exposure"]["spread"]["total"]), (self.euro.id, 0))

    def test_a_company_without_accounts(self):
        empty = self.setup_other_company(name="Empty")["company"]
        self.manager.write({"company_ids": [Command.set(empty.ids)], "company_id": empty.id})
        overview = self.overview(companies=empty)
        self.assertFalse(overview["has_accounts"])
        self.assertNotIn("exposure", overview)
        self.assertTrue(overview["tasks"])

    # === COST === #

    def count_queries(self, user=None):
        for _time in range(2):  # rules of access, and the rest that is cached for good
            self.overview(user)
            self.env.flush_all()
            self.env.invalidate_all()
        before = self.cr.sql_log_count
        self.overview(user)
        return self.cr.sql_log_count - before

    def test_queries_do_not_grow(self):
        self.keep_snapshots()
        before = [self.count_queries(user) for user in (self.manager, self.analyst, self.salesperson)]
        for number in range(15):
            partner = self.customer_of(self.grades[number % 5], 10, f"Customer {number}")
            self.invoice(100 + number, partner=partner, due=-10 * number)
        self.keep_snapshots()
        after = [self.count_queries(user) for user in (self.manager, self.analyst, self.salesperson)]
        self.assertEqual(before, after)
        # eight for the tiles of collectors, one for mass changes, three whether receipts of later days are matched
        self.assertLessEqual(max(after), 60)
        self.large()
        self.assertLessEqual(self.count_queries(), 60)


@tagged("post_install", "-at_install")
class TestOverviewRpc(OverviewCommon, HttpCase):
    """The page as the browser asks for it."""

    def call(self, user, method, *arguments):
        user.password = user.login
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname, user.id, user.login, "credit.overview", method, list(arguments), {}
        )

    def test_read(self):
        self.invoice(100)
        overview = self.call(self.manager, "read_overview")
        self.assertTrue(overview["tasks"])
        self.assertEqual(overview["company_id"], self.company.id)

    @mute_logger("odoo.http")
    def test_the_parts_are_out_of_reach(self):
        for method in ("_read_live", "_read_tasks", "_action"):
            with self.assertRaises(Fault):
                self.call(self.manager, method)
