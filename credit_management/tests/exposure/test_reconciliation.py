import base64

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from ..common import CreditCommon
from ..reporting.print_common import PrintCommon
from .ledger_common import LedgerCommon

SCAN = base64.b64encode(b"%PDF-1.4 signed")


@tagged("post_install", "-at_install")
class TestReconciliation(PrintCommon, CreditCommon, LedgerCommon):
    """A customer is asked whether our books agree, and what it says is kept."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["credit.account"]._for(cls.customer, cls.company)
        cls.customer.email = "books@customer.example.com"

    def prepare(self, first=-60, last=-1, user=None, accounts=None):
        wizards = self.env["credit.reconciliation.prepare"].with_user(user or self.env.user)
        vals = {"date_from": self.day(first), "date_to": self.day(last), "reply_by": self.day(15)}
        action = wizards.create({"account_ids": (accounts or self.account).ids, **vals}).action_prepare()
        return self.env["credit.reconciliation"].with_user(user or self.env.user).search(action["domain"])

    def answer(self, reconciliation, stated=None, user=None, **vals):
        """Record an answer through the form a person fills."""
        wizards = self.env["credit.reconciliation.answer"].with_user(user or self.env.user)
        wizard = wizards.create({"reconciliation_id": reconciliation.id, **vals})
        if stated is not None:
            wizard.result = "differs"
            wizard.line_ids.stated = stated
        wizard.action_record()

    # === FIGURES === #

    def test_the_balance_and_what_moved_it(self):
        old = self.invoice(500, due=-70)  # before the period
        self.invoice(300, due=-10)
        self.pay(old, 120, payment_date=self.day(-20))
        self.invoice(999, due=30, invoice_date=self.day(0))  # after it
        found = self.prepare()
        balance = found.balance_ids
        self.assertEqual(
            (balance.opening, balance.debit, balance.credit, balance.closing), (500, 300, 120, 680), balance.movements
        )
        self.assertEqual([row["balance"] for row in balance.movements], [800, 680])

    def test_each_currency_by_itself(self):
        self.invoice(300, due=-10)
        self.invoice(70, due=-10, currency=self.euro)
        found = self.prepare().balance_ids
        self.assertEqual({one.currency_id.name: one.closing for one in found}, {"USD": 300, "EUR": 70})

    def test_paid_in_another_currency(self):
        old = self.invoice(70, due=-10, currency=self.euro)
        self.pay(old, currency_id=self.company.currency_id.id, payment_date=self.day(-5))
        self.assertTrue(old.currency_id.is_zero(old.amount_residual))
        found = self.prepare().balance_ids
        self.assertEqual({one.currency_id.name: one.closing for one in found}, {"USD": 0, "EUR": 0})
        later = self.prepare(first=-3).balance_ids
        self.assertEqual((later.mapped("opening"), later.mapped("closing")), ([0], [0]))

    def test_differences_of_rates_are_no_movements(self):
        old = self.invoice(70, due=-10, currency=self.euro)
        rate = {"currency_id": self.euro.id, "company_id": self.company.id, "name": self.day(-8), "rate": 0.8}
        self.env["res.currency.rate"].create(rate)
        self.pay(old, payment_date=self.day(-5))
        euro = self.prepare().balance_ids.filtered(lambda one: one.currency_id == self.euro)
        self.assertEqual((euro.closing, len(euro.movements)), (0, 2), euro.movements)

    def test_nothing_owed_is_a_balance_too(self):
        self.assertEqual(self.prepare().balance_ids.mapped("closing"), [0])

    def test_delivered_and_not_invoiced(self):
        order = self.order(5, product=self.goods_on_delivery, price=10)
        order.order_line.qty_delivered = 3
        balance = self.prepare().balance_ids
        self.assertEqual((balance.delivered, balance.closing), (30, 0))
        self.assertEqual(balance.deliveries[0]["quantity"], 3)
        order._create_invoices()
        self.assertEqual(self.prepare().balance_ids.delivered, 30, "a draft invoice is none yet")
        order.invoice_ids.action_post()
        balance = self.prepare().balance_ids
        self.assertEqual((balance.closing, balance.delivered), (0, 30), "an invoice after the day is none yet")
        balance = self.prepare(last=0).balance_ids
        self.assertEqual((balance.closing, balance.delivered), (30, 0))

    def test_delivered_less_down_payments(self):
        order = self.order(5, product=self.goods_on_delivery, price=10)
        self.down_payment(order, 20)
        order.order_line.filtered(lambda line: line.product_id == self.goods_on_delivery).qty_delivered = 3
        balance = self.prepare(last=0).balance_ids
        self.assertEqual((balance.closing, balance.delivered), (20, 10), "30 were delivered, 20 are in the balance")

    def test_delivered_and_never_ordered(self):
        order = self.order(1, product=self.goods_on_delivery, price=10)
        more = {"order_id": order.id, "product_id": self.goods_on_delivery.id, "product_uom_qty": 0, "price_unit": 7}
        self.env["sale.order.line"].create(more).qty_delivered = 2
        self.assertEqual(self.prepare().balance_ids.delivered, 14)

    def test_what_was_sent_stays(self):
        self.invoice(300, due=-10)
        found = self.prepare()
        self.invoice(50, due=-10)
        found.action_mark_sent()
        self.assertEqual(found.balance_ids.closing, 350, "as of the moment it is sent")
        self.invoice(50, due=-10)
        self.assertEqual(found.balance_ids.closing, 350)
        self.assertIn("350.00", self.text("credit_reconciliation_form", found))

    # === ANSWERS === #

    def test_sent_by_mail(self):
        self.invoice(300, due=-10)
        found = self.prepare()
        found.action_send()
        self.assertEqual(found.state, "sent")
        mail = self.env["mail.mail"].sudo().search([("model", "=", found._name), ("res_id", "=", found.id)])
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertTrue(mail.attachment_ids)
        self.customer.email = False
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            found.action_send()

    def test_agreed(self):
        found = self.prepare()
        with self.assertRaisesRegex(UserError, "in the state “Draft”"):
            self.answer(found)
        found.action_mark_sent()
        self.answer(found, text="Fine")
        self.assertEqual((found.state, found.answered_on, found.is_signed), ("agreed", self.day(0), False))
        self.assertEqual(found.recorded_by_id, self.env.user)
        self.assertEqual((self.account.reconciliation_state, self.account.reconciled_to), ("agreed", self.day(-1)))
        self.assertIn(found.name, " ".join(self.account.message_ids.mapped("body")))
        with self.assertRaisesRegex(UserError, "in the state “Agrees”"):
            self.answer(found)

    def test_differs(self):
        self.invoice(300, due=-10)
        found = self.prepare()
        found.action_mark_sent()
        with self.assertRaisesRegex(UserError, "No balance differs"), self.env.cr.savepoint():
            self.answer(found, stated=300)
        self.answer(found, stated=280, text="Credit note of the 3rd")
        self.assertEqual((found.state, found.balance_ids.difference), ("differs", -20))
        self.assertEqual(self.account.reconciliation_state, "differs")
        self.assertFalse(self.account.reconciled_to)

    def test_days_of_an_answer(self):
        found = self.prepare()
        found.action_mark_sent()
        for day in (1, -10):
            with self.assertRaises(ValidationError):
                self.answer(found, day=self.day(day))
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        with self.assertRaisesRegex(UserError, "does not belong to"):
            self.answer(found, contact_id=stranger.id)

    def test_a_period_that_is_none(self):
        for first, last in ((-1, -2), (-1, 1)):
            with self.assertRaises(ValidationError):
                self.prepare(first, last)

    # === LIMITATION === #

    def test_a_signed_one_starts_the_limitation_anew(self):
        self.invoice(300, due=-400)
        item = self.env["credit.open.item"].search([("partner_id", "=", self.customer.id)])
        rules = self.env["credit.limitation"].sudo()
        rules.search([]).unlink()
        self.assertFalse(item.limitation_ends_on, "nothing is told that nobody entered")
        rules.create({"country_id": self.company.country_id.id, "years": 3})
        item.invalidate_recordset()
        before = item.limitation_ends_on
        self.assertEqual(before.year - item.date_due.year, 3)
        found = self.prepare()
        found.action_mark_sent()
        self.answer(found)
        item.invalidate_recordset()
        self.assertEqual(item.limitation_ends_on, before, "a click is no signature")
        again = self.prepare()
        again.action_mark_sent()
        self.answer(again, scan=SCAN, scan_name="slip.pdf")
        item.invalidate_recordset()
        self.assertTrue(again.is_signed)
        self.assertEqual(item.limitation_ends_on.year - self.day(0).year, 3)

    def test_a_limitation_of_years(self):
        with self.assertRaisesRegex(ValidationError, "time-barred after 1 to 50 years"):
            self.env["credit.limitation"].sudo().create({"years": 0})

    # === ALERT === #

    def test_days_since_the_last_agreed_one(self):
        self.invoice(300, due=-10)
        collect = self.env["credit.monitoring"]._collect
        self.assertEqual(collect(self.account, {})[0][self.account].reconciled_to, self.account.create_date.date())
        found = self.prepare()
        found.action_mark_sent()
        self.answer(found)
        self.assertEqual(collect(self.account, {})[0][self.account].reconciled_to, self.day(-1))

    # === MERGE === #

    def test_what_another_customer_agreed_to_is_not_this_one_s(self):
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        theirs = self.env["credit.account"]._for(other, self.company)
        found, waiting = self.prepare(accounts=theirs), self.prepare(accounts=theirs)
        found.action_mark_sent()
        self.answer(found, scan=SCAN, scan_name="slip.pdf")
        self.account.sudo()._absorb(theirs.sudo())
        self.assertEqual(found.account_id, self.account)
        self.assertEqual((waiting.state, self.account.reconciliation_state), ("cancelled", "none"))
        self.assertFalse(self.account.reconciled_to or self.account._get_signed())

    # === HANDS === #

    def test_nobody_writes_one(self):
        found = self.prepare()
        for user in (self.salesperson, self.analyst, self.manager):
            table = self.env["credit.reconciliation"].with_user(user)
            with self.assertRaises(AccessError):
                table.browse(found.id).write({"state": "agreed"})
            with self.assertRaises(AccessError):
                found.balance_ids.with_user(user).write({"closing": 1})
            with self.assertRaises(AccessError):
                table.create({"account_id": self.account.id, "date_from": self.day(-9), "date_to": self.day(-1)})
        made = self.prepare(user=self.analyst)
        forged = made.with_context(default_state="agreed", default_is_signed=True)
        self.assertEqual((made.state, forged.is_signed), ("draft", False))

    def test_a_seller_reconciles_with_own_customers(self):
        seller = self._create_user("reconciling", "sales_team.group_sale_salesman")
        other = self._create_user("selling_else", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        found = self.prepare(user=seller)
        found.action_mark_sent()
        self.answer(found, user=seller)
        self.assertEqual(found.state, "agreed")
        with self.assertRaises(AccessError):
            self.prepare(user=other)
        with self.assertRaises(AccessError):
            self.env["credit.reconciliation"].with_user(other).browse(found.id).action_cancel()

    def test_the_dialog_tells_no_balance_of_others(self):
        seller = self._create_user("reconciling", "sales_team.group_sale_salesman")
        other = self._create_user("selling_else", "sales_team.group_sale_salesman")
        self.customer.user_id = other
        self.invoice(300, due=-10)
        theirs = self.prepare().balance_ids
        mine = self.env["res.partner"].create({"name": "Mine", "is_company": True, "user_id": seller.id})
        found = self.prepare(accounts=self.env["credit.account"]._for(mine, self.company))
        found.action_mark_sent()
        line = {"balance_id": theirs.id, "stated": 0}
        dialogs = self.env["credit.reconciliation.answer"].with_user(seller)
        with self.assertRaises(AccessError):
            dialog = dialogs.create({"reconciliation_id": found.id, "line_ids": [Command.create(line)]})
            dialog.line_ids.read(["closing"])

    def test_the_form(self):
        found = self.prepare()
        found.action_mark_sent()
        form = Form(self.env["credit.reconciliation.answer"].with_context(default_reconciliation_id=found.id))
        self.assertEqual(len(form.line_ids), 1)
        self.assertEqual(form.save().line_ids.stated, 0)
