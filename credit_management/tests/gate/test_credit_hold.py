from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ...core.policy.facts import Facts
from ...core.policy.policy import CHANGE, CONFIRMATION, Decision, Result
from ...models.gate.hold.credit_hold_figures import plain
from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestStop(HoldCommon):
    """What a hold keeps, and that an order has one."""

    def test_keeps_what_was_known(self):
        hold = self.hold(1500)
        order = hold.order_id
        self.assertRegex(hold.reference, r"^CH/\d{4}/\d{5}$")
        self.assertEqual((hold.state, hold.checkpoint, hold.order_name), ("open", CONFIRMATION, order.name))
        self.assertEqual((hold.account_id, hold.partner_id), (self.account, self.customer))
        self.assertEqual((hold.order_total, hold.claim, hold.exposure, hold.limit_amount), (1500, 1500, 0, 1000))
        self.assertEqual((hold.utilisation_after, hold.limit_state), (1.5, "limited"))
        self.assertEqual((hold.requester_id, hold.salesperson_id), (self.salesperson, self.salesperson))
        self.assertEqual((order.credit_hold_id, order.credit_hold_state), (hold, "open"))
        self.assertEqual(hold.facts["limit"]["amount"], 1000)
        self.assertEqual([result["outcome"] for result in hold.results if result["kind"] == "exposure"], ["block"])

    def test_says_why_and_what_helps(self):
        reason = self.hold(1500).reason_ids.filtered(lambda reason: reason.outcome == "block")
        self.assertEqual(len(reason), 1)
        self.assertIn("1,500.00", reason.finding)
        self.assertIn("1,000.00", reason.finding)
        for remedy in ("pay $", "reduce the document by $", "raise the limit by $"):
            self.assertIn(remedy, reason.way_out)
        self.assertEqual(reason.way_out.count("500.00"), 3)

    def test_what_passed_is_told_too(self):
        self.assertIn("pass", self.hold().reason_ids.mapped("outcome"))

    def test_stopped_again_it_is_the_same_hold(self):
        hold = self.hold(1500)
        hold.order_id.order_line.price_unit = 1800
        again = self.stop(hold.order_id, user=self.manager, send_email=True)
        self.assertEqual(again, hold)
        self.assertEqual((hold.order_total, hold.claim, hold.requester_id), (1800, 1800, self.salesperson))
        self.assertTrue(hold.send_email)
        self.stop(hold.order_id)
        self.assertTrue(hold.send_email, "a customer who has signed gets the confirmation all the same")
        self.assertEqual(len(hold.reason_ids.filtered(lambda reason: reason.outcome == "block")), 1)

    def test_several_in_one_call(self):
        first, second = self.order(1500), self.order(1600)
        old = self.stop(first)
        holds = self.stop(first, second)
        self.assertEqual(holds[0], old)
        self.assertEqual(holds.order_id, first | second)

    def test_a_customer_stops_an_order(self):
        hold = self.stop(self.order(), user=self.portal, customer_facing=True)
        self.assertEqual(hold.requester_id, self.salesperson)
        self.assertTrue(hold.customer_facing)
        self.assertEqual(self.stop(self.order(), user=self.env.ref("base.public_user")).requester_id, self.salesperson)
        self.assertEqual(self.stop(self.order(), user=self.env.ref("base.user_root")).requester_id, self.salesperson)

    def test_nothing_infinite_nothing_unordered_is_stored(self):
        facts = Facts(today=date(2026, 1, 2), category_ids=frozenset({3, 1}), exposure=float("inf"))
        stored = plain(Decision("block", facts, (Result(1, "exposure", "block", float("inf"), 0.0),)))
        self.assertEqual(stored["facts"]["today"], "2026-01-02")
        self.assertEqual((stored["facts"]["category_ids"], stored["facts"]["exposure"]), ([1, 3], None))
        self.assertIsNone(stored["results"][0]["observed"])

    def test_unlimited_expired_limit_can_be_stored(self):
        self._approve_limit(self.account, unlimited=True, approver=self._approver(), valid_to=self._day(0))
        with self.subTest("the day after"):
            limit = self.env["credit.limit"]._effective(self.account, self._day(1))[self.account]
            self.assertIsNone(plain(limit)["expired_amount"])

    def test_billed_to_another_customer(self):
        payer = self._create_customer("Payer")
        self._limit_to(10, self._create_account(payer))
        hold = self.stop(self.order(partner_invoice_id=payer.id))
        self.assertEqual(hold.partner_id, payer)

    def test_a_cancelled_order_cancels_its_hold(self):
        hold = self.hold()
        hold.order_id.with_user(self.salesperson)._action_cancel()
        self.assertEqual(hold.state, "cancelled")
        self.assertFalse(self.activities(hold))

    def test_a_cancelled_order_ends_its_release(self):
        hold = self.hold()
        self.release(hold, prepayment=10)
        hold.order_id._action_cancel()
        self.assertEqual(hold.state, "lapsed")
        hold.order_id.action_draft()
        self.assertIsNone(hold.order_id._credit_release())

    def test_a_deleted_order_leaves_its_hold(self):
        hold = self.hold()
        name = hold.order_id.name
        hold.order_id.unlink()
        self.assertEqual((hold.state, hold.order_id.id, hold.order_name), ("cancelled", False, name))

    def test_a_copy_is_not_on_hold(self):
        copy = self.hold().order_id.copy()
        self.assertFalse(copy.credit_hold_id)
        self.assertFalse(copy.credit_hold_state)

    def test_waiting(self):
        hold = self.hold()
        hold._credit_by_method().write({"requested_on": hold.requested_on.replace(year=hold.requested_on.year - 1)})
        self.assertRegex(hold.waiting, r"36\d days")

    def test_merged_customers(self):
        hold = self.hold()
        kept = self._create_customer("Kept")
        target = self._create_account(kept)
        self.env["base.partner.merge.automatic.wizard"].create({})._merge((kept | self.customer).ids, kept)
        self.assertEqual((hold.account_id, hold.partner_id), (target, kept))


