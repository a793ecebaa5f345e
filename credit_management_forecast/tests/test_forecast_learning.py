import json

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..core import challenger
from ..core.report import report
from ..core.shipped import shipped
from ..core.training import lesson
from .core.forecast_common import FIRST, made_up
from .forecast_common import ForecastCommon, LearntCommon


@tagged("post_install", "-at_install")
class TestForecastLearning(ForecastCommon):
    """The nightly job: what it reads."""

    def test_nothing_of_the_day_itself(self):
        """What is paid on the day of learning, or later, counts from the next night on."""
        self.history(self.late, 45, self.PAID[:4])
        self.learn()
        habits = self.env["credit.forecast.habit"].sudo()
        before = habits.search([("partner_id", "=", self.late.id)]).content
        self.pay(self.invoice(1000, self.late, due=-40), payment_date=self.today)
        self.learn()
        self.assertEqual(habits.search([("partner_id", "=", self.late.id)]).content, before)

    def test_credit_notes_are_no_payments(self):
        """Nor is what another company is owed."""
        self.credit_note(self.invoice(1000, self.new, due=-100))
        _customers, items, _owed = self.models._read_items(self.company, self.today)
        self.assertEqual(len(items), 0)
        self.history(self.late, 3, self.PAID[:1])
        self.invoice(1000, self.late, due=5)
        customers, items, owed = self.models._read_items(self.company, self.today)
        self.assertEqual((customers, sorted(owed.tolist())), (self.late.ids, [0.0, 1000.0]))
        self.assertEqual(sorted((items.paid < 10**6).tolist()), [False, True])
        self.assertEqual(min(items.days_late.tolist()), 3)
        other = self.env["res.company"].create({"name": "Other"})
        self.assertEqual(len(self.models._read_items(other, self.today)[1]), 0)

    def test_written_off_is_never_paid(self):
        """An item given up counts as later than any day; it neither vanishes nor counts as open."""
        invoice = self.invoice(1000, self.new, due=-100)
        item = invoice.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        expense = self.env["account.account"].search(
            [("account_type", "=", "expense"), ("company_ids", "=", self.company.id)], limit=1
        )
        lines = [{"account_id": expense.id, "debit": 1000}]
        lines.append({"account_id": item.account_id.id, "partner_id": item.partner_id.id, "credit": 1000})
        entry = self.env["account.move"].create(
            {"move_type": "entry", "date": self.day(-40), "line_ids": [Command.create(line) for line in lines]}
        )
        entry.action_post()
        (item | entry.line_ids.filtered(lambda line: line.account_id == item.account_id)).reconcile()
        _customers, items, owed = self.models._read_items(self.company, self.today)
        self.assertEqual((items.lost.tolist(), owed.tolist()), ([True], [0.0]))
        self.assertGreater(items.days_late[0], 1000)
        self.assertFalse(items.as_of(int(items.paid[0])).lost.any(), "open until then")
        self.learn()
        lost = self.forecast(self.new).later_than(60)
        self.assertGreater(lost, self.forecast(self.late).later_than(60), "who has paid nothing so far is unknown")
        account = self.env["credit.account"].search([("partner_id", "=", self.new.id)]) or self.env[
            "credit.account"
        ].create({"partner_id": self.new.id, "company_id": self.company.id})
        behaviour = self.env["credit.behaviour"]._read(account)[account]
        self.assertEqual((behaviour.late_count_share, behaviour.late_share, behaviour.paid_items), (1, 1, 0))

    def test_managers_start_the_job(self):
        self.assertEqual(self.models.with_user(self.manager).action_learn_now()["tag"], "display_notification")
        with self.assertRaisesRegex(AccessError, "no credit manager"):
            self.models.with_user(self.analyst).action_learn_now()

    def test_health_says_when_forecasts_become_worse(self):
        overview = self.env["credit.overview"]
        check = overview._check_forecast(self.company)
        self.assertFalse(check["ok"], "nothing has been learnt")
        models = self.env["credit.forecast.model"].sudo()
        values = {"company_id": self.company.id, "content": "{}", "tested_count": 500, "auc_0": 0.8, "date": self.today}
        models.create([values | {"version": number} for number in (101, 102, 103)])
        self.assertTrue(overview._check_forecast(self.company)["ok"])
        models.create(values | {"version": 104, "auc_0": 0.7})
        self.assertIn("become worse", overview._check_forecast(self.company)["text"])
        models.create(values | {"version": 105, "date": self.day(-5)})
        self.assertIn("behind", overview._check_forecast(self.company)["text"])


