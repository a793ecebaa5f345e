from datetime import date
from xmlrpc.client import Fault

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import mute_logger

from ...core.assessment import ratio, ratios
from ...core.assessment.statement import LINES, TOTALS
from ...models.assessment.statement.credit_financial_ratio import FORMULAS
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


@tagged("post_install", "-at_install")
class TestFinancialRatio(CreditStatementCommon):
    """Ratios are there, compared with the right period, and follow every change."""

    def test_ratios_of_a_statement(self):
        statement = self._create_statement()
        self.assertEqual(statement.ratio_ids.mapped("code"), list(ratios.DEFINITIONS))
        ratio = self._ratio(statement, "receivable_days")
        self.assertEqual((ratio.value, ratio.value_text, ratio.group), (50, "50 days", "turnover"))
        self.assertEqual(self._ratio(statement, "equity_ratio").value_text, "40.0 %")
        self.assertEqual(self._ratio(statement, "altman_z").zone, "safe")
        self.assertIn("365", ratio.formula)
        growth = self._ratio(statement, "sales_growth")
        self.assertEqual((growth.reason, growth.value_text), ("no_previous", "No period before"))
        statement.sales = 730
        self.assertEqual(self._ratio(statement, "receivable_days").value, 100)

    def test_why_there_is_none(self):
        statement = self._create_statement(market_value=0, interest_expense=0)
        self.assertEqual(self._ratio(statement, "altman_z").value_text, "Not given: “Market Value of Equity”")
        self.assertEqual(self._ratio(statement, "interest_coverage").value_text, "Zero: “Interest Expense”")

    def test_model_and_core_know_the_same(self):
        table = self.env["credit.financial.ratio"]
        self.assertEqual([code for code, _label in table._fields["code"].selection], list(ratios.DEFINITIONS))
        self.assertEqual(list(FORMULAS), list(ratios.DEFINITIONS))
        self.assertEqual([code for code, _label in table._fields["group"].selection], list(ratio.GROUPS))
        self.assertEqual({code for code, _label in table._fields["reason"].selection}, set(ratio.REASONS))
        self.assertEqual({code for code, _label in table._fields["trend"].selection}, set(ratios.TRENDS))

    def test_growth_follows_the_period_before(self):
        later = self._create_statement(2024)
        before = self._create_statement(2023, sales=1168)
        growth = self._ratio(later, "sales_growth")
        self.assertAlmostEqual(growth.value, 0.25)
        self.assertEqual(later.previous_id, before)
        margin = self._ratio(later, "net_margin")
        self.assertEqual((margin.has_previous, margin.trend), (True, "worse"))  # 100 / 1460 after 100 / 1168
        before.sales = 730
        self.assertAlmostEqual(self._ratio(later, "sales_growth").value, 1.0)
        before.unlink()
        self.assertEqual(self._ratio(later, "sales_growth").reason, "no_previous")

    def test_which_period_is_before(self):
        later = self._create_statement(2024)
        self._create_statement(2022)  # a year is missing between them
        self._create_statement(2023, account=self._create_account())
        self._create_statement(2023, kind="interim", period_start=date(2023, 7, 1))
        self.assertFalse(later.previous_id)
        short = self._create_statement(2023, period_start=date(2023, 4, 1))
        self.assertEqual(later.previous_id, short)
        half = self._create_statement(2024, kind="interim", period_start=date(2024, 7, 1))
        self.assertEqual(half.previous_id.period_start, date(2023, 7, 1))
        quarter = self._create_statement(
            2022, kind="interim", period_start=date(2024, 1, 1), period_end=date(2024, 3, 31)
        )
        self.assertFalse(quarter.previous_id)

    def test_confirmed_ones_are_compared_with_confirmed_ones(self):
        before, later = self._create_statement(2023), self._create_statement(2024)
        self.assertEqual(later.previous_id, before)
        later.with_user(self.manager).action_confirm()
        self.assertFalse(later.previous_id)
        self.assertEqual(self._ratio(later, "sales_growth").reason, "no_previous")
        before.with_user(self.manager).action_confirm()
        self.assertEqual(later.previous_id, before)
        self.assertEqual(self._ratio(later, "sales_growth").value, 0)
        draft = before.browse(before.action_new_version()["res_id"])
        draft.sales = 1
        self.assertEqual(later.previous_id, before)
        self.assertEqual(self._ratio(later, "sales_growth").value, 0)

    def test_another_currency_before(self):
        other = self._other_currency()
        self._create_statement(2023, currency_id=other.id)
        self.assertEqual(self._ratio(self._create_statement(2024), "sales_growth").reason, "currency")

    def test_merged_customers(self):
        """Their statements come along; of two of one period the one of the customer that stays stands."""
        other = self._create_account()
        mine = self._create_statement(2024)
        theirs = self._create_statement(2024, account=other)
        older = self._create_statement(2023, account=other)
        self.account.sudo()._absorb(other)
        self.assertEqual((mine.state, theirs.state, older.state), ("draft", "superseded", "draft"))
        self.assertEqual((theirs + older).partner_id, self.account.partner_id)
        self.assertEqual(mine.previous_id, older)


