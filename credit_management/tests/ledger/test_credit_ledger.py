import random
from datetime import date, timedelta

from odoo.tests import tagged

from ...core.ledger.ledger import Invoice
from .ledger_post_common import LedgerPostCommon


@tagged("post_install", "-at_install")
class TestCreditLedger(LedgerPostCommon):
    """Invoices of an old ledger become Odoo's own, with their payments."""

    # === WHAT IS BOOKED === #

    def test_one_invoice_paid_late(self):
        posted = self.post(self.past("A-17", 1234.56, due=-40, paid=-30))
        move, payment = posted.invoices, posted.payments
        self.assertEqual((move.state, move.payment_state, move.move_type), ("posted", "paid", "out_invoice"))
        self.assertEqual((move.ref, move.payment_reference), ("A-17", "A-17"))
        self.assertEqual((move.date, move.invoice_date), (self.day(-70), self.day(-70)))
        self.assertEqual(move.invoice_date_due, self.day(-40))
        self.assertEqual((move.amount_total, move.amount_residual), (1234.56, 0))
        owed = move.line_ids.filtered("date_maturity")
        self.assertEqual((owed.date_maturity, owed.reconciled), (self.day(-40), True))
        self.assertEqual(owed.matched_credit_ids.max_date, self.day(-30))
        self.assertEqual((payment.state, payment.amount, payment.date), ("paid", 1234.56, self.day(-30)))
        self.assertEqual(move.reconciled_payment_ids, payment)
        self.assertFalse(self.items(), "nothing is open, nor in clearing")

    def test_nothing_is_booked_from_nothing(self):
        posted = self.post()
        self.assertFalse(posted.invoices + posted.payments.move_id)

    def test_the_order_given_is_kept(self):
        other = self.env["res.partner"].create({"name": "Other"})
        ledger = [self.past(f"N{n}", 10 + n, due=-n, partner=other if n % 2 else None) for n in range(1, 9)]
        self.assertEqual(self.post(*ledger).invoices.mapped("ref"), [one.number for one in ledger])

    def test_one_receipt_for_what_was_cleared_on_one_day(self):
        posted = self.post(
            self.past("1", 100, due=-40, paid=-30), self.past("2", 200, due=-39, paid=-30),
            self.past("3", 400, due=-40, paid=-29),
        )  # fmt: skip
        self.assertEqual(sorted(posted.payments.mapped("amount")), [300, 400])
        self.assertEqual(set(posted.invoices.mapped("payment_state")), {"paid"})

    def test_open_and_in_part(self):
        posted = self.post(
            self.past("1", 100, due=-40), self.past("2", 200, due=-40, paid=-30),
            Invoice("3", self.day(-70), self.day(-40), 300, self.day(-30), 120, partner_id=self.customer.id),
        )  # fmt: skip
        self.assertEqual(posted.invoices.mapped("payment_state"), ["not_paid", "paid", "partial"])
        self.assertEqual(posted.invoices.mapped("amount_residual"), [100, 0, 180])
        self.assertOwes({"receivable": 280})

    def test_credit_notes(self):
        """An open one is unallocated; a settled one was paid out that day and touches no invoice."""
        posted = self.post(
            self.past("1", 100, due=-40, paid=-30), self.past("2", -30, due=-40, paid=-30), self.past("3", -20, due=-40)
        )  # fmt: skip
        self.assertEqual(posted.invoices.mapped("move_type"), ["out_invoice", "out_refund", "out_refund"])
        self.assertEqual(posted.invoices.mapped("payment_state"), ["paid", "paid", "not_paid"])
        self.assertEqual(sorted(posted.payments.mapped("payment_type")), ["inbound", "outbound"])
        self.assertOwes({"unallocated": -20})

    def test_contact(self):
        """What is billed to a contact is owed by its company."""
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        posted = self.post(
            self.past("1", 100, due=-40, partner=contact), self.past("2", 50, due=-40, paid=-40, partner=contact)
        )
        self.assertEqual(posted.invoices.partner_id, contact)
        self.assertEqual((posted.invoices.line_ids + posted.payments.move_id.line_ids).partner_id, self.customer)
        self.assertOwes({"receivable": 100}, contact)

    # === HOW THE CUSTOMER PAYS === #

    def test_payment_behaviour(self):
        """The same as a plain recomputation from the ledger itself."""
        dice = random.Random(1)
        ledger = []
        for number in range(40):
            due = -dice.randint(5, 300)
            paid = dice.choice([None, due + dice.randint(-20, 60)])
            paid = None if paid is None or paid > 0 else paid
            ledger.append(self.past(f"B{number}", dice.randint(1, 900), due=due, paid=paid))
        self.post(*ledger)
        found = self.read_behaviour()
        known = [one for one in ledger if one.paid_on and one.paid_on > self.today - timedelta(days=365)]
        total = sum(one.amount for one in known)
        expected = sum(one.amount * (one.paid_on - one.due).days for one in known) / total
        self.assertAlmostEqual(found.days_beyond_terms, expected, 6)
        self.assertEqual(found.paid_items, len(known))
        overdue = [one for one in ledger if not one.paid_on and one.due < self.today]
        self.assertEqual(found.overdue_days, max((self.today - one.due).days for one in overdue))

    def test_past_exposure(self):
        """On a past day what was made by then and not paid by then was owed."""
        ledger = [
            self.past("1", 100, due=-40, paid=-30), self.past("2", 200, due=-60, paid=-50),
            self.past("3", 400, due=-10), self.past("4", -50, due=-35, paid=-20),
        ]  # fmt: skip
        self.post(*ledger)
        for offset in (-100, -90, -70, -60, -51, -50, -40, -31, -30, -21, -20, 0):
            with self.subTest(offset):
                day = self.day(offset)
                owed = sum(
                    one.amount for one in ledger if one.invoiced <= day and not (one.paid_on and one.paid_on <= day)
                )
                self.assertAlmostEqual(sum(self.items(as_of=day).values()), owed, 2)

    def test_sales_by_month(self):
        """Sales are receivables of invoices, less credit notes, in the month of their date."""
        month_end = self.env["credit.month.end"]
        days = month_end._days(month_end._last(self.company.root_id), 12)
        before = month_end._read_sales(self.company.root_id, days)[self.company.root_id]
        ledger = [
            Invoice(
                str(number),
                day.replace(day=1 + number),
                day + timedelta(days=30),
                100.0 + number,
                partner_id=self.customer.id,
            )
            for number, day in enumerate(days[:6])
        ]
        credit_note = Invoice("C", days[0], days[0], -30.0, days[0], partner_id=self.customer.id)
        self.post(*ledger, credit_note)
        after = month_end._read_sales(self.company.root_id, days)[self.company.root_id]
        for number, day in enumerate(days):
            expected = (100 + number if number < 6 else 0) - (30 if number == 0 else 0)
            self.assertAlmostEqual(after[day] - before[day], expected, 2)

    # === WHAT AN ACCOUNTANT SEES === #

    def test_neither_cash_nor_profit(self):
        """Every line is a receivable or the clearing account's, which holds what is still owed."""
        posted = self.post(
            self.past("1", 100, due=-40, paid=-30), self.past("2", 200, due=-40),
            self.past("3", -30, due=-40, paid=-30), self.past("4", 50, due=-400, paid=-380, currency="EUR"),
        )  # fmt: skip
        lines = (posted.invoices + posted.payments.move_id).line_ids
        self.assertEqual(set(lines.account_id.mapped("account_type")), {"asset_receivable", "asset_current"})
        clearing = lines.filtered(lambda line: line.account_id.account_type == "asset_current")
        self.assertEqual(len(clearing.account_id), 1)
        self.assertAlmostEqual(sum(clearing.mapped("balance")), -200, 2)
        self.assertFalse(lines.tax_ids + lines.tax_line_id)
        self.assertFalse(lines.analytic_line_ids)

    def test_another_currency_makes_no_gain_or_loss(self):
        """It was booked in the old ledger: the receipt stands at the rate of the invoice."""
        self.env["res.currency.rate"].create(
            {"currency_id": self.euro.id, "name": self.day(-35), "rate": 0.8, "company_id": self.company.id}
        )
        posted = self.post(
            self.past("1", 100, due=-40, paid=-30, currency="EUR"),
            Invoice("2", self.day(-70), self.day(-40), 99.99, self.day(-30), 33.33, "EUR", partner_id=self.customer.id),
        )
        self.assertEqual(posted.invoices.mapped("payment_state"), ["paid", "partial"])
        self.assertFalse(posted.invoices.line_ids.matched_credit_ids.exchange_move_id)
        self.assertEqual(posted.invoices[0].amount_total_signed, 200)
        self.assertEqual(posted.payments.sorted("amount").mapped("amount_company_currency_signed"), [66.66, 200])
        self.assertEqual(posted.invoices[1].amount_residual_signed, 133.32)
        self.assertOwes({"receivable": 133.32})

    def test_own_journals(self):
        """Made once, last in line, and with numbers of their own, so that the company's go on where they were."""
        before = self.invoice(100)
        posted = self.post(self.past("1", 100, due=-40, paid=-30), self.past("2", 100, due=-400))
        again = self.post(self.past("3", 100, due=-40, paid=-30))
        after = self.invoice(100)
        self.assertEqual(len((posted.invoices + again.invoices).journal_id), 1)
        self.assertNotEqual(posted.invoices.journal_id, before.journal_id)
        self.assertEqual(after.journal_id, before.journal_id)
        if before.date.year == after.date.year:
            self.assertEqual(after.sequence_number, before.sequence_number + 1)
        self.assertFalse((posted.invoices + again.invoices).filtered("made_sequence_gap"))
        self.assertEqual(len(set((posted.invoices + again.invoices).mapped("name"))), 3)
        payment = self.receive(10)
        self.assertNotEqual(payment.journal_id, posted.payments.journal_id)

    def test_numbers_as_odoo_would_give_them(self):
        """Whoever adds an invoice to the journal by hand gets the next number."""
        posted = self.post(*(self.past(f"S{n}", 10, due=-40) for n in range(3)))
        by_hand = self.invoice(10, due=-40, journal_id=posted.invoices.journal_id.id)
        numbers = [*posted.invoices.mapped("sequence_number"), by_hand.sequence_number]
        self.assertEqual(numbers, [1, 2, 3, 4])
        self.assertEqual(len({*posted.invoices.mapped("sequence_prefix"), by_hand.sequence_prefix}), 1)

    def test_fiscal_year_ending_in_march(self):
        self.company.write({"fiscalyear_last_month": "3", "fiscalyear_last_day": 31})
        days = date(self.today.year - 1, 3, 31), date(self.today.year - 1, 4, 1)
        posted = self.post(*(Invoice(f"F{day}", day, day, 10, partner_id=self.customer.id) for day in days))
        self.assertEqual(len(set(posted.invoices.mapped("sequence_prefix"))), 2)
        self.assertEqual(posted.invoices.mapped("sequence_number"), [1, 1])

    def test_another_clearing_account(self):
        self.post(self.past("1", 100, due=-40, paid=-30))
        account = self.env["account.account"].create({"name": "9000", "code": "9000", "account_type": "equity"})
        posted = self.post(self.past("2", 100, due=-40, paid=-30), clearing=account)
        lines = (posted.invoices + posted.payments.move_id).line_ids
        self.assertEqual(len(lines.filtered(lambda line: line.account_id == account)), 2)
        self.assertEqual(posted.payments.state, "paid")

    def test_nobody_is_told(self):
        mails, activities = self.env["mail.mail"], self.env["mail.activity"]
        before = mails.search_count([]), activities.search_count([])
        posted = self.post(self.past("1", 100, due=-40, paid=-30))
        self.env.cr.precommit.run()
        self.assertEqual((mails.search_count([]), activities.search_count([])), before)
        for records in (posted.invoices, posted.payments.move_id, posted.payments):
            self.assertFalse(records.message_follower_ids)
            self.assertFalse(records.message_ids)

    def test_stamp(self):
        posted = self.post(self.past("1", 100, due=-40, paid=-30), invoice_origin="Old ledger")
        self.assertEqual(set((posted.invoices + posted.payments.move_id).mapped("invoice_origin")), {"Old ledger"})

    def test_credit_accounts_are_opened(self):
        self.post(self.past("1", 100, due=-40))
        found = self.env["credit.account"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual(found.company_id, self.company.root_id)

    def test_other_company(self):
        other = self.setup_other_company(name="Other")["company"]
        posted = self.post(self.past("1", 100, due=-40, paid=-30), self.past("2", 70, due=-40), company=other)
        moves = posted.invoices + posted.payments.move_id
        self.assertEqual(moves.company_id, other)
        self.assertEqual(moves.journal_id.company_id, other)
        self.assertFalse(self.company.credit_ledger_journal_id)
        self.assertFalse(self.items() and self.figures(self.customer).total)

    def test_queries_do_not_grow_with_the_ledger(self):
        def count(start, number):
            ledger = [self.past(f"Q{start + n}", 10, due=-40, paid=-30 - n) for n in range(number)]
            before = self.cr.sql_log_count
            self.post(*ledger)
            return self.cr.sql_log_count - before

        count(0, 1)
        few, many = count(100, 10), count(200, 60)
        self.assertLess(many - few, 40, f"{few} queries for 10 invoices and receipts, {many} for 60")
