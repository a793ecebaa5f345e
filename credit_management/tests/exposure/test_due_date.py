from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user
from odoo.tools import SQL

from ...sql.exposure import paid_items
from .ledger_common import LedgerCommon


@tagged("post_install", "-at_install")
class TestDueDate(LedgerCommon):
    """A due date moved after posting makes nobody pay in time before a credit manager agrees."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls.person("accountant", "account.group_account_manager")
        cls.manager = cls.person("manager", "credit_management.credit_management_group_manager")
        cls.account = cls.env["credit.account"]._for(cls.customer, cls.company)

    def setUp(self):
        super().setUp()
        self.move = self.invoice(500, due=-40)

    @classmethod
    def person(cls, name, group):
        user = new_test_user(cls.env, f"due_{name}", f"{group},base.group_user")
        user.company_ids = user.company_id = cls.company
        return user

    def line(self, move=None):
        move = move or self.move
        return move.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")

    def by_invoice(self, move, day):
        move.with_user(self.accountant).invoice_date_due = day

    def by_line(self, move, day):
        self.line(move).with_user(self.accountant).date_maturity = day

    def by_lines_of_the_invoice(self, move, day):
        move = move.with_user(self.accountant).with_context(skip_readonly_check=True)
        move.write({"line_ids": [Command.update(self.line(move).id, {"date_maturity": day})]})

    def by_draft(self, move, day):
        move = move.with_user(self.accountant)
        move.button_draft()
        move.invoice_date_due = day
        move.action_post()

    def by_draft_with_other_instalments(self, move, day):
        terms = self.env["account.payment.term"].create(
            {
                "name": "In two",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": days}) for days in (300, 330)
                ],
            }
        )
        move = move.with_user(self.accountant)
        move.button_draft()
        move.invoice_payment_term_id = terms
        move.action_post()

    def by_sql(self, move, day):
        self.env.flush_all()
        line = self.line(move)
        self.env.cr.execute(SQL("UPDATE account_move_line SET date_maturity = %s WHERE id = %s", day, line.id))
        self.env.invalidate_all()

    WAYS = (
        by_invoice, by_line, by_lines_of_the_invoice, by_draft, by_draft_with_other_instalments, by_sql,
    )  # fmt: skip

    def readers(self, days, move=None):
        """Every reader of due dates sees the item so many days past due."""
        self.env.flush_all()
        self.env.invalidate_all()
        figures = self.figures(self.customer)
        self.assertEqual(figures.oldest_days_past_due, days)
        self.assertEqual(figures.overdue, 500 if days else 0)
        items = self.env["credit.open.item"].search([("move_id", "=", (move or self.move).id)])
        self.assertEqual(max(items.mapped("days_past_due")), days)
        self.env.invalidate_all()
        past = items.with_context(credit_as_of=self.day(10)).search([("move_id", "=", (move or self.move).id)])
        self.assertEqual(max(past.mapped("days_past_due")), days and days + 10)
        behaviour = self.env["credit.behaviour"]._read(self.account)[self.account]
        self.assertEqual(behaviour.overdue_days, days)
        decided = self.env["credit.exposure"]._read_totals(self.company, self.customer.ids)[self.customer.id]
        self.assertEqual(decided.oldest_days_past_due, days)
        self.assertAgreesWithOracle(self.customer)
        monitored, _snapshots = self.env["credit.monitoring"]._collect(self.account, {})
        [monitored] = monitored.values()
        self.assertEqual(monitored.oldest_days_past_due, days)

    def test_of_a_customer_without_an_account(self):
        stranger = self.env["res.partner"].create({"name": "Stranger", "is_company": True})
        move = self.invoice(500, partner=stranger, due=-40)
        self.env.flush_all()
        self.by_draft(move, self.day(300))
        self.env.flush_all()
        self.assertIn("has moved the due date", str(move.sudo().message_ids.mapped("body")))

    def test_a_later_date_counts_nowhere(self):
        for way in self.WAYS:
            with self.subTest(way.__name__), self.cr.savepoint() as savepoint:
                way(self, self.move, self.day(300))
                self.readers(40)
                items = self.env["credit.open.item"].search([("move_id", "=", self.move.id)])
                self.assertGreater(min(items.mapped("date_moved_to")), self.day(200))
                savepoint.rollback()
            self.env.invalidate_all()

    def test_it_is_on_record(self):
        for way in self.WAYS[:-1]:  # SQL leaves no message, and counts for nothing
            with self.subTest(way.__name__), self.cr.savepoint() as savepoint:
                way(self, self.move, self.day(300))
                for log in (self.move, self.account):
                    self.assertIn("has moved the due date", str(log.message_ids.mapped("body")))
                self.assertTrue(self.move.credit_due_moved)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_days_beyond_terms_of_what_was_paid(self):
        self.by_invoice(self.move, self.day(300))
        self.pay(self.move)
        self.env.flush_all()
        behaviour = self.env["credit.behaviour"]._read(self.account)[self.account]
        self.assertEqual(behaviour.days_beyond_terms, 40)
        accounts = self.env["credit.open.item"]._receivable_account_ids()
        query = paid_items.days_beyond_terms(self.customer.ids, self.company.id, accounts, self.day(-9), self.today)
        self.assertEqual(dict(self.env.execute_query(query)), {self.customer.id: 40})

    def test_an_earlier_date_counts_at_once(self):
        self.by_invoice(self.move, self.day(-60))
        self.readers(60)
        self.assertFalse(self.move.credit_due_moved)
        self.by_invoice(self.move, self.day(-40))
        self.readers(40)
        self.by_invoice(self.move, self.day(-30))
        self.readers(40)

    def test_a_manager_agrees(self):
        self.by_invoice(self.move, self.day(10))
        self.move.with_user(self.manager).action_credit_agree_due()
        self.readers(0)
        self.assertFalse(self.move.credit_due_moved)
        self.assertIn("agrees to", str(self.account.message_ids.mapped("body")))
        with self.assertRaisesRegex(UserError, "waits for consent"):
            self.move.with_user(self.manager).action_credit_agree_due()
        self.by_draft(self.move, self.day(90))
        self.assertTrue(self.move.credit_due_moved)

    def test_who_may_not_agree(self):
        self.manager.group_ids |= self.env.ref("account.group_account_manager")
        self.move.with_user(self.manager).invoice_date_due = self.day(10)
        for user in (self.accountant, self.manager):
            with self.subTest(user.name), self.assertRaises(AccessError), self.cr.savepoint():
                self.move.with_user(user).action_credit_agree_due()
        other = self.person("seller", "credit_management.credit_management_group_manager")
        self.customer.user_id = other
        with self.assertRaisesRegex(AccessError, "sells to this customer"):
            self.move.with_user(other).action_credit_agree_due()
        former = self.person("former", "credit_management.credit_management_group_manager")
        for user in (former, other):  # of the invoice alone, and then no more
            self.move.invoice_user_id = user
            self.env.flush_all()
        with self.assertRaisesRegex(AccessError, "sells to this customer"):
            self.move.with_user(former).action_credit_agree_due()
        self.readers(40)

    def test_the_kept_day_is_nobody_s_to_write(self):
        self.by_invoice(self.move, self.day(300))
        line = self.line().with_user(self.accountant)
        for vals in ({"credit_date_due": self.day(300)}, {"credit_date_due": False}, {"credit_due_moved_by": 1}):
            with self.subTest(vals), self.assertRaises(UserError), self.cr.savepoint():
                line.write(vals)
        with self.assertRaises(UserError):
            self.move.with_user(self.accountant).credit_first_due = self.day(300)
        self.readers(40)

    def test_an_entry_without_due_date(self):
        receivable, income = (self.company_data[f"default_account_{name}"] for name in ("receivable", "revenue"))
        self.move.button_draft()
        entry = self.env["account.move"].create(
            {
                "move_type": "entry",
                "date": self.day(-40),
                "line_ids": [
                    Command.create({"account_id": receivable.id, "partner_id": self.customer.id, "debit": 500}),
                    Command.create({"account_id": income.id, "credit": 500}),
                ],
            }
        )
        entry.action_post()
        self.line(entry).with_user(self.accountant).date_maturity = self.day(300)
        self.assertEqual(self.figures(self.customer).oldest_days_past_due, 40)
