from ast import literal_eval
from datetime import timedelta
from xmlrpc.client import Fault

from odoo import SUPERUSER_ID, Command, fields
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...models.overview import credit_overview
from ..assessment.survey_common import CreditSurveyCommon
from ..exposure.ledger_common import LedgerCommon
from ..gate.hold_common import HoldCommon

DAYS = (0, 1, 31, 61, 91, 121)


class OverviewCommon(HoldCommon, LedgerCommon):
    """A company with a ledger of its own, and what it means to read the overview as somebody."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accounts = cls.env["credit.account"].sudo()
        cls.grades = cls.env["credit.grade"].sudo().search([])

    @classmethod
    def get_default_groups(cls):
        names = ["base.group_system", "base.group_partner_manager", "credit_management.credit_management_group_manager"]
        return super().get_default_groups().union(*map(cls.quick_ref, names))

    def order(self, *args, **kwargs):
        return HoldCommon.order(self, *args, **kwargs)

    def overview(self, user=None, company_id=None, companies=None):
        model = self.env["credit.overview"].with_user(user or self.manager)
        self.env.flush_all()
        return model.with_context(allowed_company_ids=(companies or self.company).ids).read_overview(company_id)

    def task(self, key, user=None):
        return next((task for task in self.overview(user)["tasks"] if task["key"] == key), None)

    def records(self, action, *parts, user=None):
        """Records a click opens, as the browser searches them."""
        domain = sum((part["domain"] for part in parts), list(action["domain"]))
        context = action["context"] | {"allowed_company_ids": self.company.ids}
        return self.env[action["res_model"]].with_user(user or self.manager).with_context(**context).search(domain)

    def customer_of(self, grade=None, limit=None, name="Another"):
        partner = self._create_customer(name)
        account = self._create_account(partner)
        account.with_user(SUPERUSER_ID).grade_id = grade  # by nobody's hand
        if limit is not None:
            self._limit_to(limit, account)
        return partner

    def keep_snapshots(self, day=None):
        """Figures the daily job keeps, and the note that it has."""
        accounts = self.accounts.search([("company_id", "=", self.company.id)])
        _figures, rows = self.env["credit.monitoring"]._collect(accounts, {})
        self.env["credit.snapshot"].sudo()._keep([row | ({"date": day} if day else {}) for row in rows])
        moment = fields.Datetime.to_datetime(day or self.today) + timedelta(hours=3)
        self.env["credit.job.run"].sudo().search([]).unlink()
        self.env["credit.job.run"].sudo().create({"state": "done", "started_on": moment, "ended_on": moment})

    def large(self):
        """As if the company were too large to be summed up at each visit."""
        self.patch(credit_overview, "LIVE_ITEMS", -1)


@tagged("post_install", "-at_install")
class TestOverviewTasks(OverviewCommon):
    """Tasks of today: the number is that of the records a click opens."""

    def assertTask(self, key, records, user=None):
        task = self.task(key, user)
        self.assertEqual(task["count"], len(records))
        self.assertEqual(self.records(task["action"], user=user), records)
        return task

    def test_holds_within_authority_and_beyond(self):
        within, beyond = self.hold(1500), self.hold(150_000)
        own = self.stop(self.order(1600, seller=self.manager))
        asked = self.stop(self.order(1700), user=self.manager)
        task = self.assertTask("holds", within)
        self.assertEqual(task["hint"]["count"], 1)
        self.assertEqual(self.records(task["hint"]["action"]), beyond)
        self.assertTask("holds", within | own | asked, user=self.analyst)
        self.release(within)
        self.assertTask("holds", self.env["credit.hold"])

    def test_within_authority_is_what_can_be_released(self):
        """The number on the page and the check of the button are two ways of asking the same."""
        holds = self.hold(1500) | self.hold(99_000) | self.hold(100_001)
        other = self.hold(60_000)
        self.release(other)  # adds up with what is asked for next
        for user in (self.manager, self.analyst, self.second_manager):
            for hold in holds.with_user(user):
                amount = hold._in_company_currency(hold._wanted())
                self.assertEqual(hold.can_release, not hold._obstacle(amount), (user.login, hold.order_total))
                self.assertEqual(hold.beyond_authority, bool(hold._obstacle(amount)))
        found = holds.with_user(self.manager).search([("can_release", "=", True), ("id", "in", holds.ids)])
        self.assertEqual(found, holds[:1])

    def test_nothing_is_within_the_authority_of_a_salesperson(self):
        hold = self.hold(1500)
        for user in (self.salesperson, self.administrator):
            self.assertFalse(hold.with_user(user).can_release)
            self.assertFalse(self.env["credit.hold"].with_user(user).search([("can_release", "=", True)]))

    def test_queries_of_authority_do_not_grow(self):
        holds = self.hold(1500)
        counts = []
        for _time in range(2):
            self.env.flush_all()
            self.env.invalidate_all()
            waiting = holds.with_user(self.manager)
            waiting.search([("can_release", "=", True)])  # what is cached for good is
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            waiting.search([("can_release", "=", True)])
            counts.append(self.cr.sql_log_count - before)
            for number in range(4):
                self.customer = self.customer_of(self.grades[0], 10, f"Customer {number}")
                self.account = self.accounts.search([("partner_id", "=", self.customer.id)])
                self.hold(1000)
        self.assertEqual(*counts)

    def test_limits(self):
        """Not what one proposed, and only where one's authority is enough."""
        proposed = self._propose_limit(self.account, 5000)
        own = self.accounts.search([("partner_id", "=", self.customer_of(name="Own").id)])
        self._propose_limit(own, 6000, author=self.manager)
        self._grant_authority(self.manager, 1)
        self.assertEqual(self.task("limits", self.manager)["count"], 0, "more than the manager may approve")
        self._grant_authority(self.manager, 5000)
        self.assertTask("limits", proposed)
        self.assertEqual(self.task("limits", self.analyst)["count"], 0, "nobody gave the analyst authority")
        limits = self.env["credit.limit"].with_user(self.manager).search([("state", "=", "proposed")])
        self.assertEqual(limits.filtered("can_decide"), proposed)

    def test_limits_by_risk_class(self):
        """An authority over one risk class counts only there."""
        low = self.grades.filtered(lambda grade: grade.risk_class == "low")[:1]
        safe = self.accounts.search([("partner_id", "=", self.customer_of(low).id)])
        proposed = self._propose_limit(safe, 50)
        other = self._propose_limit(self.account, 50)
        self._grant_authority(self.manager, 1000).risk_class = "low"
        self.assertTask("limits", proposed)
        mine = (proposed | other).with_user(self.manager)
        self.assertEqual(mine.filtered("can_decide"), proposed)

    def test_reviews_and_alerts(self):
        reviews = self.env["credit.review"].sudo()._credit_by_method()
        values = {"opened_on": self.today, "due_date": self.today}
        due = reviews.create(values | {"account_id": self.account.id, "controller_id": self.manager.id})
        coming = self.accounts.search([("partner_id", "=", self.customer_of().id)])
        reviews.create(values | {"account_id": coming.id, "due_date": self.today + timedelta(days=1)})
        others = self.accounts.search([("partner_id", "=", self.customer_of(name="Theirs").id)])
        reviews.create(values | {"account_id": others.id, "controller_id": self.second_manager.id})
        self.assertTask("reviews", due.with_env(self.env))
        rule = self.env["credit.alert.rule"].sudo().search([], limit=1)
        alerts = self.env["credit.alert"].sudo()._credit_by_method()
        values = {"rule_id": rule.id, "kind": rule.kind, "severity": "warning", "raised_on": self.today}
        owners = {"mine": self.manager, "nobodys": self.manager.browse(), "theirs": self.second_manager}
        found = {
            cause: alerts.create(values | {"account_id": self.account.id, "cause": cause, "owner_id": owner.id})
            for cause, owner in owners.items()
        }
        self.assertTask("alerts", (found["mine"] | found["nobodys"]).with_env(self.env).sorted("id", reverse=True))

    def test_a_salesperson(self):
        """Own orders, and nothing about anybody's decisions."""
        own = self.hold(1500)
        self.stop(self.order(1500, seller=self.analyst), user=self.analyst)
        self.assertTask("own_holds", own, user=self.salesperson)
        keys = {task["key"] for task in self.overview(self.salesperson)["tasks"]}
        self.assertEqual(keys, {"own_holds", "own_surveys", "own_expiring"})

    def test_an_administrator(self):
        policy = self.env["credit.policy"].sudo().create({"company_id": self.company.id, "valid_from": self.today})
        self.assertIn(policy.id, self.records(self.task("policies", self.administrator)["action"]).ids)
        keys = {task["key"] for task in self.overview(self.administrator)["tasks"]}
        self.assertEqual(keys, {"policies", "failures"}, "approves nothing by that role")

    def test_own_orders_of_a_manager_only_when_there_are(self):
        self.assertIsNone(self.task("own_holds"))
        self.stop(self.order(1500, seller=self.manager))
        self.assertEqual(self.task("own_holds")["count"], 1)

    def test_nobody_without_a_role(self):
        stranger = self._create_user(
            "stranger", "base.group_user", company_ids=[Command.set(self.company.ids)], company_id=self.company.id
        )
        with self.assertRaisesRegex(AccessError, "has no role"):
            self.overview(stranger)


