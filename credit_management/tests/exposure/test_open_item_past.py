from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .ledger_common import LedgerCommon


@tagged("post_install", "-at_install")
class TestOpenItemPast(LedgerCommon):
    """Open items of a past day, and payments of a day to come."""

    # === OF A LATER DAY === #

    def test_payment_of_a_later_day_counts_from_its_day(self):
        move = self.invoice(900, due=-65)
        self.pay(move, payment_date=self.day(60))
        self.assertEqual(move.amount_residual, 0)
        for as_of in (None, self.today):
            self.assertOwes({"receivable": 900}, as_of=as_of)
        figures = self.figures(self.customer)
        self.assertEqual((figures.total, figures.overdue, figures.oldest_days_past_due), (900, 900, 65))
        self.assertAgreesWithOracle(self.customer)
        with freeze_time(self.day(60)):
            self.assertEqual(self.figures(self.customer).total, 0)

    def test_part_of_it_of_a_later_day(self):
        move = self.invoice(900, due=-65)
        self.pay(move, 200)
        self.pay(move, 300, payment_date=self.day(1))
        for as_of in (None, self.today):
            items = self.items(as_of=as_of)
            self.assertEqual(items["receivable"], 700)
        self.assertEqual(self.items()["clearing"], 200, "a post-dated cheque has not come in")
        self.assertAgreesWithOracle(self.customer)

    def test_receipt_and_credit_note_of_a_later_day_lie_unmatched(self):
        self.invoice(900)
        self.receive(100, date=self.day(5))
        self.invoice(50, move_type="out_refund", date=self.day(5))
        self.receive(10)
        for as_of in (None, self.today):
            items = self.items(as_of=as_of)
            self.assertEqual((items["receivable"], items["unallocated"]), (900, -10))
        self.assertAgreesWithOracle(self.customer)

    def test_foreign_payment_of_a_later_day(self):
        move = self.invoice(400, currency=self.euro)
        self.pay(move, 100, currency_id=self.euro.id, payment_date=self.day(9))
        for as_of in (None, self.today):
            self.assertOwes({"receivable": 800}, as_of=as_of)
        self.assertAgreesWithOracle(self.customer)

    # === THE PAST === #

    def test_past_date_undoes_later_payments_and_postings(self):
        move = self.invoice(500, due=-10)
        self.pay(move, 200, payment_date=self.day(-3))
        self.pay(move, payment_date=self.day(-1))
        self.invoice(70, due=31, date=self.day(1))
        self.assertOwes({"receivable": 500}, as_of=self.day(-4))
        self.assertOwes({"receivable": 300}, as_of=self.day(-3))
        self.assertOwes({}, as_of=self.day(-1))

    def test_past_date_is_asked_for(self):
        self.invoice(500, due=-10)
        self.pay(self.invoice(70, due=-10), payment_date=self.day(-1))
        wizard = self.env["credit.open.item.date"].create({"date": self.day(-2), "show": "credit_open_item_action"})
        action = wizard.action_show()
        items = self.env[action["res_model"]].with_context(**action["context"])
        self.assertEqual(sum(items.search([("partner_id", "=", self.customer.id)]).mapped("amount")), 570)
        with self.assertRaisesRegex(ValidationError, "not over yet"):
            wizard.date = self.today

    def test_past_date_ages_from_that_date(self):
        self.invoice(500, due=-10)
        item = (
            self.env["credit.open.item"]
            .with_context(credit_as_of=self.day(-6))
            .search([("partner_id", "=", self.customer.id)])
        )
        self.assertEqual((item.days_past_due, item.bucket_id.name), (4, "1–30"))

    def test_past_date_sees_half_a_foreign_payment_before_the_exchange_entry(self):
        move = self.invoice(400, currency=self.euro, due=-10)
        self.env["res.currency.rate"].create(
            {"name": self.day(-5), "rate": 0.4, "currency_id": self.euro.id, "company_id": self.company.id}
        )
        self.pay(move, 200, currency_id=self.euro.id, payment_date=self.day(-5))
        self.assertOwes({"receivable": 400}, as_of=self.day(-5))

    def test_past_date_sees_orders_confirmed_by_then(self):
        order = self.order(3)
        order.date_order = f"{self.day(-5)} 12:00:00"
        self.bill(order)
        self.assertOwes({}, as_of=self.day(-6))
        self.assertOwes({"order": 300}, as_of=self.day(-5))