@tagged("post_install", "-at_install")
class TestConfirmed(HoldCommon):
    """What becomes of a hold when its order is confirmed."""

    def confirm(self, order):
        order.with_user(self.salesperson).action_confirm()

    def test_passing_by_itself_clears(self):
        hold = self.hold(1500)
        hold.order_id.order_line.price_unit = 900
        self.confirm(hold.order_id)
        self.assertEqual((hold.state, hold.order_id.credit_hold_state), ("cleared", "cleared"))

    def test_a_refusal_is_over_once_the_order_passes(self):
        hold = self.hold(1500)
        self.refuse(hold)
        self.assertEqual(hold.order_id.credit_hold_state, "refused")
        hold.order_id.order_line.price_unit = 900
        self.confirm(hold.order_id)
        self.assertEqual((hold.state, hold.order_id.credit_hold_state), ("refused", False))
        self.assertEqual(hold.order_id.credit_hold_ids, hold)

    def test_orders_without_hold_cost_nothing(self):
        orders = self.order(1) | self.order(2)
        orders.mapped("credit_hold_id")
        with self.assertQueryCount(0):
            orders._credit_after_firm()
            for order in orders:
                self.assertIsNone(order._credit_release())


@tagged("post_install", "-at_install")
class TestAsk(HoldCommon):
    """Asking for a release before anybody is stopped, and of more than there is."""

    def ask(self, order, amount=None, user=None, why="They pay tomorrow"):
        order = order.with_user(user or self.salesperson)
        return self.env["credit.hold"].browse(order.action_credit_request_release(why, amount))

    def test_a_quotation(self):
        hold = self.ask(self.order(1500))
        self.assertEqual((hold.state, hold.checkpoint, hold.amount_wanted), ("open", CONFIRMATION, 1500))
        self.assertEqual((hold.justification, hold.requester_id), ("They pay tomorrow", self.salesperson))

    def test_a_larger_order(self):
        order = self.order(900)
        order.with_user(self.salesperson).action_confirm()
        hold = self.ask(order, 1400)
        self.assertEqual((hold.checkpoint, hold.order_total, hold.amount_wanted), (CHANGE, 900, 1400))
        self.assertEqual((hold.claim, hold.exposure_after), (1400, 1400))
        self.release(hold)
        self.assertEqual((hold.state, hold.release_cap), ("released", 1400))
        order.order_line.price_unit = 1400
        self.assertFalse(order._credit_decide(CHANGE)[order].blocked)
        with self.assertRaisesRegex(UserError, "cannot be changed"), self.env.cr.savepoint():
            order.order_line.price_unit = 1400.01

    def test_a_change_on_hold_leaves_the_release_in_force(self):
        hold = self.hold(1500)
        self.release(hold)
        order = hold.order_id
        self.assertEqual((order.state, hold.state), ("sale", "used"))
        change = self.ask(order, 1700)
        self.assertEqual((order.credit_hold_id, change.former_id), (change, hold))
        for step in (lambda: None, lambda: self.refuse(change)):
            step()
            self.assertEqual(order._credit_release().cap, 1500)
            self.assertFalse(order._credit_decide(CHANGE)[order].blocked)
        self.assertEqual(order.state, "sale")

    def test_not_what_passes(self):
        with self.assertRaisesRegex(UserError, "no release is needed"):
            self.ask(self.order(900))

    def test_not_less_than_the_order(self):
        with self.assertRaisesRegex(UserError, "at least that much"):
            self.ask(self.order(1500), 1499.99)

    def test_not_without_a_reason(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.ask(self.order(1500), why=" ")

    def test_not_a_cancelled_order(self):
        order = self.order(1500)
        order._action_cancel()
        with self.assertRaisesRegex(UserError, "is cancelled"):
            self.ask(order)

    def test_only_those_who_asked_change_the_request(self):
        hold = self.ask(self.order(1500))
        self.ask(hold.order_id, 2500)
        self.assertEqual(hold.amount_wanted, 2500)
        with self.assertRaises(AccessError):
            self.ask(hold.order_id, 9999, user=self.env.ref("base.user_admin"))

    def test_dialog(self):
        order = self.order(1500).with_user(self.salesperson)
        action = order.action_credit_open_request()
        with Form(order.env[action["res_model"]].with_context(**action["context"])) as form:
            self.assertEqual(form.amount, 1500)
            form.justification = "They pay tomorrow"
        form.record.action_apply()
        self.assertEqual(order.credit_hold_id.justification, "They pay tomorrow")
