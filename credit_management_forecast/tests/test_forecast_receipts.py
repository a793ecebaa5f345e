from datetime import timedelta

from odoo.tests import tagged

from .forecast_common import ForecastCommon, LearntCommon


class OfAnItem:
    def item(self, move, user=None):
        items = self.env["credit.open.item"].with_user(user or self.env.user)
        return items.search([("move_id", "=", move.id)])


@tagged("post_install", "-at_install")
class TestForecastDays(OfAnItem, LearntCommon):
    """When open items are paid."""

    def test_the_day_of_an_open_item(self):
        late, punctual = self.invoice(1000, self.late, due=20), self.invoice(1000, self.punctual, due=20)
        days = [(self.item(move).forecast_date - self.day(20)).days for move in (late, punctual)]
        self.assertTrue(30 <= days[0] <= 60 and -5 <= days[1] <= 5, days)
        overdue = self.item(self.invoice(1000, self.punctual, due=-10))
        self.assertGreaterEqual(overdue.forecast_date, self.today)
        self.assertGreaterEqual(overdue.forecast_latest, overdue.forecast_date)

    def test_salespeople_see_the_day_of_their_items(self):
        move = self.invoice(1000, self.late, due=20, invoice_user_id=self.salesperson.id)
        self.assertTrue(self.item(move, self.salesperson).forecast_date)


@tagged("post_install", "-at_install")
class TestForecastReceipts(OfAnItem, ForecastCommon):
    """What comes in by week, and what is known before anything has been learnt."""

    def weeks(self, kind):
        weeks = self.env["credit.forecast.week"].sudo()
        return weeks.search([("company_id", "=", self.company.id), ("kind", "=", kind)], order="date")

    def test_nothing_said_of_the_past_or_before_learning(self):
        move = self.invoice(1000, self.late, due=20)
        self.assertFalse(self.item(move).forecast_date)
        self.learn()
        self.env.invalidate_all()
        self.assertTrue(self.item(move).forecast_date)
        self.assertFalse(self.item(move).with_context(credit_as_of=self.day(0)).forecast_date)

    def test_weeks(self):
        self.history(self.punctual, 0)
        self.invoice(1000, self.punctual, due=21)
        self.learn()
        expected, received = self.weeks("expected"), self.weeks("received")
        monday = self.today - timedelta(days=self.today.weekday())
        self.assertEqual(expected.mapped("date"), [monday + timedelta(weeks=number) for number in range(13)])
        self.assertLessEqual(sum(expected.mapped("amount")), 1000.05)
        self.assertGreater(sum(expected.mapped("amount")), 950)
        due_week = self.day(21) - timedelta(days=self.day(21).weekday())
        near = expected.filtered(lambda week: abs((week.date - due_week).days) <= 7)
        self.assertGreater(sum(near.mapped("amount")), 600)
        self.assertEqual(len(received), 14)
        since = monday - timedelta(weeks=13)
        self.assertEqual(sum(received.mapped("amount")), 1000 * sum(self.day(due) >= since for due in self.PAID))

    def test_what_was_expected_stays_as_it_was_when_the_week_began(self):
        self.invoice(1000, self.punctual, due=5)
        monday = self.today - timedelta(days=self.today.weekday())
        begun = (monday - self.today).days
        weeks = self.env["credit.forecast.week"].sudo()
        self.learn(begun)
        first = weeks.search([("company_id", "=", self.company.id), ("date", "=", monday), ("kind", "=", "expected")])
        amount = first.amount
        self.invoice(9000, self.punctual, due=-20)
        self.models._learn(self.company, monday + timedelta(days=1))
        self.assertEqual(first.amount, amount)
        later = weeks.search([("company_id", "=", self.company.id), ("date", ">", monday), ("kind", "=", "expected")])
        self.assertGreater(sum(later.mapped("amount")), 1000)
