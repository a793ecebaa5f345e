from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..assessment.survey_common import CreditSurveyCommon
from .overview_common import OverviewCommon


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
        self.assertEqual(keys, {"policies", "failures", "health"}, "approves nothing by that role")
        checks = self.env["credit.overview"].with_user(self.administrator)._read_health(self.company)["checks"]
        wrong = [check for check in checks if not check["ok"]]
        self.assertEqual(self.task("health", self.administrator)["count"], len(wrong))

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
