from odoo import Command
from odoo.tests import tagged

from .ledger_common import LedgerCommon


@tagged("post_install", "-at_install")
class TestOpenOrder(LedgerCommon):
    """Orders and drafts, each amount counted once on its way to the ledger."""

    # === DRAFTS === #

    def test_draft_credit_note_lowers_nothing(self):
        self.invoice(100)
        self.invoice(80, move_type="out_refund", post=False)
        self.assertOwes({"receivable": 100})

    def test_cancelled_draft_is_gone(self):
        self.invoice(100, post=False).button_cancel()
        self.assertOwes({})

    def test_what_a_draft_is_paid_of_is_not_owed(self):
        move = self.invoice(1000, post=False)
        self.match(move, 400)
        self.assertOwes({"draft_invoice": 600})
        self.assertAgreesWithOracle(self.customer)
        move.action_post()
        self.assertOwes({"receivable": 600})
        self.match(move, 600)
        self.assertOwes({})

    def test_paid_in_full_a_draft_is_no_item(self):
        move = self.invoice(1000, post=False)
        self.match(move, 1000)
        self.assertOwes({})
        self.assertAgreesWithOracle(self.customer)

    def test_a_draft_in_another_currency_that_is_paid_in_part(self):
        move = self.invoice(1000, post=False, currency=self.euro)
        self.match(move, 400)
        owed = 600 / move.invoice_currency_rate
        self.assertOwes({"draft_invoice": owed})
        self.assertAgreesWithOracle(self.customer)

    def test_a_payment_of_a_later_day_lowers_the_draft_from_its_day(self):
        move = self.invoice(1000, post=False)
        self.match(move, 400, date=self.day(10))
        self.assertOwes({"draft_invoice": 1000})
        self.assertAgreesWithOracle(self.customer)

    def test_on_a_past_date_a_later_payment_of_a_draft_is_undone(self):
        move = self.invoice(1000, post=False)
        self.env.cr.execute(
            "UPDATE account_move SET create_date = create_date - interval '20 days' WHERE id = %s", [move.id]
        )
        self.match(move, 400)
        self.assertOwes({"draft_invoice": 1000}, as_of=self.day(-10))
        self.assertOwes({"draft_invoice": 600})

    def test_a_draft_of_an_order_that_is_paid(self):
        """What the order claims is the order's until the draft is posted; beyond it the payment counts."""
        move = self.bill(self.order(6), post=False)
        line = {"name": "More", "quantity": 1, "price_unit": 400, "tax_ids": [Command.clear()]}
        move.invoice_line_ids = [Command.create(line)]
        self.assertOwes({"order": 600, "draft_invoice": 400})
        self.match(move, 100)
        self.assertOwes({"order": 600, "draft_invoice": 300})
        move.action_post()
        self.assertOwes({"receivable": 900})

    # === ORDERS === #

    def test_quotation_owes_nothing(self):
        self.order(3, confirm=False)
        self.assertOwes({})

    def test_delivery_policy_counts_before_delivery(self):
        self.order(3, product=self.goods_on_delivery)
        self.assertOwes({"order": 300})

    def test_delivered_beyond_the_order_is_owed(self):
        order = self.order(3, product=self.goods_on_delivery)
        order.order_line.qty_delivered = 5
        self.assertOwes({"order": 500})

    def test_order_through_draft_posting_and_payment_counts_once(self):
        order = self.order(3)
        move = self.bill(order, post=False)
        self.assertOwes({"order": 300})
        move.action_post()
        self.assertOwes({"receivable": 300})
        self.pay(move)
        self.assertOwes({})

    def test_down_payment_counts_once(self):
        order = self.order(3)
        draft = self.down_payment(order, 60, post=False)
        self.assertOwes({"order": 300})
        draft.action_post()
        self.assertOwes({"order": 240, "receivable": 60})
        final = self.bill(order, post=False)
        self.assertOwes({"order": 240, "receivable": 60})
        final.action_post()
        self.assertOwes({"receivable": 300})

    def test_partial_invoice_counts_once(self):
        order = self.order(10, product=self.goods_on_delivery)
        order.order_line.qty_delivered = 4
        move = self.bill(order, post=False)
        self.assertOwes({"order": 1000})
        move.action_post()
        self.assertOwes({"order": 600, "receivable": 400})

    def test_down_payment_in_another_currency_leaves_the_order_at_its_own_rate(self):
        order = self.order(4, currency=self.euro)
        self.env.flush_all()
        self.env["res.currency.rate"].create(
            {"name": self.day(-15), "rate": 0.4, "currency_id": self.euro.id, "company_id": self.company.id}
        )
        self.down_payment(order, 100)
        self.assertOwes({"order": 600, "receivable": 250})

    def test_lines_of_one_s_own_on_the_draft_of_an_order(self):
        move = self.bill(self.order(3), post=False)
        move.invoice_line_ids = [(0, 0, {"name": "Freight", "price_unit": 25, "tax_ids": [(5,)]})]
        self.assertOwes({"order": 300, "draft_invoice": 25})

    def test_credit_note_on_an_order_s_invoice_opens_the_order_again(self):
        move = self.bill(self.order(3))
        self.credit_note(move)
        self.assertEqual(self.figures(self.customer).total, 300)

    def test_discount_line_lowers_the_order(self):
        order = self.order(3)
        order.order_line = [
            (0, 0, {"product_id": self.goods.id, "name": "Discount", "product_uom_qty": 1, "price_unit": -50})
        ]
        self.assertOwes({"order": 250})

    def test_returned_quantity_lowers_the_order(self):
        self.order(3, -1)
        self.assertOwes({"order": 200})

    def test_order_without_anything_left_is_no_item(self):
        self.order(-1)
        self.assertOwes({})

    def test_closed_short_frees_what_was_not_delivered(self):
        order = self.order(10, product=self.goods_on_delivery)
        order.order_line.qty_delivered = 4
        order.action_credit_close_short()
        self.assertOwes({"order": 400})
        self.bill(order)
        self.assertOwes({"receivable": 400})
        order.action_credit_reopen()
        self.assertOwes({"order": 600, "receivable": 400})

    def test_cancelled_order_is_gone(self):
        order = self.order(3)
        order._action_cancel()
        self.assertOwes({})
