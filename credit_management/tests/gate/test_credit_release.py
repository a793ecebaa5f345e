from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import SerializationFailure

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...core.policy.policy import CHANGE, CONFIRMATION
from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestRelease(HoldCommon):
    """A release is bounded, and the order goes on from where it stood."""

    def test_confirms_and_is_used(self):
        hold = self.hold(1500)
        self.release(hold)
        self.assertEqual((hold.state, hold.order_id.state, hold.order_id.credit_hold_state), ("used", "sale", "used"))
        self.assertEqual((hold.decided_by, hold.decision_reason), (self.manager, "Known for years"))
        self.assertEqual((hold.release_cap, hold.release_amount), (1500, 1500))
        self.assertEqual(hold.release_valid_until, self._day(14))
        self.assertFalse(self.activities(hold))

    def test_goes_on_as_it_was_being_confirmed(self):
        sent = []
        with patch.object(
            self.registry["sale.order"], "_send_order_confirmation_mail", lambda self: sent.append(self.id)
        ):
            plain, mailed, signed = (
                self.hold(1100, **how) for how in ({}, {"send_email": True}, {"customer_facing": True})
            )
            for hold in (plain, mailed, signed):
                self.release(hold)
        self.assertEqual(sent, [mailed.order_id.id, signed.order_id.id])

    def test_a_signature_stays(self):
        order = self.order(1500, signed_by="A Customer")
        order.action_quotation_sent()
        self.release(self.stop(order, user=self.portal, customer_facing=True))
        self.assertEqual((order.state, order.signed_by), ("sale", "A Customer"))

    def test_to_the_cent(self):
        hold = self.hold(1500)
        self.release(hold, cap=1600.5)
        order = hold.order_id
        for total in (1600.49, 1600.5):
            order.order_line.price_unit = total
            self.assertFalse(order._credit_decide(CHANGE)[order].blocked)
        with self.assertRaisesRegex(UserError, "cannot be changed"), self.env.cr.savepoint():
            order.order_line.price_unit = 1600.51

    def test_to_the_day(self):
        hold = self.hold(1500)
        self.release(hold, valid_until=self._day(0), prepayment=5)
        order = hold.order_id
        self.assertTrue(order._credit_decide(CONFIRMATION)[order].blocked)
        release = order._credit_release()
        facts = order._credit_decide(CONFIRMATION)[order].facts
        self.assertEqual(release.valid_until, self._day(0))
        for prepaid, today, covered in ((5, self._day(0), True), (4.99, self._day(0), False), (5, self._day(1), False)):
            with self.subTest(prepaid=prepaid, today=today):
                facts_then = replace(facts, today=today, total=1500, prepaid_total=prepaid)
                self.assertEqual(release.covers(facts_then), covered)

    def test_grown_since_it_was_asked_for(self):
        """A list shows 1,500 and releases no more, whatever the salesperson makes of the order meanwhile."""
        hold = self.hold(1500)
        hold.order_id.with_user(self.salesperson).order_line.price_unit = 5000
        with self.assertRaisesRegex(UserError, "asked for"), self.env.cr.savepoint():
            self.release(hold)
        self.assertEqual((hold.state, hold.order_id.state), ("open", "draft"))
        self.release(hold, cap=5000)
        self.assertEqual(hold.order_id.state, "sale")

    def test_on_stop_after_the_release(self):
        """What was released is the limit: not what has been decided about the customer since."""
        hold = self.hold(1500)
        self.release(hold, cap=2000)
        order = hold.order_id
        order.order_line.price_unit = 1600
        self.account.sudo().write({"status": "stop", "status_reason": "Pays nobody"})
        with self.assertRaisesRegex(UserError, "cannot be changed"), self.env.cr.savepoint():
            order.order_line.price_unit = 1700
        self.assertTrue(order._credit_decide(CONFIRMATION)[order].blocked)

    def test_serves_its_order_only(self):
        hold = self.hold(1500)
        self.release(hold, prepayment=5)
        other = self.order(1500)
        other._credit_set_hold(hold)
        self.assertIsNone(other._credit_release())

    def test_open_refused_or_cleared_releases_nothing(self):
        hold = self.hold(1500)
        order = hold.order_id
        self.assertIsNone(order._credit_release())
        self.refuse(hold)
        self.assertIsNone(order._credit_release())

    def test_impossible_releases(self):
        hold = self.hold(1500)
        cases = [
            ({"cap": 1499.99}, "would not let it through"),
            ({"cap": float("nan")}, "needs an amount"),
            ({"valid_until": self._day(-1)}, "would be over"),
            ({"prepayment": -1}, "cannot be negative"),
        ]
        for terms, sentence in cases:
            with self.subTest(terms), self.assertRaisesRegex(UserError, sentence):
                self.release(hold, **terms)
        with self.assertRaisesRegex(UserError, "Say why"):
            hold.with_user(self.manager).action_release(" ")
        self.assertEqual(hold.state, "open")

    def test_decided_once(self):
        hold = self.hold()
        self.refuse(hold)
        for action in (self.release, self.refuse):
            with self.subTest(action.__name__), self.assertRaisesRegex(UserError, "no longer on hold"):
                action(hold)

    def test_payment_terms_first(self):
        term = self.env.ref("account.account_payment_term_30days")
        immediate = self.env.ref("account.account_payment_term_immediate")
        order = self.order(1500, payment_term_id=term.id)
        hold = self.stop(order)
        self.release(hold, payment_term=immediate.id)
        self.assertEqual((hold.state, order.state), ("released", "draft"))
        order.payment_term_id = immediate
        order.with_user(self.salesperson).action_confirm()
        self.assertEqual((hold.state, order.state), ("used", "sale"))

    def test_a_failure_undoes_the_confirmation_only(self):
        hold = self.hold(1500)
        order = hold.order_id

        def fail(orders):
            orders.client_order_ref = "half done"
            raise UserError(orders.env._("The warehouse is closed."))

        with patch.object(self.registry["sale.order"], "_action_confirm", fail):
            self.release(hold)
        self.assertEqual((hold.state, order.state, order.client_order_ref), ("released", "draft", False))
        for thread in (hold, order):
            self.assertIn("The warehouse is closed.", thread.message_ids[0].body)
        self.assertIn(self.salesperson.partner_id, self.mailed(order, "could not be confirmed"))
        order.action_confirm()
        self.assertEqual(hold.state, "used")

    def test_a_collision_is_not_swallowed(self):
        hold = self.hold(1500)

        def collide(orders):
            raise SerializationFailure

        collision = patch.object(self.registry["sale.order"], "_action_confirm", collide)
        with collision, self.assertRaises(SerializationFailure):
            self.release(hold)

    def test_other_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.env["res.currency.rate"].search([("currency_id", "=", euro.id)]).unlink()
        self.env["res.currency.rate"].create({"currency_id": euro.id, "name": "2020-01-01", "rate": 0.5})
        pricelist = self.env["product.pricelist"].create({"name": "EUR", "currency_id": euro.id})
        order = self.order(1500, pricelist_id=pricelist.id)
        order.order_line.price_unit = 1500
        hold = self.stop(order)
        self.assertEqual((hold.order_currency_id, hold.order_total, hold.claim), (euro, 1500, 3000))
        with self.assertRaisesRegex(AccessError, r"would be .*3,000\.00"):
            self.release(hold, user=self.analyst)
        self.release(hold)
        self.assertEqual((hold.release_cap, hold.release_amount, order.state), (1500, 3000, "sale"))

    def test_lapsed_is_said_and_decided_without_it(self):
        hold = self.hold(1500)
        self.release(hold, valid_until=self._day(1), prepayment=5)
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            self.assertEqual(hold.state, "released")
            order = hold.order_id
            self.assertTrue(order._credit_decide(CONFIRMATION)[order].blocked)
            with self.enter_registry_test_mode():
                self.env.ref("credit_management.credit_hold_lapse_cron").method_direct_trigger()
            self.assertEqual((hold.state, order.credit_hold_state), ("lapsed", "lapsed"))
            self.assertIn(self.salesperson.partner_id, self.mailed(order, "is over"))

    def test_lapses_not_before_its_day_is_over(self):
        hold = self.hold(1500)
        self.release(hold, valid_until=self._day(0), prepayment=5)
        with self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_hold_lapse_cron").method_direct_trigger()
        self.assertEqual(hold.state, "released")


