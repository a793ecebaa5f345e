from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import freeze_time, tagged

from .bill_common import BillCommon


@tagged("post_install", "-at_install")
class TestBill(BillCommon):
    """A bill from the receipt on: what it needs, who records how it ended, what a dishonour opens again."""

    def test_what_a_bill_needs_is_said(self):
        move = self.invoice(100)
        for values, words in (
            ({"credit_bill_number": False}, "has no number"),
            ({"credit_bill_matures_on": False}, "has no maturity"),
            ({"credit_bill_matures_on": self.day(-1)}, "before it was received"),
            ({"credit_bill_acceptor": False}, "Nobody has accepted"),
        ):
            with self.subTest(values), self.assertRaisesRegex(ValidationError, words), self.cr.savepoint():
                self.take(move, **values)
        with self.assertRaisesRegex(ValidationError, "Nobody has accepted"), self.cr.savepoint():
            self.take(move, "bank", credit_bill_bank_id=False)

    def test_no_journal_takes_bills_by_itself(self):
        journal = self.env["account.journal"].create({"name": "Second Bank", "code": "BNK9", "type": "bank"})
        codes = journal.inbound_payment_method_line_ids.mapped("code")
        self.assertFalse({"credit_bank_bill", "credit_commercial_bill"} & set(codes))

    def test_nobody_writes_how_a_bill_ended(self):
        bill = self.lay_by(100)
        for user in (self.clerk, self.accountant, self.env.user):
            for vals in (
                {"credit_bill_state": "honoured"}, {"credit_bill_ended_on": self.today}, {"credit_bill_kind": False},
                {"credit_bill_matures_on": self.today}, {"credit_bill_bank_id": self.bank.id},
                {"payment_method_line_id": self.method_line("bank").id},
            ):  # fmt: skip
                with self.subTest(vals=vals, user=user.login), self.assertRaises(AccessError), self.cr.savepoint():
                    bill.with_user(user).with_context(credit_by_method=True).write(vals)
        payments = self.env["account.payment"].with_user(self.clerk)
        vals = {"amount": 1, "partner_id": self.customer.id, **self.paper("commercial")}
        with self.assertRaises(AccessError), self.cr.savepoint():
            payments.create(vals | {"credit_bill_state": "honoured", "credit_bill_ended_on": self.today})
        made = payments.with_context(default_credit_bill_state="honoured").create(vals)
        self.assertEqual(made.credit_bill_state, "held")

    def test_a_stored_default_ends_no_bill(self):
        defaults = self.env["ir.default"].with_user(self.clerk)
        defaults.set("account.payment", "credit_bill_state", "honoured", user_id=True)
        defaults.set("account.payment", "credit_bill_ended_on", str(self.today), user_id=True)
        vals = {"amount": 1, "partner_id": self.customer.id, **self.paper("commercial")}
        bill = self.env["account.payment"].with_user(self.clerk).create(vals)
        self.assertEqual((bill.credit_bill_state, bill.credit_bill_ended_on), ("held", False))

    def test_a_method_that_changes_leaves_what_is_posted(self):
        bill = self.lay_by(100)
        self.method_line("commercial").payment_method_id = self.env.ref("account.account_payment_method_manual_in")
        self.assertEqual(bill.credit_bill_kind, "commercial")

    def test_a_receipt_that_is_created_in_process_is_a_bill_all_the_same(self):
        """Its entry follows with the next write: without a kind what it pays would be owed no more."""
        self.method_line("commercial").payment_account_id = False  # or Odoo wants the entry at once
        payments = self.env["account.payment"].with_user(self.clerk)
        vals = {"amount": 100, "partner_id": self.customer.id, "state": "in_process", **self.paper("commercial")}
        for sent in ({}, {"credit_bill_kind": "bank"}):
            self.assertEqual(payments.create(vals | sent).credit_bill_kind, "commercial")
        with self.assertRaisesRegex(ValidationError, "has no number"):
            payments.create(vals | {"credit_bill_number": False})

    def test_what_is_posted_stays_whatever_state_is_written(self):
        bill = self.take(self.invoice(100)).with_user(self.clerk)
        other = self.env["res.partner"].create({"name": "Other"})
        for state in ("in_process", "rejected", "canceled", "draft"):
            bill.write({"state": state})  # of the receipt alone: its entry stays posted
            for vals in (
                {"partner_id": other.id}, {"date": self.day(80)}, {"payment_type": "outbound"}, {"move_id": False},
                {"payment_method_line_id": self.method_line("bank").id}, {"credit_bill_matures_on": self.today},
                {"journal_id": self.company_data["default_journal_bank"].id}, {"amount": 1},
            ):  # fmt: skip
                with self.subTest(state=state, vals=vals), self.assertRaises(AccessError), self.cr.savepoint():
                    bill.write(vals)
            self.assertOwes({"bill": 100})

    def test_who_records_that_it_was_honoured(self):
        bill = self.lay_by(100, received=-95, matures=-5)
        with self.assertRaisesRegex(AccessError, "Ask an accountant or a credit analyst"):
            bill.with_user(self.clerk).action_credit_honour()
        self.customer.user_id = self.accountant
        with self.assertRaisesRegex(AccessError, "sells to"):
            bill.with_user(self.accountant).action_credit_honour()
        bill.with_user(self.analyst).action_credit_honour(self.day(-5))
        self.assertEqual((bill.credit_bill_state, bill.credit_bill_ended_on), ("honoured", self.day(-5)))
        with self.assertRaisesRegex(UserError, "no bill that is held"):
            bill.with_user(self.analyst).action_credit_honour()

    def test_days_on_which_it_cannot_end(self):
        bill = self.lay_by(100)
        for day, words in ((self.day(1), "to come"), (self.day(-1), "received later"), (self.today, "is not paid")):
            with self.subTest(day), self.assertRaisesRegex(UserError, words):
                bill.action_credit_honour(day)
        with self.assertRaisesRegex(UserError, "years 1900"):
            bill.action_credit_honour("0001-01-01")
        with self.assertRaisesRegex(UserError, "no bill that is held"):
            self.receive(10).action_credit_dishonour()

    def test_dishonour_opens_what_it_had_paid(self):
        first, second = self.invoice(300, due=-20), self.invoice(200, due=-10)
        bill = self.take(first | second, group_payment=True, received=-30, matures=-1)
        self.assertEqual(set((first | second).mapped("amount_residual")), {0})
        dialog = bill.with_user(self.accountant).action_credit_open_dishonour()
        dialog = self.env["credit.bill.end"].with_user(self.accountant).with_context(**dialog["context"]).create({})
        dialog.write({"reason": "No funds", "day": self.today})
        dialog.action_apply()
        self.assertEqual([first.amount_residual, second.amount_residual], [300, 200])
        self.assertEqual(bill.credit_bill_state, "dishonoured")
        self.assertEqual((bill.credit_bill_end_reason, bill.state), ("No funds", "rejected"))
        self.assertOwes({"receivable": 500})
        figures = self.figures(self.customer)
        self.assertEqual((figures.overdue, figures.oldest_days_past_due), (500, 20), "by their own due dates")
        accounts = bill.move_id.line_ids.account_id
        lines = self.env["account.move.line"].search(
            [("account_id", "in", accounts.ids), ("payment_id", "=", bill.id), ("parent_state", "=", "posted")]
        )
        self.assertEqual(set(lines.mapped("amount_residual")), {0}, "nothing of the bill is left in the books")

    def test_dishonour_in_another_currency(self):
        move = self.invoice(100, currency=self.euro)
        bill = self.take(move, currency_id=self.euro.id)
        self.assertOwes({"bill": 200})
        bill.action_credit_dishonour()
        self.assertEqual(move.amount_residual, 100)
        self.assertOwes({"receivable": 200})

    def test_what_was_given_up_with_the_receipt_is_open_again_too(self):
        move = self.invoice(100)
        written_off = {
            "payment_difference_handling": "reconcile",
            "writeoff_account_id": self.company_data["default_account_expense"].id,
            "writeoff_label": "Rounding",
        }
        bill = self.take(move, amount=98, **written_off)
        self.assertEqual(move.amount_residual, 0)
        self.assertOwes({"bill": 98})
        bill.action_credit_dishonour()
        self.assertEqual(move.amount_residual, 100)
        self.assertOwes({"receivable": 100})

    def test_a_cash_discount_is_taken_back_with_its_tax(self):
        self.company.account_journal_early_pay_discount_loss_account_id = self.company_data["default_account_expense"]
        terms = {"early_discount": True, "discount_percentage": 2, "early_pay_discount_computation": "included"}
        term = self.env["account.payment.term"].create({"name": "2 %", **terms})
        tax = self.company_data["default_tax_sale"]
        taxed = {"name": "Goods", "price_unit": 100, "tax_ids": [Command.set(tax.ids)]}
        values = {"invoice_payment_term_id": term.id, "invoice_date_due": False}
        move = self.invoice(100, due=30, invoice_line_ids=[Command.create(taxed)], **values)
        bill = self.take(move)
        self.assertTrue(bill.move_id.line_ids.tax_repartition_line_id, "the discount has lowered the tax")
        bill.action_credit_dishonour()
        self.assertEqual(move.amount_residual, move.amount_total)
        lines = (bill.move_id | bill.credit_bill_entry_id).line_ids
        told = lines.grouped(lambda line: (line.tax_repartition_line_id, line.tax_ids, line.tax_tag_ids)).values()
        self.assertEqual({round(sum(some.mapped("balance")), 2) for some in told}, {0}, "and has not any more")

    def test_a_receipt_that_is_rejected_is_dishonoured(self):
        move = self.invoice(100)
        self.take(move).action_reject()
        self.assertOwes({"receivable": 100})

    def test_a_dishonoured_receipt_stays(self):
        move = self.invoice(100)
        bill = self.take(move)
        bill.action_credit_dishonour()
        for call in (bill.action_draft, bill.action_cancel):
            with self.assertRaisesRegex(UserError, "take that back"), self.cr.savepoint():
                call()

    def test_entries_of_a_bill_that_has_ended_stay(self):
        move = self.invoice(100)
        bill = self.take(move)
        bill.action_credit_dishonour()
        paid = self.lay_by(1, received=-95, matures=-5)
        paid.action_credit_honour()
        for entry in (bill.credit_bill_entry_id, bill.move_id, paid.move_id):
            for call in (entry.button_draft, entry.button_cancel, lambda entry=entry: entry.write({"state": "draft"})):
                with self.assertRaisesRegex(UserError, "take that back"), self.cr.savepoint():
                    call()
        for call in (paid.action_draft, paid.action_cancel, paid.unlink):
            with self.assertRaisesRegex(UserError, "take that back"), self.cr.savepoint():
                call()
        self.assertOwes({"receivable": 100, "unallocated": -1})
        (bill | paid).action_credit_take_back_end()
        self.assertOwes({"bill": 101, "unallocated": -1})
        paid.action_draft()

    def test_taken_back(self):
        move = self.invoice(100, due=-3)
        bill = self.take(move)
        bill.action_credit_dishonour()
        bill.action_credit_take_back_end()
        self.assertEqual((move.amount_residual, bill.credit_bill_state), (0, "held"))
        self.assertOwes({"bill": 100})
        self.assertOwes({"bill": 100}, as_of=self.today)
        self.assertFalse(self.env["credit.bill.matching"].sudo().search([("payment_id", "=", bill.id)]))

    def test_who_takes_a_dishonour_back(self):
        bill = self.take(self.invoice(100), "bank", received=-95, matures=-5)
        bill.action_credit_dishonour()
        with self.assertRaisesRegex(AccessError, "Ask an accountant or a credit analyst"):
            bill.with_user(self.clerk).action_credit_take_back_end()
        self.customer.user_id = self.accountant
        with self.assertRaisesRegex(AccessError, "sells to"):
            bill.with_user(self.accountant).action_credit_take_back_end()
        self.assertOwes({"receivable": 100})

    def test_a_dishonour_raises_an_alert_at_once(self):
        bill = self.take(self.invoice(100))
        bill.with_user(self.accountant).action_credit_dishonour()
        alerts = self.env["credit.alert"].sudo().search([("account_id", "=", self.account.id)])
        alert = alerts.filtered(lambda one: one.kind == "bill_dishonoured")
        self.assertEqual((alert.value, alert.severity, alert.state), (100, "critical", "new"))
        self.assertIn("dishonoured", self.account.message_ids[:1].body)
        with freeze_time(self.day(91)):
            self.env["credit.monitoring"]._monitor_now(self.account)
        self.assertEqual(alert.state, "closed")

    def test_rules_that_fail_keep_no_dishonour_out_of_the_books(self):
        move = self.invoice(100)
        bill = self.take(move)
        failing = patch.object(self.registry["credit.monitoring"], "_monitor_now", side_effect=UserError("Broken"))
        logger = "odoo.addons.credit_management_bills.models.account_payment_bill_end"
        with failing, self.assertLogs(logger, "ERROR"):
            bill.with_user(self.accountant).action_credit_dishonour()
        self.assertEqual((bill.credit_bill_state, move.amount_residual), ("dishonoured", 100))
        self.assertOwes({"receivable": 100})

    def test_nobody_says_how_it_ended(self):
        self.take(self.invoice(100, due=-70), received=-95, matures=-5)
        self.take(self.invoice(100, due=-70), "bank", received=-95, matures=-40)
        self.env["credit.monitoring"]._monitor_now(self.account)
        alerts = self.env["credit.alert"].sudo().search([("account_id", "=", self.account.id)])
        self.assertEqual(alerts.filtered(lambda one: one.kind == "bill_unsettled").value, 5)
