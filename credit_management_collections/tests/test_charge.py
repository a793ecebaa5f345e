from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import formatLang

from odoo.addons.credit_management.models.common.day import format_day

from .collections_common import CollectionsCommon


@tagged("post_install", "-at_install")
class TestCharge(CollectionsCommon):
    """Late interest and fees: previewed, drafted or waived, and never for the same days twice."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rate = (
            cls.env["credit.late.rate"]
            .sudo()
            .create({"name": "Ten", "percent": 10, "since": "2000-01-01", "company_id": cls.company.id})
        )
        cls.account.sudo().late_rate_id = cls.rate

    def preview(self, until=0, user=None, compute=True):
        values = {"company_id": self.company.id, "account_ids": self.account.ids, "until": self.day(until)}
        preview = self.env["credit.charge.preview"].with_user(user or self.analyst).create(values)
        if compute:
            preview.action_compute()
        return preview

    def invoices(self, preview):
        before = self.env["account.move"].search([])
        preview.action_invoice()
        return self.env["account.move"].search([]) - before

    def interest(self, amount, days, percent=10):
        return round(amount * percent / 100 * days / 365, 2)

    def in_halves(self, *after):
        halves = [Command.create({"value": "percent", "value_amount": 50, "nb_days": days}) for days in after]
        return self.env["account.payment.term"].create({"name": "Two parts", "line_ids": halves})

    def test_one_day_is_a_day(self):
        self.invoice(1000, due=-1)
        self.assertIn(": 1 day, 10.00 %", self.preview().line_ids.text)

    def test_days_are_charged_once_however_they_are_cut(self):
        move = self.invoice(1000, due=-100)
        part = self.preview(until=-60)
        self.assertEqual(part.line_ids.amount, self.interest(1000, 40))
        first = self.invoices(part)
        self.assertEqual((first.state, first.partner_id, first.amount_total), ("draft", self.customer, 10.96))
        self.assertFalse(first.invoice_line_ids.tax_ids)
        self.assertFalse(self.preview(until=-60).line_ids)
        rest = self.preview()
        self.assertEqual((rest.line_ids.first, rest.line_ids.amount), (self.day(-59), self.interest(1000, 60)))
        second = self.invoices(rest)
        self.assertFalse(self.preview().line_ids)
        second.button_cancel()
        self.assertEqual(self.preview().line_ids.amount, self.interest(1000, 60))
        first.unlink()
        self.assertEqual(self.preview().line_ids.amount, self.interest(1000, 100))
        second.button_draft()
        self.assertFalse(self.preview().line_ids)  # what lies before the last day charged is let go
        self.assertEqual(move.amount_residual, 1000)

    def test_an_invoice_that_comes_back_charges_no_days_twice(self):
        self.invoice(1000, due=-100)
        first, second = self.invoices(self.preview(until=-60)), self.invoices(self.preview())
        second.button_cancel()
        first.unlink()
        all_days = self.invoices(self.preview())
        second.button_draft()  # of days that begin elsewhere: the database takes it
        with self.assertRaisesRegex(UserError, "Leave one of both cancelled"):
            second.action_post()
        second.button_cancel()
        all_days.action_post()
        self.assertEqual(all_days.state, "posted")

    def test_an_invoice_posted_again_in_instalments_charges_no_day_twice(self):
        move = self.invoice(1000, due=-100)
        self.invoices(self.preview(until=-20))
        self.env.cr.execute("UPDATE credit_charge SET create_date = create_date - INTERVAL '1 day'")
        self.env["credit.charge"].invalidate_model()
        move.button_draft()
        move.invoice_payment_term_id = self.in_halves(30, 40)
        move.action_post()
        lines = self.preview().line_ids
        self.assertEqual(len(lines), 2)
        self.assertEqual(set(lines.mapped("first")), {self.day(-19)}, "each from the day after the last one charged")

    def test_payments_credits_and_charges(self):
        move = self.invoice(1000, due=-100)
        self.pay(move, 400, payment_date=self.day(-70))
        self.receive(100, date=self.day(-50))  # matched with nothing
        expected = round((1000 * 30 + 600 * 20 + 500 * 50) * 0.1 / 365, 2)
        self.assertEqual(self.preview().line_ids.amount, expected)
        charge = self.invoices(self.preview())
        charge.invoice_date_due = charge.invoice_date = self.day(-40)
        charge.invoice_payment_term_id = False
        charge.action_post()
        self.assertEqual(charge.invoice_line_ids.price_subtotal, expected)
        self.assertEqual(self.env["credit.charge"].search([]).state, "invoiced")
        self.assertFalse(self.preview().line_ids)  # interest bears none

    def test_what_its_own_credit_note_takes_back_bears_nothing(self):
        """It was never owed; another credit note pays on its day, as money does."""
        self.rate.fee = 40
        whole, part = self.invoice(1000, due=-100), self.invoice(1000, due=-100)
        whole._reverse_moves([{"invoice_date": self.day(-20), "date": self.day(-20)}], cancel=True)
        self.assertEqual(whole.payment_state, "reversed")
        refund = self.invoice(400, move_type="out_refund", invoice_date=self.day(-20), date=self.day(-20))
        (self.line(refund) | self.line(part)).reconcile()
        lines = self.preview().line_ids
        self.assertEqual(lines.move_id, part)
        charge = lines.filtered(lambda line: line.kind == "interest")
        self.assertEqual(charge.amount, round((1000 * 80 + 600 * 20) * 0.1 / 365, 2))
        refund.reversed_entry_id = part
        charge = self.preview().line_ids.filtered(lambda line: line.kind == "interest")
        self.assertEqual(charge.amount, self.interest(600, 100))

    def test_an_invoice_of_charges_that_is_credited_has_charged_nothing(self):
        """Or who may credit an invoice would waive, which a manager does, with a reason."""
        self.rate.fee = 40
        self.invoice(1000, due=-100)
        invoice = self.invoices(self.preview())
        invoice.action_post()
        self.assertFalse(self.preview().line_ids)
        credit = invoice._reverse_moves(cancel=True)
        charges = self.env["credit.charge"].search([])
        self.assertEqual(charges.mapped("state"), ["cancelled", "cancelled"])
        self.assertEqual(sum(self.preview().line_ids.mapped("amount")), 40 + self.interest(1000, 100))
        self.line(credit).remove_move_reconcile()
        self.assertEqual(charges.mapped("state"), ["invoiced", "invoiced"])
        self.assertFalse(self.preview().line_ids)

    def test_invoices_speak_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.rate.fee = 40
        self.customer.lang = "fr_FR"
        self.invoice(1000, due=-100)
        invoice = self.invoices(self.preview())
        french = self.env["credit.charge"].with_context(lang="fr_FR")
        self.assertEqual(
            invoice.invoice_line_ids.mapped("name"), self.env["credit.charge"].search([], order="id").mapped("text")
        )
        self.assertIn(format_day(french.env, self.day(-99)), invoice.invoice_line_ids[0].name)
        self.assertNotIn(format_day(self.env, self.day(-99)), invoice.invoice_line_ids[0].name)
        self.assertIn(formatLang(french.env, 10, digits=2), invoice.invoice_line_ids[0].name)

    def test_taxes_of_the_product_follow_the_customers_fiscal_position(self):
        taxes = self.env["account.tax"].create(
            [
                {"name": name, "amount": amount, "amount_type": "percent"}
                for name, amount in (("Home", 20), ("Abroad", 0))
            ]
        )
        position = self.env["account.fiscal.position"].create({"name": "Abroad"})
        taxes[1].write(
            {"fiscal_position_ids": [Command.link(position.id)], "original_tax_ids": [Command.link(taxes[0].id)]}
        )
        product = self.env["product.product"].create({"name": "Interest", "taxes_id": [Command.set(taxes[0].ids)]})
        self.company.credit_charge_product_id = product
        self.customer.property_account_position_id = position
        self.invoice(1000, due=-100)
        self.assertEqual(self.invoices(self.preview()).invoice_line_ids.tax_ids, taxes[1])

    def test_an_entry_that_is_set_to_draft_pays_nothing(self):
        move = self.invoice(1000, due=-100)
        self.match(move, 400, self.day(-70))
        self.assertEqual(self.preview().line_ids.amount, round((1000 * 30 + 600 * 70) * 0.1 / 365, 2))
        self.line(move).matched_credit_ids.credit_move_id.move_id.button_draft()
        self.assertEqual(self.preview().line_ids.amount, self.interest(1000, 100))

    def test_what_was_shown_is_what_is_drafted(self):
        move = self.invoice(1000, due=-100)
        stale = self.preview()
        self.pay(move, 400, payment_date=self.day(-70))
        with self.assertRaisesRegex(UserError, "has changed since it was shown"):
            stale.action_invoice()
        forged = self.preview()
        forged.line_ids.write({"amount": 0.01})
        with self.assertRaisesRegex(UserError, "has changed since it was shown"):
            forged.action_invoice()
        twice = self.preview() | self.preview()
        twice[0].action_invoice()
        with self.assertRaisesRegex(UserError, "has changed since it was shown"):
            twice[1].action_invoice()

    def test_defaults_of_a_client_neither_post_nor_reduce_an_invoice(self):
        """Analysts need no right to post: the draft is made for them, by these values alone."""
        self.invoice(1000, due=-100)
        defaults = {"default_state": "posted", "default_auto_post": "at_date", "default_discount": 100}
        stored = self.env["ir.default"].with_user(self.analyst)
        stored.set("account.move", "auto_post", "at_date", user_id=True)
        stored.set("account.move.line", "discount", 50, user_id=True)
        charge = self.invoices(self.preview().with_context(**defaults))
        self.assertEqual(
            (charge.state, charge.auto_post, charge.amount_total), ("draft", "no", self.interest(1000, 100))
        )
        self.env["credit.charge"].search([]).sudo().unlink()
        stored.set("credit.charge", "state", "cancelled", user_id=True)
        self.preview().with_context(default_state="cancelled").action_invoice()
        self.assertEqual(self.env["credit.charge"].search([]).state, "drafted")
        self.assertFalse(self.preview().line_ids)

    def test_what_is_due_in_another_company_is_not_read(self):
        """Dialogs are records, too: Odoo hides those of others from nobody."""
        self.invoice(1000, due=-100)
        lines = self.preview().line_ids
        other = self.env["res.company"].sudo().create({"name": "Other"})
        companies = {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        analyst = self._create_user("elsewhere", "credit_management.credit_management_group_analyst", **companies)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            lines.with_user(analyst).with_context(allowed_company_ids=other.ids).read(["text", "amount"])

    # === FEES AND WAIVING === #

    def test_the_fee_once_an_invoice_and_who_waives(self):
        self.rate.write({"fee": 40, "percent": 0})
        term = self.in_halves(0, 10)
        move = self.invoice(1000, due=-100, invoice_payment_term_id=term.id, invoice_date_due=False)
        preview = self.preview()
        self.assertEqual((preview.line_ids.kind, preview.line_ids.amount), ("fee", 40))
        with self.assertRaisesRegex(AccessError, "Ask a credit manager"):
            preview.action_waive("Good customer")
        waiving = self.preview(user=self.manager)
        with self.assertRaisesRegex(UserError, "Say why"):
            waiving.action_waive("  ")
        with self.assertRaisesRegex(AccessError, "sells to"), self.cr.savepoint():
            self.customer.user_id = self.manager
            self.env.flush_all()
            self.customer.user_id = False
            waiving.action_waive("Good customer")
        waiving.action_waive("Good customer")
        charge = self.env["credit.charge"].search([])
        self.assertEqual((charge.state, charge.waived_by_id, charge.move_id), ("waived", self.manager, move))
        self.assertFalse(self.preview().line_ids)
        for change in (
            lambda: charge.with_user(self.manager).write({"amount": 1}),
            lambda: charge.with_user(self.manager).unlink(),
            lambda: charge.with_user(self.analyst).copy(),
        ):
            with self.assertRaises(UserError):
                change()
        with self.assertRaises(AccessError):
            self.preview(user=self.collector, compute=False)

    # === RATES === #

    def test_which_rate_holds(self):
        self.invoice(1000, due=-100)
        self.account.sudo().late_rate_id = False
        self.assertFalse(self.preview().line_ids)
        self.company.credit_late_rate_id = self.rate
        self.assertEqual(self.preview().line_ids.amount, self.interest(1000, 100))
        self.account.sudo().late_interest_rate = 5
        self.assertEqual(self.preview().line_ids.amount, self.interest(1000, 100, 5))
        self.account.sudo().late_rate_id = self.rate
        self.rate.write({"kind": "by_day", "ten_thousandths": 5})
        self.assertEqual(self.preview().line_ids.amount, 50)
        steps = (("2000-01-01", 2), (self.day(-49), 4))
        references = [Command.create({"first": first, "percent": percent}) for first, percent in steps]
        self.rate.write({"kind": "statutory", "points": 8, "half_yearly": False, "reference_ids": references})
        self.assertEqual(self.preview().line_ids.amount, round(1000 * (50 * 0.10 + 50 * 0.12) / 365, 2))
        self.rate.since = self.day(-9)
        self.assertEqual(self.preview().line_ids.amount, round(1000 * 10 * 0.12 / 365, 2))
        self.rate.least = 1000
        self.assertFalse(self.preview().line_ids)

    def test_who_chooses_the_rate_of_a_customer(self):
        """It takes the place of the rate of the terms: who may not waive chooses no rate of nothing either."""
        account = self.account.with_user(self.analyst)
        with self.assertRaisesRegex(AccessError, "A credit manager decides this"):
            account.late_rate_id = False
        partner = self.env["res.partner"].create({"name": "New", "is_company": True})
        forged = {"default_late_rate_id": self.rate.id}
        with self.assertRaisesRegex(AccessError, "A credit manager decides this"), self.env.cr.savepoint():
            account.with_context(**forged).create({"partner_id": partner.id, "company_id": self.company.id})
        opened = self.env["credit.account"].with_user(self.salesperson).with_context(**forged)
        self.assertFalse(opened._for(partner, self.company).sudo().late_rate_id)
        self.account.with_user(self.manager).late_rate_id = False

    def test_reminders_show_what_is_due(self):
        self.rate.in_reminders = True
        self.invoice(1000, due=-100)
        run = self.run_of()
        message = self.message(run)
        self.assertEqual(message.totals, {"USD": 1000 + self.interest(1000, 100)})
        self.assertEqual(message.sections[0]["charges"], [["interest", self.interest(1000, 100)]])
        forged = {"credit_charges": {self.account.id: []}}
        again = self.env["credit.reminder.run"].with_user(self.collector).with_context(**forged)
        again = again.create({"domain": str([("id", "=", self.account.id)])})
        again.action_preview()
        self.assertEqual(self.message(again).totals, message.totals)
        self.send(run)
        self.assertEqual((message.state, message.totals), ("sent", {"USD": 1000 + self.interest(1000, 100)}))
