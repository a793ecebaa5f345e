import random

from odoo import Command
from odoo.tests import tagged

from ..policy.policy_common import PolicyCommon
from .ledger_common import LedgerCommon


@tagged("post_install", "-at_install")
class TestExposureRandom(PolicyCommon, LedgerCommon):
    """After any sequence of operations the figures equal a recomputation written apart."""

    OPERATIONS = 180
    SEED = 20261121
    SUMMED_EVERY = 20

    def setUp(self):
        super().setUp()
        self.random = random.Random(self.SEED)
        self.contact = self.env["res.partner"].create({"name": "Clerk", "parent_id": self.customer.id})
        self.other = self.env["res.partner"].create({"name": "Another Customer", "is_company": True})
        self.tax = self.env["account.tax"].create({"name": "15 %", "amount": 15, "type_tax_use": "sale"})
        # Every odd cent of it ends in half a cent here.
        self.halves = self.env["res.currency"].create(
            {
                "name": "HLF", "symbol": "h", "rounding": 0.01,
                "rate_ids": [
                    Command.create({"name": self.day(-400), "rate": 1 / 1.5, "company_id": self.company.id})
                ],
            }
        )  # fmt: skip
        self.orders = self.env["sale.order"]
        self.moves = self.env["account.move"]
        self.publish(horizon_days=30)

    def test_operations_at_random(self):
        operations = [name for name in dir(self) if name.startswith("do_")]
        done, ways = {}, set()
        for number in range(self.OPERATIONS):
            name = self.random.choice(operations)
            done[name] = done.get(name, 0) + bool(getattr(self, name)())
            self.assertAgreesWithOracle(self.customer, f"after operation {number}, {name}")
            if number % self.SUMMED_EVERY == 0:
                ways.add(self.env["credit.open.item"]._has_settled_later([self.today]))
                self.check_sums(f"after operation {number}, {name}")
        self.assertEqual(ways, {False, True}, "with and without something that a receipt of a later day settles")
        self.assertFalse([name for name in operations if not done[name]], "operations that never did anything")

    def check_sums(self, case):
        """Sums over all customers, as lists and searches read them, are those of the items one by one."""
        self.env.flush_all()
        self.env.invalidate_all()
        items = self.env["credit.open.item"]
        domain = [("company_id", "=", self.company.id)]
        everything = items.search(domain)
        for name in ("bucket_id", "category", "counts"):
            for value, count, amount, days in items._read_group(
                domain, [name], ["__count", "amount:sum", "days_past_due:max"]
            ):
                some = everything.filtered(lambda item, name=name, value=value: item[name] == value)
                with self.subTest(case, name=name, value=value):
                    self.assertEqual((count, days), (len(some), max(some.mapped("days_past_due"))))
                    self.assertAlmostEqual(amount, sum(some.mapped("amount")), 2)
        for only_receivables in (False, True):
            rows = self.env.execute_query(self.env["credit.exposure"]._figures_sql(only_receivables))
            found = {partner_id: figures for partner_id, root_id, *figures in rows if root_id == self.company.id}
            for partner, some in everything.grouped("partner_id").items():
                late = some.filtered("days_past_due")
                total, overdue, oldest = found.get(partner.id, (0, 0, 0))
                with self.subTest(case, partner=partner.name, only_receivables=only_receivables):
                    self.assertAlmostEqual(float(overdue), sum(late.mapped("amount")), 2)
                    self.assertEqual(oldest, max(late.mapped("days_past_due"), default=0))
                    if not only_receivables:
                        self.assertAlmostEqual(float(total), sum(some.filtered("counts").mapped("amount")), 2)

    def pick(self, records, condition=lambda record: True):
        records = records.filtered(condition)
        return records[self.random.randrange(len(records))] if records else records

    # Each returns whether there was something to do.

    def do_order(self):
        quantities = [self.random.randint(1, 9) for _ in range(self.random.randint(1, 3))]
        self.orders += self.order(
            *quantities,
            product=self.random.choice([self.goods, self.goods_on_delivery]),
            price=self.random.choice([10, 33.33, 99.99]),
            currency=self.random.choice([None, self.euro]),
            partner_invoice_id=self.random.choice([self.customer, self.contact]).id,
            commitment_date=self.random.choice([False, self.day(29), self.day(31)]),
        )
        return True

    def do_deliver(self):
        order = self.pick(self.orders, lambda order: order.state == "sale")
        for line in order.order_line.filtered(lambda line: line.product_id and not line.display_type):
            line.qty_delivered = self.random.randint(0, max(int(line.product_uom_qty), 0) + 2)
        return order

    def do_bill(self):
        order = self.pick(self.orders, lambda order: order.invoice_status == "to invoice")
        if order:
            self.moves += self.bill(order, post=self.random.random() < 0.7)
        return order

    def do_down_payment(self):
        order = self.pick(self.orders, lambda order: order.state == "sale" and not order.invoice_ids)
        if order:
            self.moves += self.down_payment(order, 5, post=self.random.random() < 0.7)
        return order

    def do_invoice(self):
        self.moves += self.invoice(
            self.random.choice([12.34, 100, 777]),
            due=self.random.randint(-150, 30),
            currency=self.random.choice([None, self.euro]),
            post=self.random.random() < 0.7,
        )
        return True

    def do_post(self):
        move = self.pick(self.moves, lambda move: move.state == "draft")
        if move:
            move.action_post()
        return move

    def do_refund(self):
        move = self.pick(self.moves, lambda move: move.state == "posted" and move.move_type == "out_invoice")
        if move:
            self.moves += self.credit_note(move)
        return move

    def do_pay(self):
        move = self.pick(
            self.moves,
            lambda move: move.state == "posted" and move.move_type == "out_invoice" and move.amount_residual > 1,
        )
        if move:
            share = self.random.choice([None, 0.5])
            self.pay(
                move, share and move.currency_id.round(move.amount_residual * share), currency_id=move.currency_id.id
            )
        return move

    def do_receive(self):
        self.receive(self.random.choice([5, 50, 500]), partner=self.random.choice([self.customer, self.contact]))
        return True

    def do_reconcile(self):
        lines = self.env["account.move.line"].search(
            [
                ("account_id.account_type", "=", "asset_receivable"),
                ("partner_id", "child_of", self.customer.id),
                ("reconciled", "=", False),
                ("parent_state", "=", "posted"),
            ]
        )
        debit, credit = (
            self.pick(lines, lambda line: line.amount_residual > 0),
            self.pick(lines, lambda line: line.amount_residual < 0),
        )
        if debit and credit:
            (debit + credit).reconcile()
        return debit and credit

    def do_unreconcile(self):
        move = self.pick(self.moves, lambda move: move.state == "posted" and move.line_ids.matched_credit_ids)
        if move:
            move.line_ids.remove_move_reconcile()
        return move

    def do_cancel(self):
        order = self.pick(self.orders, lambda order: order.state == "sale" and not order.invoice_ids)
        if order:
            order._action_cancel()
        return order

    def do_receive_later(self):
        return self.receive(self.random.choice([5, 50]), date=self.day(self.random.randint(1, 40)))

    def do_pay_later(self):
        move = self.pick(
            self.moves,
            lambda move: (
                move.state == "posted"
                and move.move_type == "out_invoice"
                and move.amount_residual > 1
                and move.currency_id == self.company.currency_id
            ),
        )
        if move:
            self.pay(move, move.currency_id.round(move.amount_residual / 2), payment_date=self.day(20))
        return move

    def do_bill_another_customer(self):
        order = self.pick(self.orders, lambda order: order.invoice_status == "to invoice")
        if order:
            move = self.bill(order, post=False)
            move.partner_id = self.other
            if self.random.random() < 0.7:
                move.action_post()
            self.assertAgreesWithOracle(self.other)
        return order

    def do_share_an_invoice_line(self):
        """One invoice line of an order belongs to a line of another one as well."""
        item = self.pick(self.moves.invoice_line_ids, lambda item: item.sale_line_ids)
        line = self.pick(self.orders.order_line, lambda line: line.state == "sale" and not line.display_type)
        if item and line:
            item.sale_line_ids |= line
            self.assertAgreesWithOracle(self.other)
        return item and line

    def do_add_line(self):
        order = self.pick(self.orders, lambda order: order.state == "sale")
        if order:
            price = self.random.choice([-20, 25.55, 60])
            self.env["sale.order.line"].create(
                {
                    "order_id": order.id,
                    "product_id": self.goods.id,
                    "product_uom_qty": self.random.choice([0, 1]),
                    "price_unit": price,
                    "tax_ids": [Command.set(self.tax.ids)],
                    "is_downpayment": self.random.random() < 0.3,
                }
            )
        return order

    def do_bill_to_contact_or_other(self):
        order = self.pick(self.orders, lambda order: order.state == "sale")
        if order:
            order.partner_invoice_id = self.random.choice([self.customer, self.contact, self.other])
            self.assertAgreesWithOracle(self.other)
        return order

    def do_half_a_coin(self):
        self.orders += self.order(1, price=0.05 + self.random.randint(100, 900), currency=self.halves)
        return True

    def do_close_short(self):
        order = self.pick(self.orders, lambda order: order.state == "sale")
        if order:
            order.action_credit_close_short()
        return order

    def do_change_of_rate(self):
        rate = self.random.choice([0.4, 0.5, 0.8])
        rates = self.env["res.currency.rate"]
        today = rates.search([("name", "=", self.today), ("currency_id", "=", self.euro.id)])
        if today:
            today.rate = rate
        else:
            rates.create({"name": self.today, "rate": rate, "currency_id": self.euro.id, "company_id": self.company.id})
        return True
