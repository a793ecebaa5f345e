from odoo import Command
from odoo.tests import tagged

from .collections_common import CollectionsCommon


@tagged("post_install", "-at_install")
class TestOwing(CollectionsCommon):
    """What is read of customers before anybody writes to them."""

    def test_an_invoice_is_as_many_items_as_it_has_instalments(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Two parts",
                "line_ids": [
                    Command.create({"value": "percent", "value_amount": 50, "nb_days": days}) for days in (10, 40)
                ],
            }
        )
        move = self.invoice(1000, due=-20, post=False)
        move.invoice_payment_term_id = term
        move.action_post()
        items = sorted(self.owing().items, key=lambda one: one.due)
        self.assertEqual([one.amount for one in items], [500, 500])
        documents = self.owing().documents
        self.assertEqual([documents[one.id].instalment for one in items], [1, 2])
        first = self.env["account.move.line"].browse(items[0].id)
        first.date_maturity = self.day(300)  # nobody has agreed: what was said of it stays said of it
        documents = self.owing().documents
        self.assertEqual([documents[one.id].instalment for one in items], [1, 2])
        lines = first.browse(one.id for one in items)
        numbers = self.env["credit.charge"]._number_lines(lines)
        self.assertEqual([numbers[line] for line in lines], [1, 2])

    def test_amounts_are_in_the_currency_of_the_document(self):
        self.invoice(300, due=-10, currency=self.euro)
        self.invoice(100, due=-10)
        self.assertEqual({(one.currency, one.amount) for one in self.owing().items}, {("EUR", 300.0), ("USD", 100.0)})

    def test_credits_are_receipts_and_credit_notes(self):
        self.invoice(1000, due=-10)
        self.invoice(200, move_type="out_refund")
        self.receive(300)
        self.assertEqual(
            {(one.kind, one.amount) for one in self.owing().credits}, {("credit_note", 200.0), ("receipt", 300.0)}
        )

    def test_what_is_paid_is_gone_and_a_part_is_less(self):
        first, second = self.invoice(1000, due=-10), self.invoice(500, due=-10)
        self.pay(first)
        self.pay(second, amount=200)
        self.assertEqual([one.amount for one in self.owing().items], [300.0])

    def test_a_line_of_the_bank_is_a_receipt_and_names_what_it_says(self):
        move = self.invoice(1000, due=-10)
        self.statement_line(400, f"{move.name} first part")
        (credit,) = self.owing().credits
        self.assertEqual((credit.amount, credit.names), (400.0, {self.line(move).id}))

    def test_a_payment_and_its_line_are_one_receipt(self):
        self.invoice(1000, due=-10)
        self.receive(400)
        self.statement_line(400)
        self.assertEqual([one.amount for one in self.owing().credits], [400.0])
        self.statement_line(400)
        self.assertEqual([one.amount for one in self.owing().credits], [400.0, 400.0])

    def test_no_follow_up_has_no_end_so_it_is_listed(self):
        move = self.invoice(1000, due=-10)
        self.line(move).no_followup = True
        owing = self.owing()
        self.assertEqual(owing.items[0].stopped_until, self.today)
        self.assertTrue(owing.documents[owing.items[0].id].endless)

    def test_whom_it_goes_to_and_how(self):
        customer = self.owing().customer
        self.assertEqual(customer.reach, {"mail", "letter", "phone", "sms"})
        contact = self.env["res.partner"].create(
            {"name": "Payables", "parent_id": self.customer.id, "type": "credit_reminder"}
        )
        owing = self.owing()
        self.assertEqual((owing.contact_id, owing.customer.reach), (contact.id, frozenset()))
        contact.email = "payables@example.com"
        self.assertEqual(self.owing().customer.reach, {"mail"})
        contact.message_bounce = 3
        self.assertEqual(self.owing().customer.reach, frozenset())
        contact.message_bounce = 0
        self.env["mail.blacklist"].create({"email": "payables@example.com"})
        self.assertEqual(self.owing().customer.reach, frozenset())

    def test_levels_stay_when_the_invoice_is_posted_anew(self):
        move = self.invoice(1000, due=-30)
        self.sent_before(10, move, level=2)
        self.assertEqual([(one.level, one.level_on) for one in self.owing().items], [(2, self.day(-10))])
        move.button_draft()
        move.invoice_line_ids.price_unit = 900
        move.action_post()
        self.assertEqual([(one.amount, one.level) for one in self.owing().items], [(900.0, 2)])
        self.assertEqual(self.owing().customer.contacted_on, self.day(-10))

    def test_the_strategy_is_that_of_the_account_else_of_the_grade_the_class_the_company(self):
        def choose():
            return self.env["credit.strategy.choice"]._choose(self.account)[self.account]

        others = self.env["credit.strategy"].sudo().create([{"name": name} for name in ("Grade", "Class", "Company")])
        grade = self.env["credit.grade"].search([], limit=1)
        self.account.sudo()._credit_by_method().write({"grade_id": grade.id})
        grade.sudo().strategy_id, others[1].risk_class = others[0], grade.risk_class
        self.company.sudo().credit_strategy_id = others[2]
        self.assertEqual(choose(), self.strategy)
        self.account.strategy_id = False
        self.assertEqual(choose(), others[0])
        others[0].active = False
        self.assertEqual(choose(), others[1])
        others[1].risk_class = False
        self.assertEqual(choose(), others[2])
        self.company.sudo().credit_strategy_id = False
        self.assertFalse(choose())

    def test_queries_do_not_grow_with_customers(self):
        accounts = self.account
        for number in range(6):
            partner = self._create_customer(f"Buyer {number}", email=f"buyer{number}@example.com")
            accounts |= self._create_account(partner)
            self.invoice(100, partner=partner, due=-10)
        self.invoice(100, due=-10)
        counts = []
        for some in (accounts[:2], accounts):
            self.env.flush_all()
            self.env["credit.owing"]._read(some)  # definitions are in the cache from now on
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["credit.owing"]._read(some)
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 1, counts)
