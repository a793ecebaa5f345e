import contextlib

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestOrderSize(HoldCommon):
    """A limit of 1,000, an analyst who releases 2,000: no order is released as less than it is."""

    def lines(self, *totals):
        line = {"product_id": self.goods.id, "product_uom_qty": 1, "tax_ids": [Command.clear()]}
        return [Command.create(line | ({"price_unit": each} if isinstance(each, int) else each)) for each in totals]

    def bill(self, order):
        invoice = order.sudo()._create_invoices()
        invoice.action_post()
        return invoice

    def released(self, total=1500, **terms):
        hold = self.hold(total)
        self.release(hold, user=self.analyst, **terms)
        self.env.cr.flush()
        self.assertEqual(hold.order_id.state, "sale")
        return hold.order_id.with_user(self.salesperson)

    def refused(self, call):
        with self.assertRaises(UserError), self.env.cr.savepoint():
            call()
            self.env.cr.flush()

    # === DOWN PAYMENTS === #

    def test_less_a_down_payment_that_nobody_has_paid(self):
        less = {"price_unit": -7500, "is_downpayment": True}
        hold = self.stop(self.order(order_line=self.lines(9000, less)))
        self.assertEqual((hold.order_total, hold.order_size), (1500, 9000))
        self.refused(lambda: self.release(hold, user=self.analyst))
        self.refused(lambda: self.release(hold, cap=1500))
        self.assertFalse(hold.with_user(self.analyst).can_release)
        self.release(hold)
        self.assertEqual((hold.release_cap, hold.release_amount, hold.order_id.state), (9000, 9000, "sale"))

    # === RATES === #

    def _euro_order(self, total, rates):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].search([("currency_id", "=", euro.id)]).unlink()
        self.env["res.currency.rate"].create(
            [{"currency_id": euro.id, "name": day, "rate": rate, "company_id": self.company.id} for day, rate in rates]
        )
        pricelist = self.env["product.pricelist"].create({"name": "EUR", "currency_id": euro.id})
        order = self.order(total, pricelist_id=pricelist.id)
        order.order_line.price_unit = total
        return order

    def test_at_the_rate_of_today(self):
        order = self._euro_order(15_000, [("2020-01-01", 10), (self._day(-1), 1)])
        order.date_order = "2020-06-01"
        self.assertEqual(order.currency_rate, 10)
        hold = self.stop(order)
        self.assertFalse(hold.with_user(self.analyst).can_release)
        self.refused(lambda: self.release(hold, user=self.analyst))
        self.release(hold)
        self.assertEqual(hold.release_amount, 15_000)

    # === INVOICED === #

    def test_emptied_once_invoiced_and_filled_again(self):
        """However it is emptied, in one write or in two: what was invoiced stays part of the order."""
        empty = {
            "no quantity": {"product_uom_qty": 0},
            "no price": {"price_unit": 0},
            "a negative price": {"price_unit": -1},
            "a negative quantity": {"product_uom_qty": -0.01},
            "all off": {"discount": 100},
            "called a down payment": {"is_downpayment": True, "product_uom_qty": 0},
            "a down payment at its price": {"is_downpayment": True, "price_unit": 1},
            "on another order": {"order_id": self.order(1).id},
        }
        for way, vals in empty.items():
            for at_once in (True, False):
                with self.subTest(way=way, at_once=at_once), self.env.cr.savepoint(flush=False) as savepoint:
                    self._empty_and_fill(vals, at_once)
                    savepoint.rollback()
                    self.env.invalidate_all()

    def _empty_and_fill(self, vals, at_once):
        order = self.released(1500)
        self.bill(order)
        commands = [Command.update(order.order_line.id, vals)]
        if not at_once:
            with contextlib.suppress(UserError):
                order.write({"order_line": commands})
                self.env.cr.flush()
            commands = []
        self.refused(lambda: order.write({"order_line": commands + self.lines(1500)}))

    def test_released_again_as_large_as_it_is_with_what_was_invoiced(self):
        """Who asks thinks of the total of the order; what was invoiced and is not on it comes on top."""
        order = self.released(1500)
        self.bill(order)
        order.order_line.product_uom_qty = 0
        self.env.cr.flush()
        hold = self.env["credit.hold"].browse(order.action_credit_request_release("More", 1500))
        self.assertEqual((hold.order_size, hold.amount_wanted), (1500, 3000))
        self.assertEqual(hold.with_user(self.salesperson).action_open_request()["context"]["default_amount"], 1500)
        self.refused(lambda: self.release(hold, user=self.analyst))
        self.release(hold)
        self.refused(lambda: order.write({"order_line": self.lines(1501)}))
        order.write({"order_line": self.lines(1500)})
        self.env.cr.flush()

    def test_one_that_passes_by_itself_is_not_emptied_and_filled_either(self):
        order = self.order(600).with_user(self.salesperson)
        order.action_confirm()
        self.env.cr.flush()
        self.bill(order)
        commands = [Command.update(order.order_line.id, {"product_uom_qty": 0})]
        self.refused(lambda: order.write({"order_line": commands + self.lines(600)}))
        order.write({"order_line": commands + self.lines(300)})
        self.env.cr.flush()

    # === WHAT ASKS NOBODY === #

    def test_invoices_and_credit_notes_ask_nobody(self):
        order = self.released(1500)
        invoice = order.sudo()._create_invoices()
        invoice.invoice_line_ids.price_unit = 1800  # the accountant's own decision
        invoice.action_post()
        self.env.cr.flush()
        order.order_line.product_uom_qty = 0.9
        self.env.cr.flush()
        invoice._reverse_moves([{"invoice_date": fields.Date.today()}], cancel=True)
        self.env.cr.flush()
        invoice.button_draft()
        self.env.cr.flush()

    def test_instalments_rounded_to_coins_are_no_growth(self):
        tax = self.env["account.tax"].create({"name": "19", "amount": 19, "company_id": self.company.id})
        lines = self.lines(*({"price_unit": 333.33, "product_uom_qty": 1, "tax_ids": [Command.set(tax.ids)]},) * 4)
        hold = self.stop(self.order(order_line=lines))
        self.release(hold, user=self.analyst)
        order = hold.order_id.with_user(self.salesperson)
        self.env.cr.flush()
        invoice = order.sudo()._create_invoices()
        for line in invoice.invoice_line_ids:
            line.quantity = 1 / 3
        invoice.action_post()
        second = self.bill(order)
        self.assertNotAlmostEqual(invoice.amount_total + second.amount_total, 0)
        order.order_line[0].name = "Goods, in parts"
        order.write({"order_line": [Command.update(order.order_line[0].id, {"discount": 0.5})]})
        self.env.cr.flush()
        self.assertFalse(order._credit_decide("change")[order].blocked)