@tagged("post_install", "-at_install")
class TestOverviewSurveys(CreditSurveyCommon):
    """Surveys wait for those who verify them, and come back to those who fill them."""

    def tasks(self, user):
        return {task["key"]: task for task in self.env["credit.overview"].with_user(user).read_overview()["tasks"]}

    def test_to_verify_and_back(self):
        others = self.tasks(self.analyst)["surveys"]["count"]
        survey = self._create_survey()
        self._complete(survey)
        survey.action_submit()
        self.assertEqual(self.tasks(self.analyst)["surveys"]["count"], others + 1)
        survey._credit_by_method().write({"submitted_by": self.analyst.id})
        self.assertEqual(self.tasks(self.analyst)["surveys"]["count"], others, "nobody verifies an own survey")
        self.assertEqual(self.tasks(self.seller)["own_surveys"]["count"], 0)
        survey.with_user(self.analyst).action_back_to_draft("The registry number is wrong")
        task = self.tasks(self.seller)["own_surveys"]
        self.assertEqual(self.env["credit.survey"].with_user(self.seller).search(task["action"]["domain"]), survey)
        self.assertEqual(task["count"], 1)

    def test_that_expire(self):
        survey = self._create_survey()
        today = self.company._credit_today()
        for days, expected in ((31, 0), (30, 1), (-1, 1)):
            survey._credit_by_method().write(
                {"state": "verified", "verified_by": self.analyst.id, "valid_to": today + timedelta(days=days)}
            )
            self.assertEqual(self.tasks(self.seller)["own_expiring"]["count"], expected, days)


