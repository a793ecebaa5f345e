from odoo import fields
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestDemonstration(TransactionCase):
    """The demonstration company is coherent: clicking through it shows no contradiction."""

    def setUp(self):
        super().setUp()
        if not self.env.ref("credit_management.order_maple", raise_if_not_found=False):
            self.skipTest("Without demo data there is no demonstration company.")
        self.company = self.env.ref("base.main_company")
        ids = self.env["ir.model.data"].search([("module", "=", "credit_management"), ("model", "=", "credit.account")])
        self.accounts = self.env["credit.account"].browse(ids.mapped("res_id"))

    def account(self, name):
        return self.env.ref(f"credit_management.account_{name}")

    def test_every_kind_of_customer(self):
        self.assertEqual(len(self.accounts), 20)
        self.assertEqual(set(self.accounts.mapped("status")), {"active", "watch", "stop", "not_assessed"})
        self.assertEqual(set(self.accounts.mapped("limit_state")), {"limited", "unlimited", "not_assessed"})
        self.assertEqual(set(self.accounts.mapped("grade_id.code")), {"AAA", "AA", "A", "B", "C", "D"})
        self.assertEqual(self.accounts.filtered("limit_expired"), self.account("brightwell"))
        self.assertFalse(self.accounts.filtered(lambda account: account.exposure < 0))

    def test_last_figures_kept_are_those_on_screen(self):
        """As far as no day has gone by since: what is due then is overdue now."""
        for account in self.accounts:
            last = self.env["credit.snapshot"].search([("account_id", "=", account.id)], order="date desc", limit=1)
            with self.subTest(account.display_name):
                self.assertEqual((last.exposure, last.status, last.score, last.grade_id), (
                    account.exposure, account.status, account.score, account.grade_id
                ))  # fmt: skip

    def test_a_year_of_figures(self):
        days = self.env["credit.snapshot"].search([("account_id", "=", self.account("wood_corner").id)]).mapped("date")
        self.assertGreater((max(days) - min(days)).days, 350)
        linden = self.env["credit.snapshot"].search([("account_id", "=", self.account("linden").id)], order="date")
        self.assertEqual(list(dict.fromkeys(linden.mapped("grade_id.code"))), ["AA", "B"])
        beyond = [snapshot.days_beyond_terms for snapshot in linden if snapshot.days_beyond_terms]
        self.assertLess(beyond[0], 0)
        self.assertGreater(beyond[-1], 0)

    def test_nothing_happens_before_its_time(self):
        now, today = fields.Datetime.now(), self.company._credit_today()
        cases = (
            ("account.move", "invoice_date", today, [("partner_id", "child_of", self.accounts.partner_id.ids)]),
            ("credit.snapshot", "date", today, []),
            ("credit.assessment", "decided_on", now, []),
            ("credit.survey", "verified_on", now, []),
            ("credit.hold", "decided_on", now, []),
            ("credit.alert", "raised_on", today, []),
            ("mail.message", "date", now, [("model", "=like", "credit.%")]),
        )
        for model, name, until, domain in cases:
            with self.subTest(model):
                self.assertTrue(self.env[model].search_count([*domain, (name, "<=", until)], limit=1))
                self.assertFalse(self.env[model].search([*domain, (name, ">", until)]))

    def test_four_eyes(self):
        decided = self.accounts.limit_ids.filtered(lambda limit: limit.state == "approved")
        self.assertGreater(len(decided), 20)
        self.assertFalse(decided.filtered(lambda limit: limit.author_id == limit.approver_id))

    def test_work_is_waiting(self):
        holds = self.env["credit.hold"].search([("account_id", "in", self.accounts.ids)])
        self.assertEqual(set(holds.mapped("state")), {"open", "used", "released", "refused", "cleared"})
        reasons = " ".join(holds.filtered(lambda hold: hold.state == "open").mapped("reasons_text"))
        for reason in ("Over the limit", "Limit expired", "Better terms"):
            self.assertIn(reason, reasons)
        reviews = self.accounts.review_ids
        self.assertTrue(reviews)
        self.assertFalse(reviews.filtered("failure"))
        self.assertEqual(set(self.accounts.alert_ids.mapped("state")), {"new", "acknowledged", "acting", "closed"})
        self.assertFalse(self.env["credit.job.run"].search([]).filtered("failed_count"))

    def test_payments_are_not_doubted(self):
        """They are booked when the demonstration is made, and are of the year before."""
        assessments = self.accounts.assessment_ids.filtered("evidence_count")
        self.assertGreater(len(assessments), 10)
        self.assertFalse(sum(assessments.mapped("evidence_doubtful")))

    def test_payments_that_assessments_rest_on_are_there(self):
        """Assessments of past days rest on what was paid by then: none of it is missed today."""
        decided = self.accounts.assessment_ids.filtered(lambda one: one.state == "approved")
        self.assertGreater(len(decided), 8)
        self.assertFalse([one.display_name for one, gone in self.env["credit.evidence"]._gone(decided).items() if gone])
        self.assertFalse(self.accounts.alert_ids.rule_id.filtered(lambda rule: rule.kind == "evidence_gone"))

    def test_statements_add_up(self):
        statements = self.env["credit.financial.statement"].search([("account_id", "in", self.accounts.ids)])
        self.assertGreater(len(statements), 25)
        self.assertEqual(set(statements.mapped("state")), {"confirmed"})
        for statement in statements:
            with self.subTest(statement.display_name):
                self.assertEqual(statement.total_assets, statement.total_liabilities + statement.equity)
