from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import TillCommon

PIN = "4711"


@tagged("post_install", "-at_install")
class TestTillRelease(TillCommon):
    """A ticket over the limit: what the screen is told, and who lets it through."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._set_pin(cls.manager, PIN)

    def verdict(self, amount, partner=None, uuid=None, user=None):
        tickets = self.env(user=user or self.cashier, su=False)["pos.order"]
        return tickets.credit_till_verdict(self.config.id, (partner or self.customer).id, amount, uuid)

    def pay(self, order):
        order.action_pos_order_paid()
        self.env.cr.flush()

    # === THE VERDICT === #

    def test_passes(self):
        self.sell(400)
        told = self.verdict(100)
        self.assertTrue(told["passes"])
        self.assertIn("1,000.00", told["limit"])
        self.assertIn("600.00", told["available"])
        self.assertIn("500.00", told["sentence"])

    def test_does_not_pass(self):
        told = self.verdict(1500)
        self.assertFalse(told["passes"])
        self.assertIn("1,500.00", told["sentence"])
        self.assertEqual(told["people"], [{"id": self.manager.id, "name": self.manager.name}])
        self.assertFalse(self.env["credit.hold"].search([("account_id", "=", self.account.id)]))

    def test_refund(self):
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        self.assertTrue(self.verdict(-100)["passes"])

    def test_screen_and_gate_say_the_same(self):
        for amount in (999.99, 1000, 1000.01):
            told = self.verdict(amount)
            if told["passes"]:
                with self.cr.savepoint() as savepoint:
                    self.sell(amount)
                    savepoint.rollback()
                self.env.invalidate_all()
            else:
                self.refused(lambda amount=amount: self.sell(amount))

    def test_only_for_who_sells(self):
        for user in (self.salesperson, self.portal):
            with self.assertRaises(AccessError):
                self.verdict(10, user=user)

    def test_nonsense_is_answered_in_a_sentence(self):
        config, customer = self.config.id, self.customer.id
        nonsense = [(0, customer, 5), (config, 0, 5), (10**30, customer, 5), (config, 10**30, 5), (True, customer, 5)]
        nonsense += [(config, customer, amount) for amount in ("x", float("nan"), float("inf"), 10**400, None, [])]
        for arguments in nonsense:
            with self.assertRaises(UserError):
                self.env(user=self.cashier, su=False)["pos.order"].credit_till_verdict(*arguments)

    # === BACK OFFICE === #

    def test_released_in_the_back_office(self):
        order = self.open_ticket(1500)
        told = order.credit_till_ask()
        hold = self.holds(order)
        self.assertEqual((told["passes"], told["waiting"]), (False, True))
        self.assertEqual((hold.state, hold.checkpoint, hold.order_total), ("open", "till", 1500))
        self.assertEqual((hold.order_name, hold.requester_id), (order.pos_reference, self.cashier))
        self.assertEqual(self.activities(hold).user_id, self.analyst)  # whose authority is enough
        self.assertEqual(hold.action_open_order()["res_model"], "pos.order")
        self.release(hold)
        self.assertEqual(hold.release_amount, 1500)
        self.assertTrue(order.credit_till_state()["passes"])
        self.assertTrue(self.verdict(1500, uuid=order.uuid)["passes"])
        self.pay(order)
        self.assertEqual((order.state, hold.state, self.owed()), ("paid", "used", 1500))

    def test_release_is_bounded(self):
        order = self.open_ticket(1500)
        order.credit_till_ask()
        self.release(self.holds(order))
        order.payment_ids.write({"amount": 1500.01})
        order.write({"amount_total": 1500.01, "amount_paid": 1500.01})
        self.refused(order.action_pos_order_paid)
        self.assertFalse(self.verdict(1500, partner=self._create_customer("Other"), uuid=order.uuid)["limit"])

    def test_release_is_of_one_ticket(self):
        order = self.open_ticket(1500)
        order.credit_till_ask()
        self.release(self.holds(order))
        self.refused(lambda: self.sell(1500))

    def test_release_is_of_what_had_failed(self):
        order = self.open_ticket(1500)
        order.credit_till_ask()
        self.release(self.holds(order))
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        self.refused(order.action_pos_order_paid)

    def test_refused(self):
        order = self.open_ticket(1500)
        order.credit_till_ask()
        hold = self.holds(order)
        self.refuse(hold)
        self.assertFalse(order.credit_till_state()["waiting"])
        self.refused(order.action_pos_order_paid)
        order.credit_till_ask()
        self.assertEqual(self.holds(order).mapped("state"), ["open", "refused"])

    def test_passes_by_itself(self):
        self.sell(800)
        order = self.open_ticket(500)
        order.credit_till_ask()
        self.sell(-800, is_refund=True)
        hold = self.holds(order)
        hold._recheck()
        self.assertEqual(hold.state, "cleared")
        self.pay(order)

    def test_ticket_given_up(self):
        order = self.open_ticket(1500)
        order.credit_till_ask()
        hold = self.holds(order)
        order.action_pos_order_cancel()
        self.assertEqual(hold.state, "cancelled")
        other = self.open_ticket(1500)
        other.credit_till_ask()
        hold = self.holds(other)
        other.remove_from_ui(other.ids)
        self.assertEqual((hold.state, hold.pos_order_id.ids), ("cancelled", []))

    def test_given_to_another_customer_while_it_waits(self):
        order = self.open_ticket(1500)
        order.credit_till_ask()
        order.partner_id = self._create_customer("Other")
        with self.assertRaisesRegex(UserError, "was stopped for Customer .*is now for Other"):
            self.release(self.holds(order))

    def test_asking_for_nothing(self):
        order = self.open_ticket(500)
        self.assertTrue(order.credit_till_ask()["passes"])
        self.assertFalse(self.holds(order))
        with self.assertRaisesRegex(UserError, "no release is needed"):
            order.action_credit_ask()

    def test_releases_of_orders_and_tickets_add_up(self):
        """Authority is over what a customer has been released, wherever."""
        self._grant_release(self.manager, 2500)
        self.release(self.stop(self.order(1200)))
        order = self.open_ticket(1500)
        order.credit_till_ask()
        with self.assertRaises(AccessError):
            self.release(self.holds(order))
        self.assertEqual(order.credit_till_state()["people"], [])

    def test_till_reads_no_holds(self):
        order = self.open_ticket(1500)
        order.credit_till_ask()
        hold = self.holds(order).with_user(self.cashier).sudo(False)
        for right in ("read", "write", "create", "unlink"):
            self.assertFalse(hold.has_access(right))
        with self.assertRaises(AccessError):
            order.write({"credit_hold_id": hold.id})

    # === PIN === #

    def test_released_by_pin(self):
        order = self.open_ticket(1500)
        told = order.credit_till_release(self.manager.id, PIN)
        hold = self.holds(order)
        self.assertEqual((told["passes"], told["error"]), (True, ""))
        self.assertEqual((hold.state, hold.decided_by, hold.release_cap), ("released", self.manager, 1500))
        self.assertEqual(hold.release_valid_until, self.company._credit_today())
        self.assertIn("Till", hold.decision_reason)
        self.pay(order)
        self.assertEqual((order.state, hold.state), ("paid", "used"))

    def test_wrong_pin(self):
        order = self.open_ticket(1500)
        told = order.credit_till_release(self.manager.id, "0815")
        self.assertEqual((told["passes"], told["error"]), (False, "Wrong PIN."))
        self.assertEqual(self.holds(order).state, "open")
        self.refused(order.action_pos_order_paid)

    def test_attempts_are_bounded(self):
        order = self.open_ticket(1500)
        for guess in ("0000", "1234", "1111", "9999"):
            order.credit_till_release(self.manager.id, guess)
        self.assertIn("locked", order.credit_till_release(self.manager.id, "2222")["error"])
        told = order.credit_till_release(self.manager.id, PIN)
        self.assertEqual((told["passes"], told["people"]), (False, []))
        self._set_pin(self.manager, "1508")
        self.assertTrue(order.credit_till_release(self.manager.id, "1508")["passes"])

    def test_right_pin_begins_anew(self):
        pins = self.env["credit.till.pin"]
        for _number in range(3):
            for guess in ("0000", "1234", "1111", "9999"):
                self.assertFalse(pins._verify(self.manager, guess))
            self.assertTrue(pins._verify(self.manager, PIN))

    def test_no_text_is_no_pin(self):
        for guess in (None, False, 4711, ["4711"], ""):
            self.assertFalse(self.env["credit.till.pin"]._verify(self.manager, guess))

    def test_without_authority(self):
        self._grant_release(self.manager, 1000)
        order = self.open_ticket(1500)
        told = order.credit_till_release(self.manager.id, PIN)
        self.assertIn("cannot release it here", told["error"])

    def test_of_somebody_without_any(self):
        order = self.open_ticket(1500)
        for user in (self.cashier, self.boss, self.salesperson, self.second_manager):
            told = order.credit_till_release(user.id, PIN)
            self.assertIn("cannot release it here", told["error"])
        for nonsense in (0, -1, 99999999):
            self.assertIn("cannot release it here", order.credit_till_release(nonsense, PIN)["error"])

    def test_four_eyes(self):
        """Whoever sells releases nothing, not even by PIN."""
        self.manager.group_ids |= self.env.ref("point_of_sale.group_pos_user")
        order = self.open_ticket(1500, user_id=self.manager.id)
        self.assertEqual(order.credit_till_state()["people"], [])
        self.assertIn("cannot release it here", order.credit_till_release(self.manager.id, PIN)["error"])
        order = self.open_ticket(1500).with_user(self.manager)
        self.assertEqual(order.credit_till_state()["people"], [])
        self.assertIn("cannot release it here", order.credit_till_release(self.manager.id, PIN)["error"])

    def test_what_is_paid_is_not_released(self):
        order = self.sell(500).with_user(self.cashier).sudo(False)
        with self.assertRaisesRegex(UserError, "not open any more"):
            order.credit_till_release(self.manager.id, PIN)

    # === THE SECRET === #

    def test_nobody_reads_it(self):
        pin = self.env["credit.till.pin"].sudo().search([("user_id", "=", self.manager.id)])
        self.assertNotIn(PIN, pin.sudo().secret)
        for user in (self.cashier, self.boss, self.manager, self.administrator, self.env.ref("base.user_admin")):
            for right in ("read", "write", "create", "unlink"):
                self.assertFalse(pin.with_user(user).sudo(False).has_access(right))
        dialog = self.env["credit.till.pin.change"].with_user(self.manager).sudo(False).create({"pin": "1508"})
        self.env.invalidate_all()
        self.assertEqual((dialog.pin, dialog.state), (False, "set"))
        self.env.cr.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s", [dialog._table])
        self.assertNotIn(("pin",), self.env.cr.fetchall())

    def test_one_sets_ones_own(self):
        pins = self.env["credit.till.pin"]
        for user in (self.administrator, self.env.ref("base.user_admin"), self.second_manager):
            with self.assertRaises(AccessError):
                pins.with_user(user).sudo(False)._set(self.manager, "1508")
        for user in (self.cashier, self.boss, self.salesperson, self.administrator):
            with self.assertRaises(AccessError):
                self._set_pin(user, "1508")
        self.assertTrue(pins._verify(self.manager, PIN))

    def test_what_a_pin_is(self):
        for pin in ("123", "abcd", "1111", "1234567890123", "12 34", "١٢٣٤"):
            with self.assertRaises(UserError), self.cr.savepoint():
                self._set_pin(self.manager, pin)

    def test_never_sent_to_the_till(self):
        data = self.shift.with_user(self.cashier).sudo(False).load_data([])
        secret = self.env["credit.till.pin"].sudo().search([("user_id", "=", self.manager.id)]).secret
        self.assertNotIn(secret, str(data))
