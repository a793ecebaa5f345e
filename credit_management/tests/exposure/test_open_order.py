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
