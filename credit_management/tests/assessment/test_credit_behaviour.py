from datetime import timedelta
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from ...core.assessment.behaviour import Behaviour
from ...core.policy.kinds import PAYMENTS
from ..exposure.ledger_common import LedgerCommon


class BehaviourCommon(LedgerCommon):
    def account(self, partner=None, company=None):
        customer = (partner or self.customer).commercial_partner_id
        return self.env["credit.account"]._for(customer, company or self.company)

    def behaviour(self, partner=None, company=None, on=None):
        account = self.account(partner, company)
        return self.env["credit.behaviour"]._read(account, on)[account]

    def decided(self, partner=None):
        """The days beyond terms a decision rests on."""
        customer = (partner or self.customer).commercial_partner_id
        order = self.order(confirm=False)
        facts = self.env["credit.order.facts"]._read_history(
            self.company, {PAYMENTS}, [customer.id], order, self.company._credit_today()
        )
        return facts[customer.id].get("days_beyond_terms")

    def match(self, moves):
        lines = moves.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        lines.filtered(lambda line: not line.reconciled).reconcile()

    def assertBehaves(self, partner=None, on=None, **expected):
        found = self.behaviour(partner, on=on)
        for code, value in expected.items():
            with self.subTest(code):
                if value is None:
                    self.assertIsNone(getattr(found, code))
                else:
                    self.assertIsNotNone(getattr(found, code), found)
                    self.assertAlmostEqual(getattr(found, code), value, 4)
        if on is None and not partner:
            decided = self.decided()
            self.assertEqual(decided is None, found.days_beyond_terms is None, (decided, found))
            self.assertAlmostEqual(decided or 0, found.days_beyond_terms or 0, 4)

    def instalments(self):
        """Half due 30 days after the invoice, half 60 days after."""
        lines = [Command.create({"value": "percent", "value_amount": 50, "nb_days": days}) for days in (30, 60)]
        return self.env["account.payment.term"].create({"name": "Two Parts", "line_ids": lines})


