import base64

from dateutil.relativedelta import relativedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from .assessment_common import CreditAssessmentCommon
from .statement_common import CreditStatementCommon


@tagged("post_install", "-at_install")
class TestStatementChoice(CreditAssessmentCommon):
    """A customer is judged by a year that is not long ago; what came later stands beside it."""

    def choice(self):
        inputs, today = self.env["credit.assessment.inputs"], self._day(0)
        sources = inputs._sources(self.account, today)[self.account]
        known = inputs._collect(self.account, today)[self.account]
        return sources["statement_id"], sources["interim_id"], known.get("current_ratio")

    def confirmed(self, start, end, kind="interim", **vals):
        statement = self._create_statement(
            period_start=start, period_end=end, kind=kind, current_assets=0, cash=900_000, **vals
        )
        statement.difference_reason = "A sketch"
        statement.with_user(self.manager).action_confirm()
        return statement

    def test_an_interim_of_ten_days(self):
        before = self.choice()
        for kind in ("interim", "annual"):
            with self.subTest(kind), self.cr.savepoint() as savepoint:
                later = self.confirmed(self._day(-12), self._day(-2), kind=kind)
                self.assertEqual(self.choice(), (self.statement.id, later.id, before[2]))
                assessment = self._assess()
                self.assertEqual((assessment.statement_id, assessment.interim_id), (self.statement, later))
                savepoint.rollback()
            self.env.invalidate_all()

    def test_an_interim_where_there_is_no_year(self):
        self.statement._credit_by_method().state = "superseded"
        self.confirmed(self._day(-12), self._day(-2))
        self.assertFalse(self.choice()[0])
        half = self.confirmed(self._day(-200), self._day(-15))
        self.assertEqual(self.choice()[0], half.id)

    def test_a_statement_of_long_ago(self):
        self.statement._credit_by_method().state = "superseded"
        old = self._create_statement(year=2001)
        old.with_user(self.manager).action_confirm()
        self.assertEqual(self.choice(), (False, False, None))
        months = self.env["credit.policy"]._get_in_force(self.company).statement_age_months
        end = self._day(0) - relativedelta(months=months)
        edge = self._create_statement(period_start=end - relativedelta(years=1, days=-1), period_end=end)
        edge.with_user(self.manager).action_confirm()
        self.assertEqual(self.choice()[0], edge.id)
        older = self._create_statement(
            period_start=end - relativedelta(years=1), period_end=end - relativedelta(days=1)
        )
        edge._credit_by_method().state = "superseded"
        older.with_user(self.manager).action_confirm()
        self.assertFalse(self.choice()[0])

    def test_ten_days_renew_no_alert_of_age(self):
        ends = self.env["credit.monitoring"]._statement_ends(self.account)
        self.confirmed(self._day(-12), self._day(-2))
        self.assertEqual(self.env["credit.monitoring"]._statement_ends(self.account), ends)


@tagged("post_install", "-at_install")
class TestStatementPaper(CreditStatementCommon):
    """The paper behind a confirmed statement stays as it is."""

    def setUp(self):
        super().setUp()
        self.statement = self._create_statement(year=self._day(0).year - 1)
        self.paper = (
            self.env["ir.attachment"]
            .with_user(self.analyst)
            .create(
                {
                    "name": "balance.pdf", "raw": b"the true one",
                    "res_model": self.statement._name, "res_id": self.statement.id,
                }
            )
        )  # fmt: skip

    def ways(self):
        forged = base64.b64encode(b"another one")
        yield "datas", lambda paper: paper.write({"datas": forged})
        yield "raw", lambda paper: paper.write({"raw": b"another one"})
        yield "name", lambda paper: paper.write({"name": "other.pdf"})
        yield "moved", lambda paper: paper.write({"res_id": self._create_statement(year=2019).id})
        yield "unlinked", lambda paper: paper.unlink()
        yield "by the web client", lambda paper: paper._delete_and_notify()

    def test_confirmed(self):
        self.statement.with_user(self.manager).action_confirm()
        for user in (self.analyst, self.manager):
            for name, way in self.ways():
                refusal = self.assertRaises(UserError)  # an AccessError is one
                with self.subTest(name, user=user.login), refusal, self.cr.savepoint():
                    way(self.paper.with_user(user))
        self.assertEqual(self.paper.raw, b"the true one")
        self.statement.action_new_version()
        with self.assertRaises(UserError):
            self.paper.unlink()

    def test_draft(self):
        self.paper.raw = b"a better scan"
        self.paper.unlink()
        self.assertFalse(self.paper.exists())

    def test_another_one_is_added(self):
        self.statement.with_user(self.manager).action_confirm()
        self.paper.copy({"res_id": self.statement.id, "name": "audit.pdf"})
