from psycopg2.errors import SerializationFailure

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import TwoConnectionsCommon
from .monitoring_common import MonitoringCommon


@tagged("post_install", "-at_install")
class TestAlert(MonitoringCommon):
    """From raised to closed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule = cls._rule()

    def test_raised(self):
        alert = self.judge(95)
        self.assertEqual((alert.state, alert.value, alert.threshold, alert.severity), ("new", 95, 90, "warning"))
        self.assertEqual((alert.owner_id, alert.raised_on), (self.analyst, self.today))
        self.assertEqual(alert.due_date, self._day(7))
        self.assertIn("95.0 %", self.notes())

    def test_to_the_cent(self):
        self.assertFalse(self.judge(89.999))
        self.assertTrue(self.judge(90))

    def test_hysteresis(self):
        alert = self.judge(95)
        self.assertFalse(self.judge(80.1))
        self.assertEqual(alert.state, "new")
        self.assertAlmostEqual(alert.value_now, 80.1, 6)
        self.judge(80)
        self.assertEqual((alert.state, alert.outcome, alert.closed_by.id), ("closed", "itself", False))
        self.assertIn("cleared automatically", self.notes())
        self.assertTrue(self.judge(95), "it may come again")

    def test_zero_limit_and_no_limit(self):
        self.assertFalse(self.judge(limit_state="not_assessed"))
        alert = self.judge(limit_amount=0.0)
        self.assertEqual(alert.value, 1000)
        self.judge(limit_state="unlimited")
        self.assertEqual(alert.outcome, "itself")

    def test_one_of_a_cause(self):
        self._rule(warn=85, clear=70, severity="notice")
        self.assertEqual(len(self.judge(95)), 1)
        self.judge(97)
        self.assertEqual(len(self.open_alerts()), 1)

    def test_more_severe(self):
        self._rule(warn=100, clear=95, severity="critical", name="Over")
        alert = self.judge(95)
        alert._credit_by_method().mailed_on = self.today
        self.judge(101)
        self.assertEqual((alert.severity, alert.rule_id.name, alert.mailed_on), ("critical", "Over", False))
        self.judge(94)
        self.assertEqual(alert.severity, "warning")
        self.assertIn("is Critical now, it was Warning", self.notes())

    def test_grace(self):
        self.rule.grace = 1
        self.assertFalse(self.judge(95))
        self.assertTrue(self.judge(95, on=self._day(1)))

    def test_grace_begins_anew(self):
        self.rule.grace = 1
        self.judge(95)
        self.judge(89, on=self._day(1))
        self.assertFalse(self.judge(95, on=self._day(2)))

    def test_a_rule_out_of_use(self):
        alert = self.judge(95)
        self.rule.active = False
        self.judge(95)
        self.assertEqual(alert.outcome, "itself")

    def test_scope(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.rule.company_id = other
        self.assertFalse(self.judge(95))
        account = self._create_account(self.account.partner_id, other)
        self.assertTrue(self.judge(95, account, company_id=other.id))

    def test_archived_customer(self):
        self.account.partner_id.active = False
        self.assertTrue(self.judge(95))

    # === LIFE CYCLE === #

    def test_life_cycle(self):
        alert = self.judge(95).with_user(self.analyst)
        alert.action_acknowledge()
        self.assertEqual((alert.state, alert.acknowledged_by), ("acknowledged", self.analyst))
        alert.action_act()
        self.assertEqual(alert.state, "acting")
        alert.action_close("effective", "They have paid")
        self.assertEqual((alert.state, alert.outcome, alert.closed_by), ("closed", "effective", self.analyst))
        self.assertIn("They have paid", self.notes())
        with self.assertRaisesRegex(UserError, "is closed"):
            alert.action_act()
        with self.assertRaisesRegex(UserError, "is closed"):
            alert.note = "Later"

    def test_acting_means_acknowledged(self):
        alert = self.judge(95).with_user(self.analyst)
        alert.action_act()
        self.assertEqual((alert.state, alert.acknowledged_by), ("acting", self.analyst))

    def test_closing_says_why(self):
        alert = self.judge(95).with_user(self.analyst)
        with self.assertRaisesRegex(UserError, "Say what was done"):
            alert.action_close("false", " ")
        with self.assertRaisesRegex(UserError, "false alarm"):
            alert.action_close("itself", "So it is")

    def test_closed_stays_quiet(self):
        """Until the figure has been back, or gets worse."""
        self.judge(95).with_user(self.analyst).action_close("false", "A wrong booking")
        self.assertFalse(self.judge(95))
        self.judge(80)
        alert = self.judge(95)
        self.assertTrue(alert)
        alert.with_user(self.analyst).action_close("false", "Again")
        self._rule(warn=110, clear=100, severity="critical")
        self.assertTrue(self.judge(110))
        self.assertFalse(alert.muted)

    def test_nobodys_alert_is_taken_over(self):
        self.account.controller_id = False
        self.company.credit_controller_id = False
        alert = self.judge(95)
        self.assertFalse(alert.owner_id)
        alert.with_user(self.manager).action_acknowledge()
        self.assertEqual(alert.owner_id, self.manager)

    def test_owners_who_may_not_see_it(self):
        """A salesperson as controller, then the one of the company."""
        self.account.controller_id = self.salesperson
        self.company.credit_controller_id = self.manager
        self.assertEqual(self.judge(95).owner_id, self.manager)

    def test_activity(self):
        self.rule.act_activity = True
        alert = self.judge(95)
        self.assertEqual(alert.activity_ids.user_id, self.analyst)
        self.assertEqual(alert.activity_ids.date_deadline, self._day(7))
        alert.with_user(self.manager).write({"owner_id": self.manager.id})
        self.assertEqual(alert.activity_ids.user_id, self.manager)
        alert.with_user(self.manager).action_close("effective", "Paid")
        self.assertFalse(alert.activity_ids)

    def test_merge(self):
        """Of two alerts of one cause the remaining customer's goes on."""
        other = self._create_account(self._create_customer("Other"))
        self.judge(95)
        second = self.judge(97, other)
        self.account._absorb(other)
        self.assertEqual(len(self.open_alerts()), 1)
        self.assertEqual((second.account_id, second.state), (self.account, "closed"))