@tagged("post_install", "-at_install")
class TestCreditBehaviour(BehaviourCommon):
    """How customers pay, from posted invoices and payments."""

    def test_nothing_to_tell(self):
        self.assertEqual(self.behaviour(), Behaviour())
        self.assertEqual(self.env["credit.behaviour"]._read(self.env["credit.account"]), {})
        self.assertBehaves(days_beyond_terms=None)

    def test_early_on_the_day_and_a_day_late(self):
        for late, share in ((-3, 0), (0, 0), (1, 1)):
            with self.subTest(late):
                self.customer = self.env["res.partner"].create({"name": f"Pays {late}", "is_company": True})
                self.pay(self.invoice(100, due=-40), payment_date=self.day(-40 + late))
                self.assertBehaves(
                    days_beyond_terms=late, late_share=share, late_count_share=share, worst_delay=late, paid_items=1,
                    purchases_12m=100, overdue_days=0, overdue_share=0,
                )  # fmt: skip

    def test_drafts_and_cancelled_invoices_are_no_items(self):
        self.invoice(100, due=-40, post=False)
        self.invoice(100, due=-40, post=False).button_cancel()
        self.assertEqual(self.behaviour(), Behaviour())

    def test_partial_payments(self):
        invoice = self.invoice(100, due=-40)
        self.pay(invoice, 75, payment_date=self.day(-40))
        self.assertBehaves(days_beyond_terms=0, late_share=0, paid_items=0, overdue_share=1, overdue_days=40)
        self.pay(invoice, payment_date=self.day(-30))
        self.assertBehaves(days_beyond_terms=2.5, late_share=0.25, paid_items=1, late_count_share=1, overdue_share=0)

    def test_instalments(self):
        """Each has its own due date: 10 days late, and 20 days early."""
        invoice = self.invoice(
            100, due=-40, invoice_payment_term_id=self.instalments().id, invoice_date_due=False,
            invoice_date=self.day(-70),
        )  # fmt: skip
        self.assertEqual(
            sorted(invoice.line_ids.filtered("date_maturity").mapped("date_maturity")), [self.day(-40), self.day(-10)]
        )
        self.pay(invoice, 100, payment_date=self.day(-30))
        self.assertBehaves(days_beyond_terms=-5, late_share=0.5, paid_items=2, worst_delay=10, purchases_12m=100)

    def test_credit_note(self):
        """Amounts taken off are neither paid late nor bought."""
        invoice = self.invoice(100, due=-40)
        refund = self.credit_note(invoice, post=False)
        refund.invoice_line_ids.price_unit = 40
        refund.action_post()
        self.match(invoice + refund)
        self.assertBehaves(purchases_12m=60, days_beyond_terms=None, paid_items=0, overdue_days=40)
        self.pay(invoice, payment_date=self.day(-40))
        self.assertBehaves(days_beyond_terms=0, late_share=0, paid_items=1, worst_delay=0)

    def test_payment_before_the_invoice(self):
        """It is matched on the day of the invoice, 30 days early."""
        payment = self.receive(100)
        payment.action_draft()
        payment.date = self.day(-90)
        payment.action_post()
        self.match(payment.move_id + self.invoice(100, due=-40))
        self.assertBehaves(days_beyond_terms=-30, late_share=0, paid_items=1, highest_balance_paid_well=None)

    def test_other_currency(self):
        """Amounts at the rate of the invoice; an exchange difference is no payment."""
        rates = self.env["res.currency.rate"]
        rates.create({"currency_id": self.euro.id, "name": self.day(-41), "rate": 0.4, "company_id": self.company.id})
        early = self.invoice(100, due=-60, currency=self.euro)  # 200 dollars; 250 when it is paid
        self.pay(early, currency_id=self.euro.id, payment_date=self.day(-40))
        self.assertTrue(early.line_ids.matched_credit_ids.exchange_move_id)
        own = self.invoice(200, due=-40)
        self.pay(own, payment_date=self.day(-40))
        self.assertBehaves(
            purchases_12m=400, days_beyond_terms=10, late_share=0.5, paid_items=2, worst_delay=20, overdue_days=0,
            overdue_share=0,
        )  # fmt: skip

    def test_other_company(self):
        other = self.setup_other_company(name="Other")["company"]
        self.pay(self.invoice(100, due=-40), payment_date=self.day(-30))
        self.assertEqual(self.behaviour(company=other), Behaviour())
        self.assertBehaves(days_beyond_terms=10)

    def test_branch(self):
        """A branch's customers are those of the legal entity."""
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        self.env.user.company_ids += branch
        self.cr.precommit.run()  # load the branch's chart of accounts
        self.pay(self.invoice(100, due=-40), payment_date=self.day(-30))
        in_branch = self.invoice(300, due=-40, company_id=branch.id)
        self.assertEqual(in_branch.company_id, branch)
        self.assertBehaves(purchases_12m=400, overdue_share=1, overdue_days=40)

    def test_child_contact(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        self.pay(self.invoice(100, contact, due=-40), payment_date=self.day(-30))
        self.assertBehaves(days_beyond_terms=10, paid_items=1)

    def test_payment_undone(self):
        """Unmatched or cancelled; a draft is still matched in Odoo, and the invoice paid."""
        for undo in ("unmatch", "cancel"):
            with self.subTest(undo):
                self.customer = self.env["res.partner"].create({"name": undo, "is_company": True})
                payment = self.pay(self.invoice(100, due=-40), payment_date=self.day(-30))
                self.assertBehaves(days_beyond_terms=10, overdue_days=0)
                if undo == "unmatch":
                    payment.move_id.line_ids.remove_move_reconcile()
                else:
                    payment.action_cancel()
                self.assertBehaves(days_beyond_terms=None, paid_items=0, overdue_days=40, worst_delay=40)

    def test_money_paid_back_is_no_item(self):
        """Refunds are matched with receipts: nobody owed anything."""
        received = self.receive(100)
        returned = self.env["account.payment"].create(
            {
                "payment_type": "outbound", "partner_type": "customer", "partner_id": self.customer.id, "amount": 100,
                "date": self.today,
            }
        )  # fmt: skip
        returned.action_post()
        self.match((received + returned).move_id)
        self.assertEqual(self.behaviour(), Behaviour())
        self.assertBehaves(days_beyond_terms=None)

    def test_a_past_day(self):
        self.pay(self.invoice(100, due=-40), payment_date=self.day(-30))
        self.assertBehaves(on=self.day(-35), days_beyond_terms=None, overdue_days=5, overdue_share=1, worst_delay=5)
        self.assertBehaves(on=self.day(-30), days_beyond_terms=10, overdue_days=0, paid_items=1)
        self.assertEqual(self.behaviour(on=self.day(-71)), Behaviour())

    def test_today_is_the_companys(self):
        """On the evening of the due date in UTC it is the day after in Auckland."""
        self.invoice(100, due=0)
        self.assertBehaves(overdue_days=0)
        with patch.object(type(self.company), "_credit_today", lambda company: self.day(1)):
            self.assertEqual(self.behaviour().overdue_days, 1)

    def test_a_fixed_number_of_queries(self):
        """Two, streamed past Odoo's counter, and none of any other kind for more accounts."""
        partners = self.env["res.partner"].create([{"name": f"Customer {n}", "is_company": True} for n in range(30)])
        for partner in partners:
            self.invoice(100, partner, due=-5)
        accounts = self.env["credit.account"].concat(*map(self.account, partners))
        self.env.flush_all()
        streamed = []
        fetch = type(self.env["credit.behaviour"])._fetch

        def count(model, *args):
            streamed.append(args)
            return fetch(model, *args)

        numbers = []
        for some in (accounts[:1], accounts[:1], accounts):  # the first time Odoo reads what it keeps
            self.env.invalidate_all()
            streamed.clear()
            before = self.cr.sql_log_count
            with patch.object(type(self.env["credit.behaviour"]), "_fetch", count):
                found = self.env["credit.behaviour"]._read(some)
            numbers.append((self.cr.sql_log_count - before, len(streamed)))
            self.assertEqual({one.overdue_days for one in found.values()}, {5.0})
        self.assertEqual(numbers[1], numbers[2])
        self.assertEqual(numbers[2][1], 2)

    def test_scorecards_see_it(self):
        """Known figures, and nothing for unknown ones."""
        self.invoice(100, due=-5)
        account = self.account()
        known = self.env["credit.assessment.inputs"]._collect(account, self.today)[account]
        self.assertEqual((known["overdue_days"], known["overdue_share"], known["paid_items"]), (5, 1, 0))
        self.assertNotIn("days_beyond_terms", known)

    def test_pending_changes_are_read(self):
        """Values not written yet count."""
        invoice = self.invoice(100, due=-5)
        self.assertBehaves(overdue_days=5)
        invoice.line_ids.filtered("date_maturity").date_maturity = self.today - timedelta(days=9)
        self.assertBehaves(overdue_days=9)
