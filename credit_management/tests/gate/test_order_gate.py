from contextlib import ExitStack
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ...core.policy.policy import CONFIRMATION
from .gate_common import GateCommon

# What the gate does when an order is confirmed, from its decision to the settling before the commit.
GATE = {
    "sale.order": ("_credit_require", "_credit_check_rate", "_credit_after_firm"),
    "credit.admission": ("_admit_soon", "_watch", "_settle"),
}


@tagged("post_install", "-at_install")
class TestOrderGate(GateCommon):
    """Every way in ends at the same answer: a limit of 1,000.00 takes 1,000.00 and not a cent more."""

    # === ONE DAY === #

    def test_a_decision_asks_once_for_the_day(self):
        """Around midnight facts, policy and release are all of the day on which it was begun."""
        order = self.quotation(1500)
        days = iter(self.day(offset) for offset in range(20))
        with patch.object(type(self.company), "_credit_today", lambda _company: next(days)):
            decision = order._credit_decide(CONFIRMATION, claim=True)[order]
        self.assertEqual(next(days), self.day(1))
        self.assertEqual((decision.facts.today, decision.blocked), (self.day(0), True))

    # === EDGES OF THE LIMIT === #

    def test_limit_exactly_reached_passes(self):
        self.assertConfirms(self.quotation(1000))

    def test_cent_over_is_refused(self):
        order = self.quotation(1000.01)
        self.assertRefused(order.action_confirm)
        self.assertEqual(order.state, "draft")

    def test_what_is_owed_counts(self):
        self.invoice(400)
        self.assertConfirms(self.quotation(600))
        self.assertRefused(self.quotation(0.01).action_confirm)

    def test_zero_limit_is_a_limit(self):
        self.grant(self.account, 0)
        self.assertRefused(self.quotation(0.01).action_confirm)

    def test_no_limit_passes(self):
        self.customer = self.env["res.partner"].create({"name": "Unknown"})
        self.assertConfirms(self.quotation(1_000_000))

    def test_unlimited_passes(self):
        self.grant(self.account, 0.0, unlimited=True)
        self.assertConfirms(self.quotation(1_000_000))

    def test_order_in_other_currency(self):
        self.assertConfirms(self.quotation(500, currency=self.euro))  # 1 EUR = 2 USD
        self.assertRefused(self.quotation(0.01).action_confirm)

    def test_contact_shares_the_limit(self):
        contact = self.env["res.partner"].create({"name": "Buyer", "parent_id": self.customer.id})
        self.assertRefused(self.quotation(1000.01, partner_id=contact.id).action_confirm)

    def test_bill_to_decides(self):
        payer = self.env["res.partner"].create({"name": "Payer", "is_company": True})
        self.agree_payer(payer)
        self.assertConfirms(self.quotation(5000, partner_invoice_id=payer.id))
        order = self.order(1, price=5000, confirm=False, partner_id=payer.id, partner_invoice_id=self.customer.id)
        self.assertRefused(order.action_confirm)

    def test_stop_refuses_whatever_is_owed(self):
        self.account.sudo().write({"status": "stop", "status_reason": "Cheque returned"})
        self.assertRefused(self.quotation(1).action_confirm)

    def test_overdue_days(self):
        self.invoice(10, due=-30)
        self.assertConfirms(self.quotation(1))
        self.invoice(10, due=-31)
        self.assertRefused(self.quotation(1).action_confirm)

    def test_expired_limit(self):
        self.limit._credit_by_method().write({"valid_from": self.day(-10), "valid_to": self.day(0)})
        self.assertConfirms(self.quotation(1))
        self.limit._credit_by_method().write({"valid_to": self.day(-1)})
        self.assertRefused(self.quotation(1).action_confirm)

    def test_better_terms_than_approved(self):
        sixty = self.env["account.payment.term"].create(
            {"name": "60", "line_ids": [Command.create({"value": "percent", "value_amount": 100, "nb_days": 60})]}
        )
        self.assertRefused(self.quotation(1, payment_term_id=sixty.id).action_confirm, "Payment terms of the order")
        self.customer.sudo().property_payment_term_id = sixty
        self.assertConfirms(self.quotation(1, payment_term_id=sixty.id))

    def test_approved_terms_are_not_for_salespeople(self):
        sixty = self.env["account.payment.term"].create({"name": "60"})
        self.salesperson.group_ids += self.env.ref("base.group_partner_manager")
        partners = self.env["res.partner"].with_user(self.salesperson)
        customer = partners.browse(self.customer.id)
        with self.assertRaisesRegex(AccessError, "payment terms of"):
            customer.property_payment_term_id = sixty
        customer.property_payment_term_id = customer.property_payment_term_id  # what is there already
        stranger = partners.create({"name": "Nobody has assessed"})
        stranger.property_payment_term_id = sixty
        self.assertEqual(stranger.property_payment_term_id, sixty)

    # === WAYS IN === #

    def test_write_state(self):
        order = self.quotation(1000.01)
        self.assertRefused(lambda: order.write({"state": "sale"}))
        self.assertEqual(order.state, "draft")

    def test_create_confirmed(self):
        line = Command.create({"product_id": self.goods.id, "product_uom_qty": 1, "price_unit": 1000.01})
        values = {"partner_id": self.customer.id, "state": "sale", "order_line": [line]}
        orders = self.env["sale.order"].with_user(self.salesperson)
        self.assertRefused(lambda: orders.create(values), "cannot be")

    def test_create_confirmed_without_lines(self):
        """No line is there to be checked as a change: the order itself is."""
        self.account.sudo().write({"status": "stop", "status_reason": "Cheque returned"})
        orders = self.env["sale.order"].with_user(self.salesperson)
        values = {"partner_id": self.customer.id, "state": "sale"}
        self.assertRefused(lambda: orders.create([{**values, "state": "draft"}, values]))

    def test_import(self):
        names = ["name", "partner_id/.id", "state", "order_line/product_id/.id", "order_line/price_unit"]
        row = ["IMPORTED", str(self.customer.id), "sale", str(self.goods.id), "1000.01"]
        result = self.env["sale.order"].with_user(self.salesperson).load(names, [row])
        self.assertFalse(result["ids"])
        self.assertIn("cannot be", result["messages"][0]["message"])

    def test_copy_confirmed(self):
        order = self.quotation(600)
        self.assertConfirms(order)
        self.assertRefused(lambda: order.copy({"state": "sale"}), "cannot be")

    def test_context_of_a_client_changes_nothing(self):
        for value in (True, 1, {"stakes": {}, "deferred": []}, "x"):
            order = self.quotation(1000.01).with_context(credit_decided=value, credit_by_method=value, bypass_risk=True)
            self.assertRefused(order.action_confirm)

    def test_confirming_again(self):
        order = self.quotation(900)
        self.assertConfirms(order)
        order._action_cancel()
        order.action_draft()
        self.invoice(200)
        self.assertRefused(order.action_confirm)

    def test_closed_short_before_confirming(self):
        order = self.quotation(5000)
        with self.assertRaises(AccessError):
            order.credit_closed_short = True

    def test_closed_short_does_not_outlive_cancelling(self):
        order = self.quotation(900)
        self.assertConfirms(order)
        order.action_credit_close_short()
        order._action_cancel()
        order.action_draft()
        self.invoice(200)
        self.assertRefused(order.action_confirm)

    def test_forged_totals(self):
        order = self.quotation(5000)
        for record, vals in (
            (order, {"amount_total": 1}),
            (order, {"currency_rate": 1000}),
            (order.order_line, {"price_total": 1}),
            (order.order_line, {"qty_invoiced": 1}),
            (order.order_line, {"invoice_lines": [Command.set(self.invoice(1).invoice_line_ids.ids)]}),
        ):
            with self.assertRaises(AccessError, msg=vals):
                record.write(vals)
        with self.assertRaises(AccessError):
            order.copy({"currency_rate": 1000})

    def test_forged_defaults(self):
        line = {"order_id": self.quotation(5000).id, "product_id": self.goods.id, "price_unit": 5000}
        order = {"partner_id": self.customer.id, "order_line": [Command.create({"product_id": self.goods.id})]}
        for model, vals, defaults in (
            ("sale.order", order, {"amount_total": 1}),
            ("sale.order", order, {"currency_rate": 1000}),
            ("sale.order", order, {"credit_closed_short": True}),
            ("sale.order.line", line, {"price_total": 1}),
            ("sale.order.line", line, {"qty_invoiced": 1}),
            ("sale.order.line", line, {"invoice_lines": self.invoice(1).invoice_line_ids.ids}),
        ):
            context = {f"default_{name}": value for name, value in defaults.items()}
            with self.assertRaises(AccessError, msg=defaults), self.cr.savepoint():
                self.env[model].with_user(self.salesperson).with_context(**context).create(vals)
        self.env["ir.default"].with_user(self.salesperson).sudo().set("sale.order", "currency_rate", 1000, True)
        with self.assertRaises(AccessError):
            self.env["sale.order"].with_user(self.salesperson).create(order)

    def test_web_client_sends_empty_links(self):
        line = Command.create({"product_id": self.goods.id, "price_unit": 1, "invoice_lines": []})
        order = self.env["sale.order"].with_user(self.salesperson)
        self.assertEqual(order.create({"partner_id": self.customer.id, "order_line": [line]}).amount_total, 1)

    def test_goods_called_down_payment(self):
        order = self.quotation(5000)
        order.order_line.is_downpayment = True
        self.assertRefused(order.action_confirm)

    # === BATCHES === #

    def test_batch_is_judged_on_its_sum(self):
        orders = self.quotation(600) | self.quotation(600)
        self.assertRefused(orders.action_confirm)
        self.assertEqual(orders.mapped("state"), ["draft", "draft"])

    def test_batch_by_hand_confirms_what_passes(self):
        first, second, third = self.quotation(600), self.quotation(600), self.quotation(400)
        (first | second | third).action_credit_confirm()
        self.assertEqual([first.state, second.state, third.state], ["sale", "draft", "sale"])
        self.assertTrue(second.credit_hold_id)
        self.assertFalse(first.credit_hold_id)

    # === COMPANIES === #

    def test_other_company_has_its_own_limit(self):
        other = self.setup_other_company()["company"]
        order = (
            self.env["sale.order"]
            .with_company(other)
            .create(
                {
                    "partner_id": self.customer.id,
                    "company_id": other.id,
                    "order_line": [
                        Command.create({"product_id": self.goods.id, "price_unit": 5000, "tax_ids": [Command.clear()]})
                    ],
                }
            )
        )
        order.with_company(self.company).action_confirm()
        self.assertEqual(order.state, "sale")

    # === COST === #

    def test_queries_do_not_grow(self):
        """At most two more than Odoo alone, for one order and for a hundred."""
        for count in (1, 100):
            native = self._queries_of(count, with_gate=False)
            self.assertLessEqual(self._queries_of(count) - native, 2, count)

    def _queries_of(self, count, with_gate=True):
        """Queries of confirming orders, with caches as warm as in a server that has confirmed before.

        At one moment later than the orders: those that were made in the very second in which they are
        confirmed keep their date, and Odoo updates them in a query of their own.
        """
        warming, orders = (
            self.env["sale.order"].concat(*(self.order(1, price=1, confirm=False) for _number in range(count)))
            for _round in range(2)
        )
        with ExitStack() as stack:
            stack.enter_context(freeze_time(fields.Datetime.now() + timedelta(minutes=1)))
            if not with_gate:
                for model, names in GATE.items():
                    for name in names:
                        stack.enter_context(patch.object(self.registry[model], name, lambda *args: None))
            for batch in (warming, orders):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                batch.action_confirm()
                self.env.flush_all()
                self.cr.precommit.run()  # the settling before the commit, and Odoo's own messages
        return self.cr.sql_log_count - before
