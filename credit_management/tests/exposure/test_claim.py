from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ...sql.exposure import claim, claims_at_once
from .ledger_common import LedgerCommon

# With 15 % on each line they come to 133.48, on all of them to 133.47.
ROUNDED_DOWN = (38.04, 38.44, 39.58)


@tagged("post_install", "-at_install")
class TestClaim(LedgerCommon):
    """What a customer will owe for an order if it goes on as it stands; every reader says the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tax = cls.env["account.tax"].create({"name": "15 %", "amount": 15, "type_tax_use": "sale"})
        cls.other = cls.env["res.partner"].create({"name": "Another Customer", "is_company": True})

    def decided(self, order):
        """The claim that a decision reads."""
        self.env["credit.open.item"]._flush()
        query = SQL("SELECT claim FROM credit_order_facts(%s::int[], %s::int[])", order.ids, [])
        return order.currency_id.round(self.env.execute_query(query)[0][0])

    def assertClaims(self, expected, order):
        """The decision, the sums, the rows, the past of today and the plain recomputation say the same; so does who
        reads the claims of all orders at once.
        """
        decided = self.decided(order)
        self.assertAlmostEqual(decided, expected, 2)
        chosen = SQL("SELECT %s FROM sale_order WHERE id = %s", claims_at_once.ORDER, order.id)
        at_once = self.env.execute_query(claims_at_once.orders(chosen))
        self.assertAlmostEqual(sum(float(row[-1]) for row in at_once), decided, 2)
        in_company_currency = order.company_id.currency_id.round(decided / order.currency_rate)
        customer = order.partner_invoice_id
        self.assertAlmostEqual(self.items(customer).get("order", 0.0), in_company_currency, 2)
        self.assertAlmostEqual(self.items(customer, as_of=self.today).get("order", 0.0), in_company_currency, 2)
        self.assertAgreesWithOracle(customer)

    def line(self, order, **values):
        values = {"order_id": order.id, "product_id": self.goods.id, "product_uom_qty": 1, "price_unit": 100} | values
        return self.env["sale.order.line"].create(values)

    # === ORDERED AND DELIVERED === #

    def test_larger_of_ordered_and_delivered_whatever_the_invoicing_policy(self):
        for product in (self.goods, self.goods_on_delivery):
            with self.subTest(product.invoice_policy):
                order = self.order(3, product=product, partner_id=self.other.copy().id)
                self.assertClaims(300, order)
                order.order_line.qty_delivered = 2
                self.assertClaims(300, order)
                order.order_line.qty_delivered = 5
                self.assertClaims(500, order)

    def test_goods_that_nobody_ordered_claim_their_tax(self):
        order = self.order(1)
        order.order_line.tax_ids = self.tax
        line = self.line(order, product_uom_qty=0, tax_ids=self.tax.ids)
        self.assertClaims(115, order)
        line.qty_delivered = 3
        self.assertClaims(460, order)

    def test_tax_rounded_on_the_whole_order(self):
        self.company.tax_calculation_rounding_method = "round_globally"
        order = self.order(1, 1, 1)
        for line, price in zip(order.order_line, ROUNDED_DOWN, strict=True):
            line.write({"price_unit": price, "tax_ids": [Command.set(self.tax.ids)]})
        self.assertAlmostEqual(order.amount_total, 133.47, 2)
        self.assertAlmostEqual(sum(order.order_line.mapped("price_total")), 133.48, 2)
        self.assertClaims(133.47, order)

    def test_half_a_coin_of_another_currency_is_rounded_up_by_every_reader(self):
        rates = self.env["res.currency.rate"]
        rates.search([("currency_id", "=", self.euro.id), ("company_id", "=", self.company.id)]).unlink()
        rates.create(
            {"name": self.day(-400), "rate": 1 / 1.5, "currency_id": self.euro.id, "company_id": self.company.id}
        )
        for cents in range(777, 877, 2):  # times 1.5 each ends in half a cent
            with self.subTest(cents=cents):
                order = self.order(1, price=cents / 100, currency=self.euro, partner_id=self.other.copy().id)
                self.assertClaims(cents / 100, order)
                self.assertAlmostEqual(self.items(order.partner_id)["order"], (cents * 3 + 1) // 2 / 100, 6)

    # === INVOICED === #

    def test_only_a_posted_invoice_takes_something(self):
        order = self.order(3)
        move = self.bill(order, post=False)
        self.assertClaims(300, order)
        move.action_post()
        self.assertClaims(0, order)

    def test_invoice_of_another_customer_takes_nothing(self):
        order = self.order(3)
        move = self.bill(order, post=False)
        move.partner_id = self.other
        self.assertClaims(300, order)
        self.assertOwes({"draft_invoice": 300}, self.other)
        move.action_post()
        self.assertClaims(300, order)
        self.assertOwes({"receivable": 300}, self.other)

    def test_invoice_of_a_contact_of_the_customer_takes(self):
        order = self.order(3)
        move = self.bill(order, post=False)
        move.partner_id = self.env["res.partner"].create({"name": "Clerk", "parent_id": self.customer.id})
        move.action_post()
        self.assertClaims(0, order)

    def test_order_billed_to_another_customer_afterwards_claims_again(self):
        order = self.order(3)
        self.bill(order)
        order.partner_invoice_id = self.other
        self.assertClaims(300, order)

    def test_invoice_in_another_unit(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        order = self.order(24)
        move = self.bill(order, post=False)
        move.invoice_line_ids.write({"quantity": 1, "product_uom_id": dozen.id, "price_unit": 1200})
        move.action_post()
        self.assertClaims(1200, order)

    def test_price_of_the_invoice_does_not_matter(self):
        order = self.order(3)
        move = self.bill(order, post=False)
        move.invoice_line_ids.price_unit = 90
        move.action_post()
        self.assertClaims(0, order)

    def test_credited_in_full_without_a_return_claims_again_until_closed_short(self):
        order = self.order(9, product=self.goods_on_delivery)
        order.order_line.qty_delivered = 9
        self.credit_note(self.bill(order))
        self.assertClaims(900, order)
        order.action_credit_close_short()
        self.assertClaims(0, order)

    def test_closed_short_claims_what_was_delivered_and_never_invoiced(self):
        order = self.order(10, product=self.goods_on_delivery)
        order.order_line.qty_delivered = 4
        self.credit_note(self.bill(order))
        order.order_line.qty_delivered = 6
        order.action_credit_close_short()
        self.assertClaims(200, order)

    # === INVOICE LINES OF SEVERAL ORDER LINES === #

    def share(self, move, *orders):
        """Let the only line of an invoice belong to the lines of all these orders."""
        move.invoice_line_ids.sale_line_ids = sum((order.order_line for order in orders), self.env["sale.order.line"])

    def assertShared(self, first, one, second, other):
        self.assertAlmostEqual(self.decided(first), one, 2)
        self.assertAlmostEqual(self.decided(second), other, 2)
        self.assertAgreesWithOracle(first.partner_id)

    def test_one_invoice_line_takes_once(self):
        """The whole of one line of 500 is not taken off two orders: 500 of credit would be there twice."""
        first, second = self.order(5), self.order(5)
        move = self.bill(first, post=False)
        self.share(move, first, second)
        move.action_post()
        self.assertShared(first, 250, second, 250)
        self.assertOwes({"receivable": 500, "order": 500})

    def test_one_invoice_line_of_two_order_lines_in_full(self):
        first, second = self.order(2), self.order(3)
        move = self.bill(first, post=False)
        self.share(move, first, second)
        move.invoice_line_ids.quantity = 5
        move.action_post()
        self.assertShared(first, 0, second, 0)
        self.assertOwes({"receivable": 500})

    def test_share_of_the_larger_of_ordered_and_delivered(self):
        first, second = self.order(1, product=self.goods_on_delivery), self.order(1)
        first.order_line.qty_delivered = 3
        move = self.bill(second, post=False)
        self.share(move, first, second)
        move.action_post()
        self.assertShared(first, 225, second, 75)

    def test_share_of_another_customers_order_is_nobodys(self):
        first, second = self.order(5), self.order(5, partner_id=self.other.id)
        move = self.bill(first, post=False)
        self.share(move, first, second)
        move.action_post()
        self.assertShared(first, 250, second, 500)

    def test_down_payment_of_two_orders_is_taken_once(self):
        first, second = self.order(3), self.order(3)
        self.down_payment(second, 60, post=False)
        move = self.down_payment(first, 60, post=False)
        lines = (first | second).order_line.filtered(lambda line: line.is_downpayment and not line.display_type)
        move.invoice_line_ids.filtered("sale_line_ids").sale_line_ids = lines
        move.action_post()
        self.assertShared(first, 270, second, 270)

    def test_credit_note_gives_back_what_its_invoice_took(self):
        first, second = self.order(5), self.order(5)
        move = self.bill(first, post=False)
        self.share(move, first, second)
        move.action_post()
        self.credit_note(move)
        self.assertShared(first, 500, second, 500)

    # === NEGATIVE LINES === #

    def test_taken_back_on_one_order_lowers_what_is_still_to_be_invoiced(self):
        order = self.order(10, -3)
        self.assertClaims(700, order)
        move = self.bill(order, post=False)
        move.invoice_line_ids.filtered(lambda line: line.quantity < 0).unlink()
        move.action_post()
        self.assertClaims(0, order)
        self.assertEqual(self.figures(self.customer).total, 1000)

    def test_discount_is_never_delivered(self):
        order = self.order(10, product=self.goods_on_delivery)
        line = self.line(order, price_unit=-50)
        self.assertClaims(950, order)
        line.qty_delivered = 20
        self.assertClaims(950, order)
        order.order_line[0].qty_delivered = 10
        order.action_credit_close_short()
        self.assertClaims(950, order)

    def test_claim_is_never_negative(self):
        order = self.order(1)
        self.line(order, price_unit=-5000)
        self.order(2)
        self.assertEqual(self.items()["order"], 200)

    # === DOWN PAYMENTS === #

    def test_down_payment_without_an_invoice_gives_nothing(self):
        order = self.order(50)
        line = self.line(order, price_unit=-5000)
        self.assertClaims(0, order)
        line.is_downpayment = True
        self.assertClaims(5000, order)

    def test_goods_called_down_payment_are_goods(self):
        order = self.order(3, 2)
        order.order_line[0].is_downpayment = True
        self.assertClaims(500, order)
        order.order_line[0].qty_delivered = 4
        self.assertClaims(600, order)

    def test_goods_called_down_payment_of_an_order_invoiced_otherwise(self):
        order = self.order(3)
        self.bill(order)
        self.line(order, is_downpayment=True, product_uom_qty=2)
        self.assertClaims(200, order)

    def test_negative_down_payment_counts_as_far_as_an_invoice_backs_it(self):
        order = self.order(3)
        self.line(order, price_unit=-50)
        self.bill(order)
        order.order_line[1].sudo().is_downpayment = True  # no client may, once it is invoiced
        self.assertClaims(0, order)
        order.order_line[1].price_unit = -500
        self.assertClaims(0, order)

    def test_down_payment_credited_again(self):
        order = self.order(3)
        move = self.down_payment(order, 60)
        self.assertClaims(240, order)
        self.bill(order)
        self.assertClaims(0, order)
        self.credit_note(move)
        self.assertClaims(60, order)

    # === THE QUERY === #

    def columns(self, query):
        """The columns that a query reads, by table."""
        self.env.cr.execute(SQL("CREATE TEMP VIEW credit_claim_view AS SELECT * FROM (%s) c", query))
        used = "SELECT table_name, column_name FROM information_schema.view_column_usage WHERE view_name = %s"
        rows = self.env.execute_query(SQL(used, "credit_claim_view"))
        self.env.cr.execute("DROP VIEW credit_claim_view")
        read = {}
        for table, column in rows:
            read.setdefault(table, set()).add(column)
        return read

    def test_columns_read_are_those_named(self):
        self.assertEqual(self.columns(claim.orders(SQL("TRUE"))), claim.COLUMNS)
        chosen = SQL("SELECT %s FROM sale_order", claims_at_once.ORDER)
        for table, columns in self.columns(claims_at_once.orders(chosen)).items():
            kept = {"credit_takes_less"}  # believed by sums alone
            self.assertLessEqual(columns - kept, claim.COLUMNS[table], table)
