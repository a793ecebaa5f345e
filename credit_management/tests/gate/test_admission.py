import random
import re
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL

from ...sql.exposure import claim
from ...sql.gate import admission
from .gate_common import GateCommon

# Aliases of the claim's query.
TABLES = {
    "so": "sale_order", "line": "sale_order_line", "item": "account_move_line", "move": "account_move",
    "rel": "sale_order_line_invoice_rel", "bill": "res_partner", "billed": "res_partner",
}  # fmt: skip


@tagged("post_install", "-at_install")
class TestAdmission(GateCommon):
    """A limit of 1,000.00 and a salesperson who wants more, after the confirmation and around it."""

    def admitted(self, order):
        self.env.cr.flush()
        return self.env["credit.admission"].search([("order_id", "=", order.id)])

    def confirmed(self, amount=600, **values):
        order = self.quotation(amount, **values)
        self.assertConfirms(order)
        self.env.cr.flush()
        return order

    def assertUndone(self, call, pattern="cannot be changed|admitted"):
        """The transaction would end in a sentence; it is undone, as Odoo undoes the request."""
        with self.assertRaisesRegex(UserError, pattern), self.cr.savepoint():
            call()
            self.env.cr.flush()

    # === WHAT IS ADMITTED === #

    def test_confirmation_admits(self):
        order = self.confirmed(600)
        found = self.admitted(order)
        self.assertEqual((found.amount, found.partner_id, found.company_id), (600, self.customer, self.company))

    def test_each_has_one(self):
        orders = self.confirmed(100) | self.confirmed(200)
        self.assertEqual(
            sorted(self.admitted(orders[0]).mapped("amount") + self.admitted(orders[1]).mapped("amount")), [100, 200]
        )

    def test_quotation_has_none(self):
        self.assertFalse(self.admitted(self.quotation(500)))

    def test_gone_with_the_confirmation(self):
        order = self.confirmed(600)
        order.action_cancel()
        self.assertFalse(self.admitted(order))

    def test_smaller_is_all_that_is_admitted(self):
        order = self.confirmed(600)
        order.order_line.price_unit = 500
        self.assertEqual(self.admitted(order).amount, 500)
        self.invoice(500)
        self.assertUndone(lambda: order.order_line.write({"price_unit": 501}))

    def test_growth_that_passes_is_admitted(self):
        order = self.confirmed(600)
        order.order_line.price_unit = 1000
        self.assertEqual(self.admitted(order).amount, 1000)

    def test_nobody_writes_one(self):
        found = self.admitted(self.confirmed(600))
        for login in (self.salesperson, self.env.user):
            self.assertFalse(found.with_user(login).sudo(False).has_access("write"))
            self.assertFalse(found.with_user(login).sudo(False).has_access("create"))

    def test_invoices_ask_nobody(self):
        """Posting, crediting, cancelling: what is owed moves between order and invoice."""
        order = self.confirmed(1000)
        move = self.bill(order)
        self.env.cr.flush()
        self.credit_note(move)
        self.env.cr.flush()
        self.assertEqual(self.admitted(order).amount, 1000)

    # === DOORS === #

    def test_line_unlinked(self):
        order = self.quotation(1500)
        order.order_line = [Command.create({"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": -600})]
        self.assertConfirms(order)
        self.env.cr.flush()
        negative = order.order_line.filtered(lambda line: line.price_unit < 0)
        self.assertUndone(negative.unlink, "you can't remove")
        self.assertUndone(lambda: negative.write({"is_downpayment": True}))

    def test_line_deleted_by_sql(self):
        order = self.quotation(1500)
        order.order_line = [Command.create({"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": -600})]
        self.assertConfirms(order)
        self.env.cr.flush()
        negative = order.order_line.filtered(lambda line: line.price_unit < 0)

        def delete():
            self.env.cr.execute("DELETE FROM sale_order_line WHERE id = %s", [negative.id])
            self.env.cr.execute("UPDATE sale_order SET amount_total = 1500 WHERE id = %s", [order.id])
            self.env["credit.admission"]._watch()

        self.assertUndone(delete)

    def test_quantity_delivered(self):
        order = self.confirmed(600)
        self.assertUndone(lambda: order.order_line.write({"qty_delivered": 50}))

    def test_line_called_down_payment(self):
        order = self.quotation(600)
        line = {"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": 300}
        order.order_line = [Command.create(line)]
        self.assertConfirms(order)
        self.env.cr.flush()
        order.order_line[1].is_downpayment = True
        self.assertUndone(lambda: order.order_line[0].write({"price_unit": 900}))

    def test_closed_short_then_larger(self):
        order = self.confirmed(600)
        order.action_credit_close_short()
        self.env.cr.flush()
        other = self.confirmed(900)
        self.assertEqual(other.state, "sale")
        self.assertUndone(order.action_credit_reopen)
        self.assertUndone(lambda: order.order_line.write({"product_uom_qty": 50, "qty_delivered": 50}))

    def test_other_customer(self):
        order = self.confirmed(600)
        small = self.env["res.partner"].create({"name": "Small", "is_company": True})
        self.grant(self.env["credit.account"]._for(small, self.company), 100)
        self.assertUndone(lambda: order.write({"partner_invoice_id": small.id}))

    def test_customer_joins_another(self):
        self.customer.is_company = False
        order = self.confirmed(600)
        parent = self.env["res.partner"].create({"name": "Parent", "is_company": True})
        account = self.env["credit.account"]._for(parent, self.company)
        self.grant(account, 100)
        contact = self.env["res.partner"].create({"name": "Loose", "is_company": True})
        self.agree_payer(contact)
        loose = self.confirmed(600, partner_invoice_id=contact.id)
        self.assertUndone(lambda: contact.write({"is_company": False, "parent_id": parent.id}))
        self.assertEqual((order | loose).mapped("state"), ["sale", "sale"])

    def test_two_steps_within_one_transaction(self):
        order = self.confirmed(600)

        def grow_and_shrink():
            order.order_line.price_unit = 5000
            order.order_line.price_unit = 600

        grow_and_shrink()
        self.env.cr.flush()
        self.assertEqual(self.admitted(order).amount, 600)

    def test_savepoint_takes_the_note_back(self):
        order = self.confirmed(600)
        self.assertUndone(lambda: order.order_line.write({"price_unit": 5000}))
        self.env.cr.flush()
        self.assertEqual(order.order_line.price_unit, 600)

    def test_state_by_a_door_of_its_own(self):
        order = self.quotation(5000)
        self.env.flush_all()

        def write():
            self.env.cr.execute("UPDATE sale_order SET state = 'sale' WHERE id = %s", [order.id])
            self.env.invalidate_all()
            self.env["credit.admission"]._watch()

        self.assertUndone(write)

    def test_order_date_of_a_friendlier_rate(self):
        self.env["res.currency.rate"].create({"currency_id": self.euro.id, "name": "2020-01-01", "rate": 5.0})
        self.env["res.currency.rate"].create({"currency_id": self.euro.id, "name": self.today, "rate": 0.5})
        order = self.order(1, price=400, currency=self.euro)
        self.env.cr.flush()
        self.assertUndone(lambda: order.write({"date_order": "2020-06-01 12:00:00"}), "rate of")

    def test_confirmed_with_an_order_date_of_a_friendlier_rate(self):
        self.env["res.currency.rate"].create({"currency_id": self.euro.id, "name": "2020-01-01", "rate": 5.0})
        self.env["res.currency.rate"].create({"currency_id": self.euro.id, "name": self.today, "rate": 0.5})
        order = self.order(1, price=800, currency=self.euro, confirm=False).with_user(self.salesperson).sudo(False)
        past = {"state": "sale", "date_order": "2020-06-01 12:00:00"}
        self.assertUndone(lambda: order.write(past), "rate of")

    def test_line_moved_to_another_order(self):
        order, other = self.confirmed(100), self.confirmed(600)
        self.invoice(300)
        self.assertUndone(lambda: other.order_line.write({"order_id": order.id, "price_unit": 5000}))

    def test_told_in_the_language_of_the_user(self):
        order = self.confirmed(600).with_context(lang="en_US")
        watched = []
        with patch.object(
            type(self.env["credit.explanation"]),
            "_refusal",
            lambda one, *rest: watched.append(one.env.context) or "admitted",
        ):
            self.assertUndone(lambda: order.order_line.write({"price_unit": 5000}))
        self.assertEqual(watched, [{"lang": "en_US"}])

    def test_last_line(self):
        """What no hook has seen is stopped by the database itself when it commits."""
        order = self.confirmed(600)
        self.env.cr.execute("UPDATE sale_order_line SET qty_delivered = 50 WHERE order_id = %s", [order.id])
        with self.assertRaisesRegex(Exception, "no credit decision was taken"), self.cr.savepoint(flush=False):
            self.env.cr.execute("SET CONSTRAINTS credit_settled IMMEDIATE")
        self.env.cr.execute("SET CONSTRAINTS credit_settled DEFERRED")

    def test_confirmed_and_deleted_in_one_transaction(self):
        order = self.quotation(600)
        self.assertConfirms(order)
        order.action_cancel()
        order.sudo().unlink()
        self.env.cr.flush()
        self.assertFalse(order.exists())

    # === PROPERTY === #

    def test_random_operations(self):
        """Whatever a salesperson does to firm orders: each stays within its admission, and all within the limit."""
        chance, refused = random.Random(7), 0
        orders = self.env["sale.order"].concat(*(self.confirmed(100) for _ in range(4)))
        for _ in range(60):
            order = chance.choice(orders)
            try:
                with self.cr.savepoint():
                    self._operate(order, chance)
                    self.env.cr.flush()
            except UserError:
                refused += 1
            standing = self.env.execute_query(SQL("SELECT order_id, amount FROM credit_standing(%s)", orders.ids))
            for order_id, amount in standing:
                self.assertAlmostEqual(amount, self.admitted(orders.browse(order_id)).amount, 2)
            self.assertLessEqual(self.figures(self.customer).total, 1000.005)
        self.assertGreater(refused, 3)
        self.assertLess(refused, 55)

    def _operate(self, order, chance):
        lines = order.order_line
        line, amount = chance.choice(lines), chance.choice([50, 100, 300, 700])
        new = {"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": chance.choice([amount, -amount])}
        operations = [
            lambda: line.write({"price_unit": amount}),
            lambda: line.write({"qty_delivered": chance.choice([0, 1, 3])}),
            lambda: order.write({"order_line": [Command.create(new)]}),
            lambda: len(lines) > 1 and line.with_context(force_delete=True).write({"product_uom_qty": 0}),
            lambda: order.action_credit_close_short(),
            lambda: order.action_credit_reopen(),
            lambda: line.write({"is_downpayment": not line.is_downpayment}),
        ]
        chance.choice(operations)()

    # === EVERY COLUMN === #

    def test_claim_names_every_column_it_reads(self):
        text = self.env.cr.mogrify(claim.orders(SQL("TRUE"))).decode()
        read = {(TABLES[alias], column) for alias, column in re.findall(r"\b(\w+)\.(\w+)\b", text) if alias in TABLES}
        self.assertGreater(len(read), 25)
        for table, column in read:
            self.assertIn(column, claim.COLUMNS[table], table)

    def test_every_column_is_watched(self):
        self.env.cr.execute(
            """
            SELECT relname, pg_get_triggerdef(pg_trigger.oid)
              FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
             WHERE tgname = 'credit_touched_by_update' AND tgenabled <> 'D'
            """
        )
        found = dict(self.env.cr.fetchall())
        self.assertEqual(found.keys(), admission.watched().keys())
        for table, columns in admission.watched().items():
            for column in columns:
                self.assertRegex(found[table], rf"\bold\.{column}\b.* IS DISTINCT FROM .*\bnew\.{column}\b")

    def test_every_table_that_the_claim_reads_is_watched(self):
        self.assertEqual(claim.COLUMNS.keys(), admission.ORDERS.keys())