@tagged("post_install", "-at_install")
class TestForecastLearnt(LearntCommon):
    """What it keeps and lets be read."""

    def test_a_version_every_night(self):
        first = self.model
        self.assertEqual((first.version, first.date, first.item_count, first.is_shipped), (1, self.today, 20, True))
        self.run_job()
        self.assertEqual(self.models._newest(self.company), first, "it has learnt today")
        first.date = self.day(-1)
        self.run_job()
        second = self.models._newest(self.company)
        self.assertEqual((second.version, second.date), (2, self.today))
        self.assertEqual(first.content, second.content)
        self.assertNotIn("NaN", json.dumps(json.loads(first.content)))

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("credit_management_forecast.credit_forecast_cron").sudo().method_direct_trigger()
        self.env.invalidate_all()

    def test_habits_of_each(self):
        late, punctual, new = map(self.forecast, (self.late, self.punctual, self.new))
        self.assertGreater(late.later_than(30), 0.5)
        self.assertLess(punctual.later_than(30), 0.1)
        self.assertTrue(30 <= late.median <= 60, late.median)
        self.assertTrue(-5 <= punctual.median <= 5, punctual.median)
        self.assertLess(punctual.later_than(0), new.later_than(0))
        self.assertLess(new.later_than(30), late.later_than(30))

    def test_what_is_overdue_now_counts_at_once(self):
        before = self.forecast(self.punctual).later_than(0)
        self.invoice(5000, self.punctual, due=-50)
        self.assertGreater(self.forecast(self.punctual).later_than(0), before)

    def test_champion_and_challenger(self):
        """The challenger is learnt beside what decides; the sentence says which is better, or why there is none."""
        thin = self.model
        self.assertEqual(thin.challenger_state, "thin")
        self.assertIn("it takes 100 items, 20 of them late", thin.challenger_text)
        items = made_up(1_500, span=400)
        morning = FIRST + 420
        studied = lesson(items, morning, shipped())
        measures = report(items, morning, shipped())
        values = {**self.models._prepare_challenger(challenger.learn(studied), studied), "report": measures}
        thin.write({**values, **{name: measures[name] for name in ("auc_0", "challenger_auc_0")}})
        text = thin.with_user(self.analyst).challenger_text
        self.assertIn(f"{measures['auc_0']:.3f}", text)
        self.assertIn(f"{measures['challenger_auc_0']:.3f}", text)
        self.assertIn("The challenger looks most at: ", text)
        for changed in ("[]", thin.challenger.replace("left_child=", "left_child=9"), "{" * 100_000, "x" * 5_000_000):
            thin.challenger = changed
            self.assertIn("cannot be read", thin.challenger_text)
        thin.challenger_state = "library"
        self.assertIn("libgomp1", thin.challenger_text)
        thin.date = self.day(-1)
        newer = self.learn()
        self.assertEqual((newer.version, thin.challenger), (2, False))

    def test_read_by_analysts_written_by_the_job_alone(self):
        model = self.model
        week = self.env["credit.forecast.week"].sudo().search([("company_id", "=", self.company.id)], limit=1)
        habit = self.env["credit.forecast.habit"].sudo().search([("company_id", "=", self.company.id)], limit=1)
        for record, vals in ((model, {"content": "{}"}), (week, {"amount": 1.0}), (habit, {"content": {}})):
            self.assertTrue(record.with_user(self.analyst).read(list(vals)))
            with self.assertRaises(AccessError):
                record.with_user(self.salesperson).read(list(vals))
            for user in (self.salesperson, self.analyst, self.manager, self.administrator):
                with self.assertRaises(AccessError):
                    record.with_user(user).write(vals)
                with self.assertRaises(AccessError):
                    record.with_user(user).unlink()
                with self.assertRaises(AccessError):
                    record.with_user(user).create({"company_id": self.company.id, **vals})

    def test_the_risk_report_has_them_by_month(self):
        """The last of each month; a thin one says so."""
        report = self.env["credit.risk.report"].with_user(self.analyst)
        self.learn()
        asked = report.read_report(self.company.id, str(self.today))["sections"][-1]
        self.assertEqual((asked["key"], [row[0] for row in asked["rows"]]), ("forecasters", [str(self.today)]))
        self.assertEqual(len(asked["rows"][0]), len(asked["columns"]))
        self.assertIn("it takes 200 items", asked["notes"][-1])
        self.assertFalse(any(value is None for row in asked["rows"] for value in row))
        before = report.read_report(self.company.id, str(self.day(-1)))["sections"][-1]
        self.assertEqual(before["rows"], [])

    def test_a_content_of_another_version_is_no_forecast(self):
        model = self.model
        model.content = model.content.replace('"format": 1', '"format": 0')
        self.env.registry.clear_cache()
        self.assertIsNone(self.forecast(self.late))
