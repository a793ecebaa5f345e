from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..exposure.ledger_common import LedgerCommon
from .hold_common import HoldCommon


class RecheckCommon(HoldCommon, LedgerCommon):
    """Holds of a customer who owes, in a company with a ledger."""

    @classmethod
    def get_default_groups(cls):
        names = ["base.group_system", "base.group_partner_manager", "credit_management.credit_management_group_manager"]
        return super().get_default_groups().union(*map(cls.quick_ref, names))

    def order(self, *args, **kwargs):
        return HoldCommon.order(self, *args, **kwargs)

    def triggers(self):
        cron = self.env.ref("credit_management.credit_hold_recheck_cron")
        return self.env["ir.cron.trigger"].sudo().search_count([("cron_id", "=", cron.id)])

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_hold_recheck_cron").sudo().method_direct_trigger()

    def confirming(self, hold, confirms=True):
        return patch.object(self.registry["credit.hold"], "_confirms_cleared", lambda self: confirms)


@tagged("post_install", "-at_install")
class TestRecheck(RecheckCommon):
    """What passes is cleared, by a button or right after an event."""

    def setUp(self):
        super().setUp()
        self.owed = self.invoice(800)
        self.held = self.hold(500)
        self.assertEqual(self.held.exposure, 800)

    def test_a_payment(self):
        before = self.triggers()
        self.pay(self.owed)
        self.assertGreater(self.triggers(), before)
        self.assertEqual(self.held.state, "open", "never in the accountant's transaction")
        with self.confirming(self.held, False):
            self.run_job()
        order = self.held.order_id
        self.assertEqual((self.held.state, order.state, order.credit_hold_state), ("cleared", "draft", "cleared"))
        todo = order.activity_ids
        self.assertEqual(todo.user_id, self.salesperson)
        self.assertEqual(todo.activity_type_id, self.env.ref("credit_management.sale_order_credit_activity_type"))
        self.assertIn(self.salesperson.partner_id, self.mailed(order, "no longer on hold"))
        self.assertFalse(self.activities(self.held))
        order.action_confirm()
        self.assertFalse(order.activity_ids)

    def test_confirmed_where_the_policy_says_so(self):
        self.pay(self.owed)
        with self.confirming(self.held):
            self.run_job()
        self.assertEqual((self.held.state, self.held.order_id.state), ("cleared", "sale"))
        self.assertFalse(self.held.order_id.activity_ids)

    def test_what_does_not_pass_shows_new_figures(self):
        self.pay(self.owed, 100)
        self.run_job()
        self.assertEqual((self.held.state, self.held.exposure), ("open", 700))

    def test_a_credit_note(self):
        before = self.triggers()
        self.credit_note(self.owed)
        self.assertGreater(self.triggers(), before)
        self.run_job()
        self.assertEqual(self.held.state, "cleared")

    def test_a_payment_matched_later(self):
        payment = self.receive(100)
        before = self.triggers()
        lines = (payment.move_id | self.owed).line_ids
        lines.filtered(lambda line: line.account_type == "asset_receivable").reconcile()
        self.assertGreater(self.triggers(), before)

    def test_a_new_limit_and_its_end(self):
        before = self.triggers()
        limit = self._limit_to(2000)
        self.assertGreater(self.triggers(), before)
        self.run_job()
        self.assertEqual(self.held.state, "cleared")
        self.hold(4000)
        before = self.triggers()
        limit.with_user(self.manager).action_end(self._day(-1), "Bad news")
        self.assertGreater(self.triggers(), before)

    def test_a_new_status(self):
        before = self.triggers()
        self.account.action_set_status("watch", "Slower")
        self.assertGreater(self.triggers(), before)

    def test_what_matters_to_no_hold_wakes_nobody(self):
        before = self.triggers()
        self.pay(self.invoice(10, partner=self._create_customer("Other")))
        self.invoice(10)
        self.assertEqual(self.triggers(), before)
        self.refuse(self.held)
        self.pay(self.owed)
        self.assertEqual(self.triggers(), before)

    def test_button(self):
        self.held.with_user(self.salesperson).action_recheck()
        self.assertEqual(self.held.state, "open")
        self.pay(self.owed)
        self.held.with_user(self.salesperson).action_recheck()
        self.assertEqual(self.held.state, "cleared")

    def test_orders_of_one_customer_on_their_sum(self):
        second = self.hold(600)
        self.pay(self.owed)
        self.run_job()
        self.assertEqual([self.held.state, second.state], ["cleared", "open"])

    def test_a_broken_hold_stops_no_other(self):
        other = self._create_customer("Other")
        self._limit_to(100, self._create_account(other))
        broken = self.stop(self.order(500, partner_id=other.id))
        self.pay(self.owed)
        decide = self.registry["sale.order"]._credit_decide

        def fail(orders, checkpoint, **options):
            if orders & broken.order_id:
                raise ZeroDivisionError("no rate")
            return decide(orders, checkpoint, **options)

        with patch.object(self.registry["sale.order"], "_credit_decide", fail):
            for _hour in range(2):
                with mute_logger("odoo.addons.credit_management.models.gate.hold.credit_hold_recheck"):
                    self.run_job()
        self.assertEqual((self.held.state, broken.state, broken.recheck_error), ("cleared", "open", "no rate"))
        self.assertEqual(len(broken.message_ids.filtered(lambda message: "no rate" in message.body)), 1)
        self.run_job()
        self.assertFalse(broken.recheck_error)

    def test_a_failing_confirmation_leaves_it_cleared(self):
        self.pay(self.owed)
        self.held.order_id.order_line.product_id = False
        with self.confirming(self.held):
            self.run_job()
        self.assertEqual((self.held.state, self.held.order_id.state), ("cleared", "draft"))
        self.assertTrue(self.held.order_id.activity_ids)

    def test_a_change_still_to_be_made(self):
        order = self.order(100)
        order.action_confirm()
        order.with_user(self.salesperson).action_credit_request_release("More", 900)
        hold = order.credit_hold_id
        self.run_job()
        self.assertEqual((hold.state, hold.amount_wanted), ("open", 900))
        self.pay(self.owed)
        self.refuse(self.held)
        self.run_job()
        self.assertEqual((hold.state, order.amount_total), ("cleared", 100))


