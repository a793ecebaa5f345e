from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...core.assessment.statement import LINES, TOTALS
from .statement_common import FIGURES, CreditStatementCommon


@tagged("post_install", "-at_install")
class TestFinancialStatement(CreditStatementCommon):
    """A statement from the first figure to the version that replaces it."""

    def test_identities_at_the_tolerance(self):
        """Half a percent of 1,000, which is 5; a cent more and the form says so."""
        for equity, balanced in ((395, True), (394.99, False), (405.02, True), (405.04, False)):
            with self.subTest(equity=equity):
                statement = self._create_statement(
                    total_assets=1000, equity=equity, share_capital=0, retained_earnings=0, other_equity=0
                )
                self.assertEqual(statement.balanced, balanced, statement.fault_text)
                statement.unlink()

    def test_the_form_says_what_does_not_add_up(self):
        form = Form(self.env["credit.financial.statement"].with_user(self.analyst))
        form.account_id = self.account
        form.total_assets, form.total_liabilities, form.equity = 1000, 600, 390
        self.assertIn("“Total Assets” is", form.fault_text)
        for part in ("1,000.00", "“Total Liabilities” + “Total Equity”", "990.00", "a difference of", "10.00", "5.00"):
            self.assertIn(part, form.fault_text)
        form.equity = 400
        self.assertFalse(form.fault_text)
        self.assertTrue(form.save().balanced)

    def test_the_tolerance_is_the_companys(self):
        statement = self._create_statement(total_liabilities=640)
        self.assertFalse(statement.balanced)
        self.company.credit_statement_tolerance = 10
        self.assertTrue(statement.balanced)
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.company.credit_statement_tolerance = -1
            self.company.flush_recordset()

    def test_confirming_needs_figures_that_add_up_or_a_reason(self):
        statement = self._create_statement(equity=300, other_equity=-50)
        with self.assertRaisesRegex(UserError, "(?s)does not add up:\n“Total Assets” is .*“Reason of Difference”"):
            statement.with_user(self.manager).action_confirm()
        statement.difference_reason = "Minority interests are not shown"
        statement.with_user(self.manager).action_confirm()
        self.assertEqual((statement.state, statement.confirmed_by), ("confirmed", self.manager))
        self.assertTrue(statement.confirmed_on)
        with self.assertRaisesRegex(UserError, "no figures yet"):
            self._create_statement(2023, **dict.fromkeys(FIGURES, 0)).with_user(self.manager).action_confirm()

    def test_totals_left_out_are_filled_in_by_confirming(self):
        statement = self._create_statement(**dict.fromkeys(TOTALS, 0))
        self.assertTrue(statement.balanced)
        self.assertEqual(self._ratio(statement, "current_ratio").value, 1.8)
        statement.with_user(self.manager).action_confirm()
        for name in TOTALS:
            self.assertEqual(statement[name], FIGURES[name], name)

    def test_what_is_confirmed_stays(self):
        statement = self._create_statement()
        statement.with_user(self.manager).action_confirm()
        for user in (self.analyst, self.manager):
            for vals in ({"sales": 1}, {"note": "x"}, {"audited": "yes"}, {"difference_reason": "x"}):
                with self.subTest(user=user.login, **vals), self.assertRaisesRegex(UserError, "stays as it is"):
                    statement.with_user(user).write(vals)
            with self.assertRaisesRegex(UserError, "stays as it is"):
                statement.with_user(user).unlink()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            statement.with_user(self.manager).action_confirm()
        statement.message_post(body="Looked at again")  # the chatter is no part of it

    def test_what_only_methods_set(self):
        statement, other = self._create_statement(), self._create_account()
        for vals in ({"state": "confirmed"}, {"version": 5}, {"confirmed_by": 1}, {"replaces_id": statement.id}):
            with self.subTest(**vals), self.assertRaises(AccessError):
                statement.write(vals)
            with self.subTest(create=True, **vals), self.assertRaises(AccessError):
                self._create_statement(2020, **vals)
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        for vals in ({"account_id": other.id}, {"company_id": elsewhere.id}, {"months": 1}):
            with self.subTest(**vals), self.assertRaises(AccessError):
                statement.write(vals)
        sent = self._create_statement(2021, company_id=elsewhere.id, partner_id=other.partner_id.id, months=1)
        defaults = {"default_company_id": elsewhere.id, "default_months": 1, "default_reason": "zero"}
        values = {"account_id": self.account.id, "sales": 1}
        asked = self.env["credit.financial.statement"].with_user(self.analyst).with_context(**defaults).create(values)
        self.assertEqual((asked.company_id, asked.ratio_ids.company_id, asked.months), (*[self.company] * 2, 12))
        self.assertEqual(self._ratio(asked, "current_ratio").reason, "missing")
        self.assertEqual(sent.company_id, self.company)
        self.assertEqual((sent.partner_id, sent.months), (self.account.partner_id, 12))
        with self.assertRaises(AccessError):
            self.env["credit.financial.statement"].with_user(self.analyst).with_context(
                default_state="confirmed"
            ).create({"account_id": self.account.id})

    def test_a_new_version_takes_the_place_of_the_old_one(self):
        old = self._create_statement()
        with self.assertRaisesRegex(UserError, "not confirmed"):
            old.action_new_version()
        old.with_user(self.manager).action_confirm()
        new = old.browse(old.with_context(default_state="superseded").action_new_version()["res_id"])
        self.assertEqual((new.state, new.version, new.replaces_id, new.sales), ("draft", 2, old, 1460))
        self.assertEqual(old.action_new_version()["res_id"], new.id)
        self.assertEqual(old.state, "confirmed")
        new.write({"sales": 1500, "cost_of_sales": 770})
        new.with_user(self.manager).action_confirm()
        self.assertEqual((old.state, new.state), ("superseded", "confirmed"))
        self.assertIn("(v2)", new.display_name)
        self.assertEqual(self.account.with_user(self.analyst).statement_count, 1)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            old.sales = 3

    def test_one_of_a_period(self):
        draft = self._create_statement()
        with self.assertRaisesRegex(ValidationError, "already, as a draft"):
            self._create_statement()
        with self.assertRaisesRegex(ValidationError, "already, as a draft"):
            draft.copy()
        self._create_statement(kind="interim", period_start=date(2024, 7, 1))
        another = self._create_statement(2023)
        with self.assertRaisesRegex(ValidationError, "already, as a draft"):
            another.period_end = date(2024, 12, 31)
        draft.with_user(self.manager).action_confirm()
        with self.assertRaisesRegex(ValidationError, "confirmed already. Open it and make a new version"):
            self._create_statement()

    def test_periods(self):
        tomorrow = self._day(1)
        cases = [
            ({"period_start": date(2025, 1, 1)}, "before it begins"),
            ({"period_start": self._day(-30), "period_end": tomorrow}, "still to come"),
            ({"period_start": date(2022, 1, 1)}, "36 months"),
            ({"kind": "interim"}, "less than a year"),
        ]
        for vals, words in cases:
            with self.subTest(words), self.assertRaises(ValidationError) as caught:
                self._create_statement(**vals)
            self.assertIn(words, str(caught.exception))

    def test_months(self):
        cases = [
            (date(2024, 1, 1), "annual", 12),
            (date(2024, 7, 1), "interim", 6),
            (date(2024, 10, 1), "interim", 3),
            (date(2024, 12, 30), "interim", 1),
            (date(2023, 7, 1), "annual", 18),
        ]
        for start, kind, months in cases:
            with self.subTest(start=start):
                statement = self._create_statement(period_start=start, kind=kind)
                self.assertEqual(statement.months, months)
                statement.unlink()

    def test_no_amount_is_larger_than_any_company(self):
        for amount in (2e15, -2e15):
            with self.subTest(amount), self.assertRaises(ValidationError) as caught:
                self._create_statement(sales=amount)
            self.assertIn("“Sales”", str(caught.exception))

    def test_every_line_has_a_field_and_a_label_of_its_own(self):
        labels = [self.env["credit.financial.statement"]._line_label(name) for name in LINES]
        self.assertEqual(len(set(labels)), len(LINES))

    def test_currency(self):
        self.assertEqual(self._create_statement().currency_id, self.company.currency_id)
        other = self._other_currency()
        self.assertEqual(self._create_statement(2023, currency_id=other.id).currency_id, other)