@tagged("post_install", "-at_install")
class TestRefuse(HoldCommon):
    """A refusal says why, and leaves a quotation or cancels it."""

    def test_stays_a_quotation(self):
        hold = self.hold()
        self.refuse(hold)
        self.assertEqual(
            (hold.state, hold.order_id.state, hold.order_id.credit_hold_state), ("refused", "draft", "refused")
        )
        self.assertEqual((hold.decided_by, hold.decision_reason), (self.manager, "Pay first"))
        self.assertIn("Pay first", hold.order_id.message_ids[0].body)

    def test_cancels(self):
        hold = self.hold()
        self.refuse(hold, cancel_order=True)
        self.assertEqual((hold.state, hold.order_id.state), ("refused", "cancel"))

    def test_needs_no_amount(self):
        hold = self.hold(9_000_000)
        self.refuse(hold, user=self.analyst)
        self.assertEqual(hold.state, "refused")

    def test_confirmed_orders_stay(self):
        order = self.order(900)
        order.action_confirm()
        order.with_user(self.salesperson).action_credit_request_release("More", 1400)
        self.refuse(order.credit_hold_id, cancel_order=True)
        self.assertEqual(order.state, "sale")

    def test_then_it_may_be_stopped_again(self):
        hold = self.hold()
        self.refuse(hold)
        again = self.stop(hold.order_id)
        self.assertNotEqual(again, hold)
        self.assertEqual(hold.order_id.credit_hold_id, again)

    def test_dialog(self):
        hold = self.hold()
        action = hold.with_user(self.manager).action_open_refuse()
        with Form(self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])) as form:
            form.reason = "Pay first"
            form.outcome = "cancel"
        form.record.action_apply()
        self.assertEqual((hold.state, hold.order_id.state), ("refused", "cancel"))