@tagged("post_install", "-at_install")
class TestOverviewFigures(OverviewCommon):
    """Every figure is the sum of the records that a click on it opens."""

    def setUp(self):
        super().setUp()
        self.invoice(1500, due=5)
        self.invoice(700, due=-40)
        self.best = self.customer_of(self.grades[0], 100, "Best")
        self.invoice(400, partner=self.best, due=-5)
        self.invoice(60, partner=self.best, move_type="out_refund")
        self.nobody = self._create_customer("Without an account")
        self.invoice(30, partner=self.nobody, due=-200)

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
        self.assertLessEqual(max(after), 45)
        self.large()
        self.assertLessEqual(self.count_queries(), 45)


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


@tagged("post_install", "-at_install")
class TestAnalyses(OverviewCommon):
    """Favourites shared with everybody who may read what they are about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.filters = cls.env["ir.filters"].sudo().search([("id", "in", [
            data.res_id
            for data in cls.env["ir.model.data"].sudo().search(
                [("module", "=", "credit_management"), ("model", "=", "ir.filters")]
            )
        ])])  # fmt: skip

    def test_every_one_gives_rows_or_none_without_an_error(self):
        self.hold(1500)
        self.invoice(100, due=-5)
        self.assertGreater(len(self.filters), 8)
        for favourite in self.filters:
            with self.subTest(favourite.name):
                context = literal_eval(favourite.context)
                model = self.env[favourite.model_id].with_user(self.manager)
                domain = literal_eval(favourite.domain)
                model.search(domain, limit=1)
                places = context.get("pivot_row_groupby", []) + context.get("pivot_column_groupby", [])
                for groupby in (context["group_by"], places, context["graph_groupbys"]):
                    model.formatted_read_group(domain, groupby, ["__count"])
                for measure in {*context.get("pivot_measures", []), context.get("graph_measure", "__count")}:
                    self.assertTrue(
                        measure == "__count"
                        or model._fields[measure].aggregator
                        or model._fields[measure].type == "many2one",
                        measure,
                    )

    def test_who_is_offered_which(self):
        """A favourite appears on the pages of its model; grades only on a page for analysts."""
        salesperson = self.env["ir.filters"].with_user(self.salesperson)
        everywhere = salesperson.get_filters(
            "credit.open.item", self.env.ref("credit_management.credit_aging_action").id
        )
        self.assertTrue(everywhere)
        self.assertNotIn("grade", repr(everywhere))
        page = self.env.ref("credit_management.credit_exposure_action")
        analysts = self.env["ir.filters"].with_user(self.analyst)
        self.assertIn(
            "Exposure by grade and bucket", [one["name"] for one in analysts.get_filters("credit.open.item", page.id)]
        )
        self.assertEqual(page.group_ids, self.env.ref("credit_management.credit_management_group_analyst"))
        for favourite in self.filters.filtered(lambda one: not one.action_id):
            readable = self.env[favourite.model_id].with_user(self.salesperson).has_access("read")
            fields_of = self.env[favourite.model_id].with_user(self.salesperson).fields_get() if readable else {}
            for name in literal_eval(favourite.context)["group_by"] if readable else ():
                self.assertIn(name.split(":")[0], fields_of, favourite.name)

    def test_menus(self):
        visible = {
            user: self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            for user in (self.salesperson, self.analyst)
        }
        for name, for_salespeople in (
            ("overview", True), ("hold_analysis", True), ("hold_reason", True), ("exposure", False),
            ("assessment_analysis", False), ("company_figure", False),
        ):  # fmt: skip
            menu = self.env.ref(f"credit_management.credit_{name}_menu").id
            self.assertIn(menu, visible[self.analyst], name)
            self.assertEqual(menu in visible[self.salesperson], for_salespeople, name)

    def test_the_app_opens_on_the_overview(self):
        for user in (self.salesperson, self.analyst, self.manager, self.administrator):
            menus = self.env["ir.ui.menu"].with_user(user).load_web_menus(False)
            app = menus[self.env.ref("credit_management.credit_management_menu_root").id]
            self.assertEqual(app["actionPath"], "credit", user.login)

    def test_hours_to_decision(self):
        hold = self.hold(1500)
        self.assertFalse(hold.hours_to_decision)
        hold._credit_by_method().write({"requested_on": fields.Datetime.now() - timedelta(hours=5)})
        self.release(hold)
        self.assertAlmostEqual(hold.hours_to_decision, 5, 1)

    def test_excess_of_a_snapshot(self):
        monitoring = self.env["credit.monitoring"]
        unlimited = self.accounts.search([("partner_id", "=", self.customer_of().id)])
        for amount, expected in ((900, 0), (100, 0), (0.01, 0.01)):
            self.invoice(amount)
            _figures, rows = monitoring._collect(self.account | unlimited, {})
            self.assertAlmostEqual(rows[0]["excess_amount"], expected, 6)
            self.assertIsNone(rows[1]["excess_amount"], "no limit to exceed")
