from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.credit_management.core.policy.policy import CONFIRMATION, INVOICE

from .cover_common import CoverCommon


@tagged("post_install", "-at_install")
class TestCoverGate(CoverCommon):
    """Rules that ask for cover, through what a salesperson does."""

    UNCOVERED = {"kind": "uncovered", "amount": 500, "everybody": True}

    def decide(self, *orders):
        orders = self.env["sale.order"].union(*orders)
        decisions = orders._credit_decide(CONFIRMATION)
        return [decisions[order].outcome for order in orders]

    def quotation(self, total, days=30, **vals):
        term = self.env["account.payment.term"].create(
            {"name": f"{days} days", "line_ids": [(0, 0, {"value_amount": 100, "nb_days": days})]}
        )
        return self.order(total, payment_term_id=term.id, **vals)

    def test_more_uncovered_than_allowed_is_held_with_a_way_out(self):
        self.insured(1000)
        self.invoice(900, due=10)
        self.publish(self.UNCOVERED)
        self.assertEqual(self.decide(self.quotation(600)), ["pass"])
        order = self.quotation(700)
        self.assertEqual(self.decide(order), ["block"])
        with self.assertRaisesRegex(UserError, r"600.* would be owed that no cover pays; .*500.* is allowed"):
            order.with_user(self.salesperson).action_confirm()
        hold = self.stop(order)
        self.assertIn("reduce the document by", hold.reason_ids.way_out)
        self.assertEqual(hold.sudo().facts["more"]["cover"]["covered"], 900)
        order.order_line.price_unit = 600
        self.assertEqual(self.decide(order), ["pass"])

    def test_a_payment_clears_it(self):
        self.insured(1000)
        invoice = self.invoice(900, due=10)
        self.publish(self.UNCOVERED)
        order = self.quotation(700)
        (failure,) = order._credit_decide(CONFIRMATION)[order].failures
        payment = next(remedy.amount for remedy in failure.remedies if remedy.kind == "pay")
        self.pay(invoice, payment)
        self.assertEqual(self.decide(order), ["pass"])

    def test_orders_of_one_batch_take_from_each_other(self):
        self.insured(1000)
        self.publish(self.UNCOVERED)
        orders = [self.quotation(800) for _number in range(3)]
        self.assertEqual(self.decide(*orders), ["pass", "block", "block"])

    def test_an_order_that_grows_is_not_counted_twice(self):
        self.insured(1000)
        self.publish(self.UNCOVERED)
        order = self.quotation(1400)
        order.with_user(self.salesperson).action_confirm()
        self.assertEqual(order.state, "sale")
        self.assertEqual(self.decide(order), ["pass"])

    def test_an_insurer_that_withdraws_holds_the_next_order(self):
        cover = self.insured(1000)
        self.publish(self.UNCOVERED)
        self.invoice(900, due=10)
        self.assertEqual(self.decide(self.quotation(501)), ["pass"])
        self.decision(cover, "withdrawn")
        self.assertEqual(self.decide(self.quotation(500), self.quotation(501)), ["pass", "block"])

    def test_without_any_cover_what_is_owed_is_uncovered(self):
        self.publish(self.UNCOVERED)
        self.assertEqual(self.decide(self.quotation(500)), ["pass"])
        self.assertEqual(self.decide(self.quotation(501)), ["block"])

    def test_terms_longer_than_insured(self):
        self.insured(10000, max_days=60)
        self.publish({"kind": "terms_beyond_cover", "grace": 5})
        self.assertEqual(self.decide(self.quotation(100, 65), self.quotation(100, 66)), ["pass", "block"])
        with self.assertRaisesRegex(UserError, "6 days longer than what is insured; 5 are allowed"):
            self.quotation(100, 66).with_user(self.salesperson).action_confirm()

    def test_a_guarantee_that_ends_before_the_order_is_due(self):
        self.confirmed(last=self._day(40), call_days=10)
        self.publish({"kind": "cover_ends", "days": 5})
        self.assertEqual(self.decide(self.quotation(100, 35), self.quotation(100, 36)), ["pass", "block"])
        self.publish({"kind": "cover_ends", "effect": "warn"})
        self.assertEqual(self.decide(self.quotation(100, 36)), ["warn"])

    def test_two_of_three_say_nothing_where_there_is_no_cover(self):
        self.publish({"kind": "terms_beyond_cover", "everybody": True}, {"kind": "cover_ends", "everybody": True})
        order = self.quotation(100, 300)
        self.assertEqual(self.decide(order), ["pass"])
        words = [
            self.env["credit.explanation"]._finding(one, self.company.currency_id)
            for one in order._credit_decide(CONFIRMATION)[order].results
        ]
        self.assertEqual(words, ["No insurance would take the order.", "No cover stands that would end."])

    def test_no_query_more_without_such_a_rule_and_few_with_it(self):
        orders = [self.quotation(10) for _number in range(12)]
        plain = {"kind": "exposure", "amount": 10**9}
        self.publish(plain)
        before = self.queries(orders)
        self.insured(10**6)
        self.assertEqual((self.queries(orders[:2]), self.queries(orders)), (before, before))
        self.publish(plain, self.UNCOVERED)
        few, many = self.queries(orders[:2]), self.queries(orders)
        self.assertEqual(few, many)
        self.assertEqual(many - before, 3)  # covers, decisions on them, items

    def queries(self, orders):
        orders = self.env["sale.order"].union(*orders)
        self.env.flush_all()
        orders._credit_decide(CONFIRMATION)  # what is kept in the cache
        before = self.env.cr.sql_log_count
        orders._credit_decide(CONFIRMATION)
        return self.env.cr.sql_log_count - before

    def test_invoices_ask_too(self):
        self.insured(1000)
        self.publish(self.UNCOVERED | {"at_invoice": True})
        draft = self.invoice(1501, due=30, post=False)
        (failure,) = draft._credit_decide(INVOICE)[draft].failures
        self.assertEqual(failure.kind, "uncovered")
        self.assertAlmostEqual(failure.observed, 501)