@tagged("post_install", "-at_install")
class TestAlertRule(MonitoringCommon):
    """Rules that would flap are refused."""

    def test_flapping(self):
        cases = [("utilisation", 90, 95), ("limit_expiry", 30, 10), ("days_past_due", 30, 31)]
        for kind, warn, clear in cases:
            with self.subTest(kind=kind), self.assertRaisesRegex(ValidationError, "come and go"):
                self._rule(kind, warn, clear)
        rule = self._rule()
        with self.assertRaisesRegex(ValidationError, "Clear at less than 90.0 %"):
            rule.clear = 91

    def test_the_same_threshold(self):
        with self.assertRaises(ValidationError):
            self._rule(warn=90, clear=90)

    def test_days(self):
        with self.assertRaisesRegex(ValidationError, "Choose day 1, 31"):
            self._rule("overdue_amount", 100, 50, days=45)
        with self.assertRaisesRegex(ValidationError, "how many days ago"):
            self._rule("score_drop", 10, 5)

    def test_branches(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        with self.assertRaisesRegex(ValidationError, "Choose that, or none"):
            self._rule(company_id=branch.id)

    def test_words(self):
        self.assertEqual(self._rule().condition, "90.0 % or more, until 80.0 % or less")
        self.assertEqual(self._rule("limit_expiry", 30, 60).condition, "30 days or less, until 60 days or more")

    def test_ready_rules(self):
        """All kinds have one, none flaps, none changes a status alone."""
        ready = self.rules.with_context(active_test=False).search([("company_id", "=", False)])
        ready = ready.filtered(lambda rule: rule.get_external_id()[rule.id])
        self.assertEqual(set(ready.mapped("kind")), {kind for kind, _label in self.rules._fields["kind"].selection})
        ready._check_thresholds()
        self.assertFalse(any(ready.mapped("act_status")))


@tagged("post_install", "-at_install")
class TestTwoTransactions(TwoConnectionsCommon):
    """The same alert raised at the same time."""

    def setUp(self):
        super().setUp()
        self.account_id = self.account(self.first).id
        self.rule_id = self.env.ref("credit_management.credit_alert_rule_review_overdue").id
        self.first.commit()

    def remove(self):
        self.second.rollback()
        self.first.rollback()
        self.first.execute("DELETE FROM credit_alert WHERE account_id = %s", [self.account_id])
        self.first.execute("DELETE FROM mail_message WHERE model = 'credit.account' AND res_id = %s", [self.account_id])
        self.first.execute("DELETE FROM credit_account WHERE id = %s", [self.account_id])
        self.first.commit()

    def raise_(self, cursor):
        from ...core.monitoring.figures import Figures

        account = self.account(cursor)
        today = account.company_id._credit_today()
        figures = Figures(on=today, next_review=today.replace(year=today.year - 1, day=1))
        raised = account.env["credit.alert"]._judge({account: figures})
        account.env.flush_all()
        return raised

    def test_one_alert(self):
        self.second.execute("SELECT 1")  # what the second sees is fixed before the first commits
        alert = self.raise_(self.first)
        self.first.commit()
        with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
            self.raise_(self.second)
        self.second.rollback()
        self.assertFalse(self.raise_(self.second))
        self.second.execute("SELECT id FROM credit_alert WHERE account_id = %s", [self.account_id])
        self.assertEqual(self.second.fetchall(), [(alert.id,)])
