from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tests.common import new_test_user

from .ledger_common import LedgerCommon


@tagged("post_install", "-at_install")
class TestLedgerBelieved(LedgerCommon):
    """What an accountant writes beside entries and matchings changes no exposure."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = new_test_user(cls.env, "accountant", "account.group_account_manager,base.group_user")
        cls.accountant.company_ids = cls.accountant.company_id = cls.company
        cls.other = cls.env["res.partner"].create({"name": "Another Customer", "is_company": True})

    def receivable(self, move):
        lines = move.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        return lines.with_user(self.accountant)

    def test_written_on_a_posted_receivable(self):
        line = self.receivable(self.invoice(500))
        values = {
            "amount_residual": 0, "amount_residual_currency": 0, "reconciled": True, "parent_state": "draft",
            "date": self.day(400), "partner_id": self.other.id, "price_total": -500,
            "account_id": self.company_data["default_account_revenue"].id,
        }  # fmt: skip
        for name, value in values.items():
            with self.subTest(name), self.assertRaises(UserError), self.cr.savepoint():
                line.write({name: value})
                self.env.flush_all()
            with self.subTest(name, through="the invoice"), self.assertRaises(UserError), self.cr.savepoint():
                move = line.move_id.with_context(skip_readonly_check=True)
                move.write({"line_ids": [(1, line.id, {name: value})]})
                self.env.flush_all()
        self.env.invalidate_all()
        self.assertOwes({"receivable": 500})

    def test_same_values_written_back(self):
        line = self.receivable(self.invoice(500))
        line.write({"amount_residual": 500, "reconciled": False, "parent_state": "posted"})
        line.write({"partner_id": self.customer.id})
        self.assertOwes({"receivable": 500})

    def test_sent_with_a_new_invoice_or_as_a_default(self):
        hidden = {"amount_residual": 0, "reconciled": True, "parent_state": "draft"}
        context = {f"default_{name}": value for name, value in hidden.items()}
        account = self.company_data["default_account_receivable"]
        income = self.company_data["default_account_revenue"]
        for values, defaults in ((hidden, {}), ({}, context)):
            move = (
                self.env["account.move"]
                .with_user(self.accountant)
                .with_context(**defaults)
                .create(
                    {
                        "move_type": "entry",
                        "line_ids": [
                            (0, 0, {"account_id": account.id, "partner_id": self.customer.id, "debit": 70} | values),
                            (0, 0, {"account_id": income.id, "credit": 70}),
                        ],
                    }
                )
            )
            move.action_post()
        self.assertOwes({"receivable": 140})

    def test_customer_of_the_document(self):
        move = self.invoice(500)
        with self.assertRaises(UserError):
            move.with_user(self.accountant).commercial_partner_id = self.other
        move.button_draft()
        move.with_user(self.accountant).partner_id = self.other
        move.action_post()
        self.assertOwes({"receivable": 500}, self.other)
        self.assertOwes({})

    def test_taxes_rounded_by_hand(self):
        """The form of a bill sends its totals, changed or not: Odoo writes them by way of the lines."""
        bill = self.company_data["default_journal_purchase"].with_user(self.accountant)
        form = Form(bill.env["account.move"].with_context(default_move_type="in_invoice"))
        form.partner_id, form.invoice_date = self.other.with_env(bill.env), self.day(0)
        with form.invoice_line_ids.new() as line:
            line.name, line.price_unit = "Paper", 100
            line.tax_ids.clear()
            line.tax_ids.add(self.company_data["default_tax_purchase"].with_env(bill.env))
        bill = form.save()
        self.assertEqual(bill.amount_total, 115)
        totals = bill.tax_totals
        totals["subtotals"][0]["tax_groups"][0]["tax_amount_currency"] = 15.01
        bill.tax_totals = totals
        self.assertEqual(bill.amount_total, 115.01)
        with self.assertRaises(UserError):
            bill.amount_total = 7

    def test_account_that_customers_owe_on(self):
        self.invoice(500)
        account = self.company_data["default_account_receivable"].with_user(self.accountant)
        for values in ({"non_trade": True}, {"account_type": "asset_current"}):
            with self.subTest(values), self.assertRaises(UserError), self.cr.savepoint():
                account.write(values)
        new = account.copy({"code": "NT2"})
        new.non_trade = True
        self.assertOwes({"receivable": 500})
