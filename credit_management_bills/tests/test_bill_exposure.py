import random
from dataclasses import replace

from psycopg2 import IntegrityError

from odoo.tests import freeze_time, tagged
from odoo.tools import mute_logger

from odoo.addons.credit_management.core.exposure.exposure import BILL, CLEARING
from odoo.addons.credit_management.sql.exposure import functions
from odoo.addons.credit_management.tests.policy.policy_common import PolicyCommon

from ..core import bill as core
from .bill_common import BillCommon


@tagged("post_install", "-at_install")
class TestBillExposure(BillCommon, PolicyCommon):
    """Lists, sums, decisions, past days and replays say the same of bills."""

    def test_a_commercial_bill_counts_in_full(self):
        bill = self.take(self.invoice(600), matures=30)
        self.assertOwes({"bill": 600})
        self.assertEqual(self.account.amount_bill, 600)
        order = self.quotation(500)
        self.assertRefused(order.action_confirm)
        with freeze_time(self.day(40)):
            self.assertOwes({"bill": 600})
            bill.with_user(self.analyst).action_credit_honour()
        with freeze_time(self.day(41)):
            self.assertOwes({})
            self.assertConfirms(order)

    def test_a_bank_bill_by_the_share_of_its_bank(self):
        self.take(self.invoice(600), "bank", matures=30)
        self.assertOwes({"clearing": 600})
        self.assertEqual(self.figures(self.customer).total, 0)
        banks = self.env["credit.bill.bank"]
        listed = banks.create({"bank_id": self.bank.id, "share": 50})
        self.assertOwes({"bill": 300, "clearing": 300})
        self.assertEqual(self.figures(self.customer).total, 300)
        self.assertRefused(self.quotation(701).action_confirm)
        with freeze_time(self.day(30)):
            self.assertOwes({}), "on the day it matures it is money"
        listed.active = False
        self.company.credit_bill_share = 10
        self.assertOwes({"bill": 60, "clearing": 540})

    def test_nothing_counts_twice_where_receipts_in_clearing_do(self):
        self.company.credit_bill_share = 25
        self.lay_by(100, "bank")
        self.publish(count_clearing=True, count_unallocated=False)
        self.assertEqual(self.figures(self.customer).total, 100)

    def test_what_is_received_on_a_later_day_is_owed_until_then(self):
        self.take(self.invoice(100), received=5)
        self.assertOwes({"receivable": 100})
        with freeze_time(self.day(5)):
            self.assertOwes({"bill": 100})

    def test_a_receipt_in_draft_or_cancelled_is_no_bill(self):
        bill = self.lay_by(100)
        self.assertEqual(self.items()["bill"], 100)
        bill.action_draft()
        self.assertOwes({})
        bill.action_cancel()
        self.assertOwes({})

    def test_on_a_past_day_what_a_bill_had_paid_was_paid(self):
        move = self.invoice(500, due=-20)
        bill = self.take(move, received=-30, matures=-1)
        before = self.figures_on(-5)
        bill.action_credit_dishonour(self.today)
        self.assertOwes({"receivable": 500}, as_of=self.day(-31))
        for days in (-30, -5, -1):
            self.assertOwes({"bill": 500}, as_of=self.day(days))
        self.assertOwes({"receivable": 500}, as_of=self.today)
        self.assertEqual(self.figures_on(-5), before)
        self.assertEqual(before.overdue, 0, "it was paid by a bill")
        self.assertEqual(self.figures_on(0).overdue, 500)

    def figures_on(self, days):
        return self.env["credit.exposure"]._read_figures(self.account, self.day(days))[self.account]

    def test_the_same_by_every_way(self):
        """Random bills: rows, sums, those of a decision and of a past day against the core."""
        draw = random.Random(24)
        self.company.credit_bill_share = 40
        bills = []
        for _number in range(14):
            kind, received = draw.choice(core.KINDS), draw.randint(-40, 0)
            matures = draw.randint(received, received + 60)
            amount = draw.randint(1, 99) * 10
            payment = self.lay_by(amount, kind, received=received, matures=matures)
            ended = draw.choice((None, draw.randint(max(received, matures), 60)))
            if ended is not None and ended <= 0:
                payment.action_credit_honour(self.day(ended))
            one = core.Bill(kind, payment.date, payment.credit_bill_matures_on, amount, 0.4)
            bills.append(replace(one, ended=payment.credit_bill_ended_on or None))
        for days in (-45, -30, -12, -1, 0):
            standings = [core.standing(bill, self.day(days)) for bill in bills]
            counts, clearing = sum(one.counts for one in standings), sum(one.clearing for one in standings)
            found = self.figures_on(days)
            self.assertAlmostEqual(found.of(BILL), counts, 2, days)
            self.assertAlmostEqual(found.of(CLEARING), clearing, 2, days)
        decided = self.env["credit.exposure"]._read_totals(self.company, self.customer.ids)[self.customer.id]
        for read in (decided, self.figures(self.customer)):
            self.assertAlmostEqual(read.of(BILL), counts, 2)
            self.assertAlmostEqual(read.of(CLEARING), clearing, 2)
        self.assertAlmostEqual(self.items().get("bill", 0.0), counts, 2)

    def test_each_item_opens_its_receipt(self):
        self.company.credit_bill_share = 40
        bill = self.lay_by(100, "bank")
        items = self.env["credit.open.item"].search(
            [("partner_id", "=", self.customer.id), ("payment_id", "!=", False)]
        )
        self.assertEqual(sorted(items.mapped("category")), ["bill", "clearing"])
        for item in items:
            self.assertEqual(item.reference, "B-1")
            self.assertEqual(item.action_open_document()["res_id"], bill.id)
        self.assertAlmostEqual(sum(items.mapped("amount_currency")), 100)

    def test_no_query_more_at_the_gate(self):
        """Bills are in the function a decision runs anyway."""
        sources = self.env["credit.open.item"]._more_sources()
        self.assertIn("account_payment", str(functions.queries(sources)["credit_exposure_sums"]))
        ids = self.customer.ids
        self.env["credit.exposure"]._read_totals(self.company, ids)
        with self.assertQueryCount(1):
            self.env["credit.exposure"]._read_totals(self.company, ids)

    def test_a_replay_knows_them(self):
        self.invoice(100, due=0, invoice_date=self.day(-100))
        self.take(self.invoice(500, due=-60), received=-60, matures=-10).action_credit_honour(self.day(-8))
        history = self.env["credit.replay.history"]
        found = history._collect(self.company, self.day(-200), self.today).history.beside
        moved = list(zip(found.day.tolist(), found.amount.tolist(), strict=True))
        first = moved[0][0]
        self.assertEqual([(day - first, amount) for day, amount in moved], [(0, 500), (52, -500)])
        self.lay_by(70, received=-20, matures=-5)
        found = history._collect(self.company, self.day(-200), self.today).history.beside
        self.assertEqual(
            sorted(found.amount.tolist()), [-500, 70, 500], "it counts until somebody says it was honoured"
        )

    def test_without_this_addon_nothing_is_left(self):
        self.lay_by(100)
        self.env["credit.sql.function"]._install_without_bills()
        totals = self.env["credit.exposure"]._read_totals(self.company, self.customer.ids)
        self.assertEqual(totals[self.customer.id].of(BILL), 0)

    def test_a_bank_takes_no_share_with_it(self):
        bank = self.env["res.bank"].create({"name": "Weak Bank"})
        listed = self.env["credit.bill.bank"].create({"bank_id": bank.id, "share": 100})
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            bank.unlink()
        self.assertTrue(listed.exists())