@tagged("post_install", "-at_install")
class TestPaidOnline(RecheckCommon):
    """An order paid online was stopped after the payment: nothing of it is lost."""

    def transaction(self, order, amount, provider=None):
        provider = (
            self.env["payment.provider"]
            .sudo()
            .create(
                {
                    "name": "Test",
                    "code": "none",
                    "state": "test",
                    "company_id": self.company.id,
                    "journal_id": self.company_data["default_journal_bank"].id,
                }
            )
        )
        method = self.env.ref("payment.payment_method_unknown").sudo()
        transaction = (
            self.env["payment.transaction"]
            .sudo()
            .create(
                {
                    "provider_id": provider.id,
                    "payment_method_id": method.id,
                    "reference": f"{order.name}-{amount}",
                    "amount": amount,
                    "currency_id": order.currency_id.id,
                    "partner_id": order.partner_id.id,
                    "operation": "online_redirect",
                    "state": "done",
                    "sale_order_ids": [Command.set(order.ids)],
                }
            )
        )
        payment = self.receive(amount)
        transaction.write({"payment_id": payment.id, "is_post_processed": True})
        return transaction

    def automatic(self, value="True"):
        self.env["ir.config_parameter"].sudo().set_param("sale.automatic_invoice", value)

    def released(self, total=1500, paid=None, automatic="True"):
        """An order on hold, paid and released."""
        self.automatic(automatic)
        self.invoice(900)
        order = self.order(total)
        hold = self.stop(order, user=self.portal, customer_facing=True, send_email=True)
        transaction = self.transaction(order, total if paid is None else paid)
        self.release(hold)
        self.assertEqual((hold.state, order.state), ("used", "sale"), order.message_ids[0].body)
        return order, transaction

    def test_invoiced_and_matched(self):
        order, transaction = self.released()
        invoice = order.invoice_ids
        self.assertEqual((invoice.state, invoice.amount_total), ("posted", 1500))
        self.assertEqual(invoice, transaction.invoice_ids)
        self.assertEqual(invoice.amount_residual, 0)
        self.assertTrue(invoice.is_move_sent)

    def test_in_part(self):
        order, transaction = self.released(paid=300)
        self.assertEqual(order.invoice_ids.mapped("amount_total"), [300])
        self.assertEqual(transaction.invoice_ids.amount_residual, 0)

    def test_not_where_odoo_would_not(self):
        order, _transaction = self.released(automatic="False")
        self.assertFalse(order.invoice_ids)

    def test_a_prepayment_arrives(self):
        self.invoice(900)
        order = self.order(1500)
        hold = self.stop(order)
        self.release(hold, prepayment=400)
        self.assertEqual((hold.state, order.state), ("released", "draft"))
        self.transaction(order, 399.99)
        self.run_job()
        self.assertEqual(order.state, "draft")
        self.transaction(order, 0.01)
        self.run_job()
        self.assertEqual((hold.state, order.state), ("used", "sale"))
