import random

from odoo import Command
from odoo.tests import tagged

from ...core.ledger.ledger import Invoice
from .ledger_post_common import LedgerPostCommon

# Of a journal entry: what the normal path and the import must agree on. Numbers differ, and so does the journal.
OF_MOVE = (
    "move_type", "state", "date", "invoice_date", "invoice_date_due", "partner_id", "commercial_partner_id",
    "partner_shipping_id", "company_id", "currency_id", "company_currency_id", "invoice_currency_rate", "ref",
    "payment_reference", "amount_untaxed", "amount_tax", "amount_total", "amount_residual", "amount_untaxed_signed",
    "amount_untaxed_in_currency_signed", "amount_tax_signed", "amount_total_signed", "amount_total_in_currency_signed",
    "amount_residual_signed", "payment_state", "status_in_payment", "invoice_partner_display_name", "posted_before",
    "auto_post", "always_tax_exigible", "made_sequence_gap", "checked", "is_storno", "fiscal_position_id",
    "invoice_payment_term_id", "partner_bank_id", "invoice_incoterm_id",
)  # fmt: skip

OF_LINE = (
    "display_type", "account_id", "partner_id", "currency_id", "company_currency_id", "company_id", "date",
    "invoice_date", "date_maturity", "debit", "credit", "balance", "amount_currency", "amount_residual",
    "amount_residual_currency", "reconciled", "parent_state", "quantity", "price_unit", "price_subtotal", "price_total",
    "discount", "tax_ids", "tax_line_id", "is_storno", "is_imported", "no_followup", "payment_date",
    "is_account_reconcile", "discount_date", "analytic_distribution",
)  # fmt: skip

OF_PAYMENT = (
    "state", "payment_type", "partner_type", "partner_id", "amount", "amount_company_currency_signed", "currency_id",
    "date", "is_reconciled", "is_matched", "company_id", "destination_account_id", "outstanding_account_id",
    "payment_method_line_id", "payment_method_id", "journal_id", "is_sent", "partner_bank_id",
)  # fmt: skip

OF_MATCH = (
    "amount", "debit_amount_currency", "credit_amount_currency", "debit_currency_id", "credit_currency_id", "max_date",
    "company_id",
)  # fmt: skip


@tagged("post_install", "-at_install")
class TestLedgerByHand(LedgerPostCommon):
    """Entries booked at once equal those made one by one."""

    def test_same_as_made_one_by_one(self):
        """What the normal path stores, the import stores: invoices, lines, payments and matchings."""
        euro_rates = self.env["res.currency.rate"]
        euro_rates.create(
            {"currency_id": self.euro.id, "name": self.day(-200), "rate": 0.37, "company_id": self.company.id}
        )
        partners = self.env["res.partner"].create([{"name": f"Customer {n}", "is_company": True} for n in range(4)])
        dice = random.Random(8)
        ledger = [self._random_invoice(dice, number, dice.choice(partners)) for number in range(30)]
        posted = self.post(*ledger)
        books = self.company._credit_ledger_books()
        for one, move in zip(ledger, posted.invoices, strict=True):
            with self.subTest(one):
                self._assert_same(one, move, self._by_hand(one, books))

    def _random_invoice(self, dice, number, partner):
        amount = dice.choice([100, 99.99, 0.01, 1234.56, -50.05])
        paid = dice.choice([None, amount, amount, round(amount / 3, 2)])
        due = dice.randint(-300, 20)
        return Invoice(
            number=f"R{number}", invoiced=self.day(min(due, 0) - dice.randint(0, 60)), due=self.day(due), amount=amount,
            paid_on=self.day(-dice.randint(0, 100)) if paid else None, paid=paid or None,
            currency=dice.choice(["", "", "EUR"]), partner_id=partner.id,
        )  # fmt: skip

    def _by_hand(self, one, books):
        """As a person would: an invoice, posted; a payment registered."""
        partner = self.env["res.partner"].browse(one.partner_id)
        move = self.invoice(
            abs(one.amount), partner, "out_refund" if one.amount < 0 else "out_invoice",
            currency=self.euro if one.currency else None, invoice_date=one.invoiced, date=one.invoiced,
            invoice_date_due=one.due, journal_id=books.journal.id, ref=one.number, payment_reference=one.number,
            invoice_line_ids=[
                Command.create(
                    {
                        "name": "Sold", "price_unit": abs(one.amount), "account_id": books.account.id,
                        "tax_ids": [Command.clear()],
                    }
                )
            ],
        )  # fmt: skip
        move.is_move_sent = True  # long ago
        if one.settled:
            self.pay(
                move, abs(one.settled), payment_date=one.paid_on, journal_id=books.receipt_journal.id,
                payment_method_line_id=books.method(one.amount > 0).id, currency_id=move.currency_id.id,
            )  # fmt: skip
        self.env.flush_all()
        self.env.invalidate_all()
        return move

    def _assert_same(self, one, move, by_hand):
        self.assertEqual(self._values(move, OF_MOVE), self._values(by_hand, OF_MOVE))
        lines, expected = (found.line_ids.sorted("display_type") for found in (move, by_hand))
        for mine, theirs in zip(lines, expected, strict=True):
            self.assertEqual(self._values(mine, OF_LINE), self._values(theirs, OF_LINE))
        shared = len(move.reconciled_payment_ids.reconciled_invoice_ids) > 1
        if one.settled and not one.currency and not shared:
            payment, other = move.reconciled_payment_ids, by_hand.reconciled_payment_ids
            self.assertEqual(self._values(payment, OF_PAYMENT), self._values(other, OF_PAYMENT))
            self.assertEqual(self._values(payment.move_id, OF_MOVE, "ref"), self._values(other.move_id, OF_MOVE, "ref"))
            matches = move.line_ids.matched_credit_ids + move.line_ids.matched_debit_ids
            others = by_hand.line_ids.matched_credit_ids + by_hand.line_ids.matched_debit_ids
            self.assertEqual(self._values(matches, OF_MATCH), self._values(others, OF_MATCH))
            self.assertEqual(bool(matches.full_reconcile_id), bool(others.full_reconcile_id))
            self.assertEqual(bool(lines.full_reconcile_id), bool(expected.full_reconcile_id))

    def _values(self, record, names, *without):
        return {name: record[name] for name in names if name in record._fields and name not in without}
