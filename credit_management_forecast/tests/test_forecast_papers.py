from datetime import timedelta

import lxml.html

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.tests.reporting.print_common import plain
from odoo.addons.credit_management.tests.reporting.workbook_common import WorkbookCommon

from .forecast_common import LearntCommon

STATEMENT = "credit_management_forecast.credit_collector_statement"


@tagged("post_install", "-at_install")
class TestForecastPapers(WorkbookCommon, LearntCommon):
    """Expected receipts as a workbook, and the predicted day on the statement of who collects."""

    def export(self, user=None, **options):
        return super().export(user or self.analyst, report="receipts", **options)

    def test_the_workbook_says_what_the_screens_say(self):
        moves = [self.invoice(1000, partner, due=20) for partner in (self.late, self.punctual)]
        self.forget()
        self.learn()
        self.env.cr.execute(
            "INSERT INTO credit_forecast_week (company_id, date, kind, amount) VALUES (%s, %s, 'expected', 250)",
            [self.company.id, self.monday() - timedelta(weeks=2)],
        )
        book = self.opened(self.content(self.export())[0])
        self.assertEqual(book.sheetnames, ["Cover", "Weeks", "Open Items"])
        self.assertWeeks(book["Weeks"])
        rows, total = self.rows(book["Open Items"])
        found = {row["Document"]: row for row in rows}
        self.assertEqual(total["Open Amount"], sum(row["Open Amount"] for row in rows))
        for move in moves:
            item = self.env["credit.open.item"].search([("move_id", "=", move.id)])
            row = found[move.name]
            self.assertEqual(row["Probably Paid On"].date(), item.forecast_date)
            self.assertEqual(row["Paid by at 90 %"].date(), item.forecast_latest)
        chances = [found[move.name]["More Than 30 Days Late"] for move in moves]
        self.assertGreater(chances[0], 0.5)
        self.assertLess(chances[1], 0.1)

    def assertWeeks(self, sheet):
        rows, _total = self.rows(sheet)
        weeks = {row["Week From"].date(): row for row in rows}
        kept = self.env["credit.forecast.week"].sudo().search([("company_id", "=", self.company.id)])
        self.assertEqual(sorted(weeks), sorted(set(kept.mapped("date"))))
        for week in kept:
            title = "Expected When It Began" if week.kind == "expected" else "Came In"
            self.assertEqual(weeks[week.date][title], week.amount, (week.date, week.kind))
        past = weeks[self.monday() - timedelta(weeks=2)]
        self.assertEqual((past["State"], past["Difference"]), ("Past", past["Came In"] - 250))
        coming = weeks[self.monday() + timedelta(weeks=1)]
        self.assertEqual((coming["State"], coming["Came In"], coming["Difference"]), ("To come", None, None))

    def monday(self):
        return self.today - timedelta(days=self.today.weekday())

    def test_the_chart_has_both(self):
        self.invoice(1000, self.late, due=20)
        self.learn()
        book = self.formulas()
        (chart,) = book["Cover"]._charts
        self.assertEqual(len(chart.series), 2)
        self.assertEqual(
            book["Open Items"].cell(6, 2).hyperlink.target.rpartition("/")[0].rpartition("/")[2], "account.move"
        )

    def test_before_the_first_night(self):
        self.forget()
        self.invoice(1000, self.late, due=20)
        book = self.opened(self.content(self.export())[0])
        rows, _total = self.rows(book["Open Items"])
        self.assertIsNone(rows[0]["Probably Paid On"])

    def test_for_analysts_and_of_today(self):
        export = self.export(self.salesperson)
        with self.assertRaisesRegex(AccessError, "cannot see expected receipts. Ask a credit analyst"):
            self.content(export)
        with self.assertRaisesRegex(ValidationError, "is not known any more. Choose"):
            self.export(date=self.day(-1))

    # === STATEMENT === #

    def statement(self, user, partner):
        account = self._create_account(partner, self.company)
        reports = self.env["ir.actions.report"].with_user(user)
        html, _kind = reports._render_qweb_html(STATEMENT, account.ids)
        return plain(" ".join(lxml.html.fromstring(html.decode()).find("body").itertext()))

    def test_the_statement_of_the_collector(self):
        move = self.invoice(1000, self.late, due=20)
        item = self.env["credit.open.item"].search([("move_id", "=", move.id)])
        text = self.statement(self.analyst, self.late)
        self.assertIn("Internal, not for the customer", text)
        for day in (item.forecast_date, item.forecast_latest):
            self.assertIn(format_day(self.env, day), text)
        self.assertNotIn("Remittance slip", text)
        with self.assertRaisesRegex(AccessError, "may not print"):
            self.statement(self.salesperson, self.late)

    def test_the_customer_is_told_no_predicted_day(self):
        self.invoice(1000, self.late, due=20)
        account = self._create_account(self.late, self.company)
        html, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "credit_management.credit_account_statement", account.ids
        )
        self.assertNotIn("robably", html.decode())
