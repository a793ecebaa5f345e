from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE, UNALLOCATED

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillExposure(TillCommon):
    """What is sold on account is owed from the sale on, once, whatever becomes of its session."""

    def exposure(self, partner=None, **options):
        key = (partner.id if partner else False, self.company.id)
        return self.env["credit.exposure"]._read_sums({key}, **options)[key]

    def rows(self, partner):
        return self.env["credit.open.item"].search([("partner_id", "=", partner.id), ("root_id", "=", self.company.id)])

    def assertOwed(self, amount, partner=None):
        """Sums, rows, the figure of a decision and the account agree."""
        partner = partner or self.customer
        self.assertEqual(self.owed(partner), amount)
        self.assertEqual(sum(self.rows(partner).mapped("amount")), amount)
        totals = self.env["credit.exposure"]._read_totals(self.company, [partner.id])
        self.assertEqual(totals[partner.id].total, amount)
        account = self._create_account(partner)
        account.invalidate_recordset()
        self.assertEqual(account.exposure, amount)
        found = self.env["credit.account"].search([("id", "=", account.id), ("exposure", "=", amount)])
        self.assertEqual(found, account)

    def test_from_the_sale_on(self):
        order = self.sell(300)
        self.assertOwed(300)
        self.sell(200, self.cash)
        self.assertOwed(300)
        [row] = self.rows(self.customer)
        self.assertEqual((row.category, row.reference, row.amount), (RECEIVABLE, order.name, 300))
        self.assertEqual((row.days_past_due, row.date_due, row.user_id), (0, False, self.cashier))
        self.assertEqual(row.action_open_document()["res_model"], "pos.order")
        self.assertEqual(row.action_open_document()["res_id"], order.id)

    def test_not_before(self):
        self.open_ticket(300)
        self.assertOwed(0)

    def test_after_closing_by_customer(self):
        self.sell(300)
        self.sell(200)
        self.close()
        self.assertTrue(self.shift.move_id.line_ids.filtered(lambda line: line.partner_id == self.customer))
        self.assertOwed(500)
        self.assertEqual({row.move_id for row in self.rows(self.customer)}, {self.shift.move_id})

    def test_after_closing_together(self):
        """Odoo books one line for all of them, on nobody: what each owes is still known, and counts once in all."""
        other = self._create_customer("Other")
        before = self.exposure().total
        self.sell(300, self.together)
        self.sell(100, self.together, partner=other)
        self.close()
        [line] = self.shift.move_id.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        self.assertEqual((line.partner_id.ids, line.balance), ([], 400))
        self.assertOwed(300)
        self.assertOwed(100, other)
        self.assertEqual(self.exposure().total, before)
        nobody = self.env["credit.open.item"].search([("partner_id", "=", False), ("root_id", "=", self.company.id)])
        self.assertAlmostEqual(sum(nobody.mapped("amount")), before)
        self.refused(lambda: self.sell_next(701))

    def sell_next(self, amount):
        return self.sell(amount, session=self._open(self.config))

    def test_together_and_paid_in_part(self):
        other = self._create_customer("Other")
        self.sell(300, self.together)
        self.sell(100, self.together, partner=other)
        self.close()
        [line] = self.shift.move_id.line_ids.filtered(lambda line: line.account_id.account_type == "asset_receivable")
        self.settle(line, 200)
        self.assertOwed(150)
        self.assertOwed(50, other)
        self.settle(line, 200)
        self.assertOwed(0)
        self.assertOwed(0, other)

    def settle(self, line, amount):
        """Money for a receivable line, booked by an accountant."""
        bank = self.company_data["default_journal_bank"].default_account_id
        move = self.env["account.move"].create(
            {
                "journal_id": self.company_data["default_journal_misc"].id,
                "line_ids": [
                    Command.create({"account_id": bank.id, "debit": amount}),
                    Command.create({"account_id": line.account_id.id, "credit": amount}),
                ],
            }
        )
        move.action_post()
        (line | move.line_ids.filtered("credit")).reconcile()

    def test_closing_asks_nobody(self):
        self.sell(900)
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        self.close()
        self.assertOwed(900)

    def test_refund(self):
        self.sell(300)
        self.sell(-400, is_refund=True)
        self.assertOwed(-100)
        self.assertEqual(self.exposure(self.customer).of(UNALLOCATED), -400)
        self.close()
        self.assertOwed(-100)

    def test_invoiced(self):
        order = self.sell(300, to_invoice=True)
        self.assertOwed(300)
        self.assertEqual(self.rows(self.customer).move_id, order.account_move)
        self.close()
        self.assertOwed(300)

    def test_invoiced_later(self):
        order = self.sell(300)
        order.with_user(self.boss).action_pos_order_invoice()
        self.env.cr.flush()
        self.assertOwed(300)
        self.close()
        self.assertOwed(300)

    def test_invoiced_after_closing(self):
        for method in (self.on_account, self.together):
            with self.subTest(method=method.name):
                customer = self._create_customer("Another")
                session = self._open(self.config)
                order = self.sell(300, method, partner=customer, session=session)
                self.close(session)
                order.sudo(False).action_pos_order_invoice()  # Odoo lets accountants do this
                self.env.cr.flush()
                self.assertOwed(300, customer)

    def test_invoiced_after_closing_on_stop(self):
        """It owes what it owed: nobody is asked."""
        order = self.sell(900)
        self.close()
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        order.sudo(False).action_pos_order_invoice()
        self.env.cr.flush()
        self.assertOwed(900)

    def test_booked_stays_whose_it_is(self):
        """Neither cash nor somebody else's, once the session is closed."""
        for method in (self.on_account, self.together):
            session = self._open(self.config)
            order = self.sell(100, method, session=session).with_user(self.cashier).sudo(False)
            self.close(session)
            payment, other = order.payment_ids, self._create_customer("Other")
            for call in (
                lambda order=order, other=other: order.write({"partner_id": other.id}),
                lambda payment=payment: payment.write({"payment_method_id": self.cash.id}),
                payment.unlink,
            ):
                with self.assertRaises(UserError), self.cr.savepoint():
                    call()
        self.assertOwed(200)

    def test_part_in_cash_and_invoiced(self):
        self.send(self.ticket((self.cash, 200), (self.on_account, 300), to_invoice=True))
        self.assertOwed(300)
        self.close()
        self.assertOwed(300)

    def test_past_days(self):
        order = self.sell(300)
        order.sudo().date_order = fields.Datetime.subtract(fields.Datetime.now(), days=3)
        self.env.flush_all()
        yesterday, long_ago = self.day(-1), self.day(-10)
        self.close()
        self.assertEqual(self.exposure(self.customer, as_of=yesterday).total, 300)
        self.assertEqual(self.exposure(self.customer, as_of=long_ago).total, 0)
        self.assertEqual(self.exposure(self.customer, as_of=self.today).total, 300)

    def test_other_buckets(self):
        """Ages and buckets of rows and sums are the same."""
        self.company.credit_aging_basis = "invoice"
        order = self.sell(300)
        order.sudo().date_order = fields.Datetime.subtract(fields.Datetime.now(), days=50)
        self.env.flush_all()
        [row] = self.rows(self.customer)
        starts = self.company._credit_view().bucket_starts
        expected = tuple(300.0 if start == row.bucket_id.day_from else 0.0 for start in starts)
        self.assertEqual(self.exposure(self.customer).buckets, expected)

    def test_a_till_in_another_currency(self):
        """One that sells in euro counts in the company's currency: 100 EUR are 200 USD."""
        journal = self.company_data["default_journal_sale"].copy({"currency_id": self.euro.id, "code": "EURT"})
        pricelist = self.env["product.pricelist"].create({"name": "EUR", "currency_id": self.euro.id})
        config = self._till(
            "Euro Till", journal_id=journal.id, use_pricelist=True, pricelist_id=pricelist.id,
            available_pricelist_ids=[Command.set(pricelist.ids)],
        )  # fmt: skip
        session = self._open(config)
        order = self.sell(100, session=session, pricelist_id=pricelist.id)
        self.assertEqual(order.currency_id, self.euro)
        self.assertOwed(200)
        self.refused(lambda: self.sell(401, session=session, pricelist_id=pricelist.id))
        self.close(session)
        self.assertOwed(200)

    def test_settled_order_counts_once(self):
        """An order that the till hands over on account is owed by the ticket, and claims nothing any more."""
        if "sale_order_origin_id" not in self.env["pos.order.line"]._fields:
            self.skipTest("needs pos_sale")
        order = self.order(600)
        order.action_confirm()
        self.assertOwed(600)
        ticket = self.ticket((self.on_account, 600))
        line = order.order_line
        ticket["lines"][0][2] |= {
            "product_id": line.product_id.id, "sale_order_origin_id": order.id, "sale_order_line_id": line.id,
        }  # fmt: skip
        self.send(ticket)
        self.assertOwed(600)