@tagged("post_install", "-at_install")
class TestStatementAccess(CreditStatementCommon, HttpCase):
    """Analysts and managers of the company; salespeople never."""

    MODELS = ("credit.financial.statement", "credit.financial.ratio", "credit.statement.import")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.statement = cls._create_statement()
        cls.accountant = cls._create_user("accountant", "account.group_account_manager")

    def test_salespeople_see_none(self):
        for user in (self.salesperson, self.accountant, self.administrator):
            for model in self.MODELS:
                with self.subTest(user=user.login, model=model), self.assertRaises(AccessError):
                    self.env[model].with_user(user).search([])
            with self.assertRaises(AccessError):
                self.statement.with_user(user).read(["sales"])
            with self.assertRaises(AccessError):
                self._create_statement(2020, user=user)
            with self.assertRaises(AccessError):
                self.statement.with_user(user).action_confirm()
            for name in ("statement_ids", "statement_count"):
                with self.assertRaises(AccessError):
                    self.account.with_user(user).read([name])
            view = self.env["credit.account"].with_user(user).get_view(view_type="form")["arch"]
            self.assertNotIn("statement", view)

    def test_analysts_and_managers_do(self):
        for user in (self.analyst, self.manager):
            with self.subTest(user=user.login):
                self.assertEqual(self.statement.with_user(user).read(["sales"])[0]["sales"], 1460)
                self.assertTrue(self.statement.with_user(user).ratio_ids.mapped("value_text"))
                self.assertEqual(self.account.with_user(user).statement_count, 1)
                view = self.env["credit.account"].with_user(user).get_view(view_type="form")["arch"]
                self.assertIn("statement_count", view)
        action = self.account.with_user(self.analyst).action_open_statements()
        self.assertEqual(self.env[action["res_model"]].with_user(self.analyst).search(action["domain"]), self.statement)

    def test_nobody_writes_ratios(self):
        ratio = self.statement.ratio_ids[0]
        for user in (self.analyst, self.manager):
            with self.subTest(user=user.login):
                with self.assertRaises(AccessError):
                    ratio.with_user(user).value = 9
                with self.assertRaises(AccessError):
                    self.statement.with_user(user).write({"ratio_ids": [Command.update(ratio.id, {"value": 9})]})
                with self.assertRaises(AccessError):
                    ratio.with_user(user).unlink()

    def test_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        roles = "credit_management.credit_management_group_manager"
        user = self._create_user("other", roles, company_id=other.id, company_ids=[Command.set(other.ids)])
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        branch_user = self._create_user("branch", roles, company_id=branch.id, company_ids=[Command.set(branch.ids)])
        for model in self.MODELS[:2]:
            self.assertFalse(self.env[model].with_user(user).search([("partner_id", "=", self.account.partner_id.id)]))
        with self.assertRaises(AccessError):
            self.statement.with_user(user).read(["sales"])
        with self.assertRaises(AccessError):
            self._create_statement(2020, user=user)
        self.assertEqual(self.statement.with_user(branch_user).fault_text, False)
        self.assertTrue(self._create_statement(2020, user=branch_user))

    def test_menus(self):
        menu = self.env.ref("credit_management.credit_financial_statement_menu")
        for user, expected in ((self.analyst, True), (self.salesperson, False), (self.administrator, False)):
            with self.subTest(user=user.login):
                self.assertEqual(menu.id in self.env["ir.ui.menu"].with_user(user)._visible_menu_ids(), expected)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_access")
    def test_over_rpc(self):
        for user in (self.salesperson, self.analyst):
            user.password = user.login

        def call(user, method, *arguments, **options):
            return self.xmlrpc_object.execute_kw(
                self.env.cr.dbname, user.id, user.login, "credit.financial.statement", method, list(arguments), options
            )

        def refused(*arguments, **options):
            with self.assertRaises(Fault):
                call(*arguments, **options)

        ids, forged = self.statement.ids, {"credit_by_method": True, "su": True}
        refused(self.salesperson, "read", ids, fields=["sales"], context=forged)
        refused(self.salesperson, "search_read", [])
        refused(self.salesperson, "action_confirm", ids)
        refused(self.analyst, "write", ids, {"state": "confirmed"}, context=forged)
        for method in ("_credit_by_method", "_set_confirmed", "_fill_totals"):
            refused(self.analyst, method, ids)
        refused(self.analyst, "action_confirm", ids)  # who typed it
        call(self.manager, "action_confirm", ids)
        self.assertEqual(self.statement.state, "confirmed")
        refused(self.analyst, "write", ids, {"sales": 1}, context=forged)
        refused(self.analyst, "unlink", ids, context=forged)
