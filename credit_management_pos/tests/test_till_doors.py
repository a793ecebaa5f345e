from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.credit_management.tests.policy.policy_common import PolicyCommon

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillDoors(TillCommon, PolicyCommon):
    """A limit of 1,000, and somebody at the till who wants more on account: every way to write a ticket."""

    def draft(self, amount=1500, **vals):
        return self.open_ticket(amount, **vals)

    # === WHAT PASSES === #

    def test_within_the_limit(self):
        order = self.sell(1000)
        self.assertEqual((order.state, self.holds(order).ids), ("paid", []))

    def test_cash_asks_nobody(self):
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        self.assertEqual(self.sell(5000, self.cash).state, "paid")

    def test_nobody_is_asked_about_cash(self):
        """Who pays needs no name and leaves nothing behind."""
        order = self.sell(100, self.cash, partner=self.env["res.partner"])
        self.assertEqual((order.state, order.partner_id.ids), ("paid", []))
        self.assertFalse(self.env["credit.till.admission"].search([("pos_order_id", "=", order.id)]))

    def test_part_on_account(self):
        order = self.send(self.ticket((self.cash, 4000), (self.on_account, 1000)))
        self.assertEqual((order.state, self.owed()), ("paid", 1000))
        self.refused(lambda: self.send(self.ticket((self.cash, 4000), (self.on_account, 0.01))))

    def test_several_customers_in_one_session(self):
        other = self._create_customer("Other")
        self._limit_to(200, self._create_account(other, status="active", status_reason="Good"))
        self.sell(1000)
        self.sell(200, partner=other)
        self.refused(lambda: self.sell(1, partner=other), "account of Other")

    def test_goods_of_a_ticket_need_no_order(self):
        """Where deliveries ask for one; who ships cannot call other goods a ticket's."""
        self.company.point_of_sale_update_stock_quantities = "real"
        self.bread.type = "consu"
        order = self.sell(500)
        self.assertEqual((order.picking_ids.state, order.picking_ids.partner_id), ("done", self.customer))
        shipper = self._person("shipper", "stock.group_stock_user")
        again = order.picking_ids.with_user(shipper).sudo(False).copy()
        again.action_confirm()
        again.move_ids.quantity = 1
        self.assertEqual(again.pos_order_id, order)
        self.refused(again.button_validate, "without a confirmed order")

    def test_contacts_share_the_limit(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        self.sell(600)
        self.refused(lambda: self.sell(600, partner=contact))

    def test_refund_is_never_stopped(self):
        order = self.sell(800)
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        refund = self.sell(-800, is_refund=True)
        self.assertEqual((order.state, refund.state, self.owed()), ("paid", "paid", 0))

    def test_debts_paid_at_the_till(self):
        """Settled with the methods there are: money in, the same off the account."""
        self.sell(1000)
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        self.send(self.ticket((self.cash, 400), (self.on_account, -400), price=0, lines=[]))
        self.assertEqual(self.owed(), 600)

    # === WHAT THE TILL SENDS === #

    def test_over_the_limit(self):
        message = self.refused(lambda: self.sell(1000.01))
        self.assertIn("1,000.01", message)
        self.assertFalse(self.env["pos.order"].search([("session_id", "=", self.shift.id)]))
        self.assertEqual(self.owed(), 0)

    def test_smaller_ones_add_up(self):
        self.sell(600)
        self.refused(lambda: self.sell(400.01))
        self.sell(400)

    def test_two_in_one_call(self):
        tickets = [self.ticket((self.on_account, 600)), self.ticket((self.on_account, 600))]
        self.refused(lambda: self.send(*tickets))

    def test_orders_and_tickets_add_up(self):
        order = self.order(600)
        order.action_confirm()
        self.refused(lambda: self.sell(500))
        self.sell(400)

    def test_an_order_after_the_ticket(self):
        self.sell(600)
        with self.assertRaisesRegex(UserError, "cannot be confirmed"), self.cr.savepoint():
            self.order(500).action_confirm()

    def test_on_stop(self):
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        self.refused(lambda: self.sell(1))

    def test_overdue(self):
        self.invoice(200, due=-40)
        self.refused(lambda: self.sell(1))

    def test_not_assessed(self):
        """As the policy says of those without an account: it warns, or blocks."""
        stranger = self._create_customer("Stranger")
        self.assertEqual(self.sell(50, partner=stranger).state, "paid")
        self.publish({"kind": "not_assessed", "effect": "block", "everybody": True})
        self.refused(lambda: self.sell(50, partner=stranger), "account of Stranger")

    def test_without_a_customer(self):
        self.refused(lambda: self.sell(5, self.together, partner=self.env["res.partner"]), "Choose the customer first")

    def test_open_first_and_paid_later(self):
        ticket = self.ticket((self.on_account, 1500), state="draft")
        self.send(ticket)
        again = ticket | {"state": "paid", "lines": [], "payment_ids": []}
        self.refused(lambda: self.send(again))

    # === RPC === #

    def test_written_paid(self):
        for state in ("paid", "done"):
            order = self.draft()
            self.refused(lambda order=order, state=state: order.write({"state": state}))

    def test_action_paid(self):
        order = self.draft()
        self.refused(order.action_pos_order_paid)

    def test_created_paid(self):
        vals = self.ticket((self.on_account, 1500))
        for state in ("paid", "done"):
            tickets = self.env(user=self.cashier, su=False)["pos.order"]
            # Odoo lets nobody add a payment to a ticket that is posted.
            self.refused(lambda tickets=tickets, state=state: tickets.create(vals | {"state": state}), "cannot")

    def test_paid_for_nothing_and_the_payment_added(self):
        order = self.sell(0, price=0)
        order = order.with_user(self.cashier).sudo(False)
        payment = {"pos_order_id": order.id, "amount": 1500, "payment_method_id": self.on_account.id}
        self.refused(lambda: order.add_payment(payment))
        self.refused(lambda: order.env["pos.payment"].create(payment))
        self.refused(lambda: order.write({"payment_ids": [Command.create(payment)]}))

    def test_payment_made_larger(self):
        order = self.sell(900).with_user(self.cashier).sudo(False)
        payment = order.payment_ids
        self.refused(lambda: payment.write({"amount": 1500}))
        self.refused(lambda: order.write({"payment_ids": [Command.update(payment.id, {"amount": 1500})]}))

    def test_refund_payment_deleted(self):
        order = self.send(self.ticket((self.on_account, 900), (self.on_account, 600), (self.on_account, -600)))
        negative = order.payment_ids.filtered(lambda payment: payment.amount < 0)
        self.refused(negative.with_user(self.cashier).sudo(False).unlink)

    def test_cash_called_on_account_afterwards(self):
        order = self.sell(1500, self.cash).with_user(self.cashier).sudo(False)
        self.refused(lambda: order.payment_ids.write({"payment_method_id": self.on_account.id}))

    def test_called_cash_and_on_account_again(self):
        order = self.sell(900).with_user(self.cashier).sudo(False)
        order.payment_ids.write({"payment_method_id": self.cash.id})
        self.env.cr.flush()
        self.assertEqual(self.owed(), 0)
        self.sell(900)
        self.refused(lambda: order.payment_ids.write({"payment_method_id": self.on_account.id}))

    def test_given_to_another_customer(self):
        small = self._create_customer("Small")
        self._limit_to(100, self._create_account(small, status="active", status_reason="Good"))
        order = self.sell(900).with_user(self.cashier).sudo(False)
        self.refused(lambda: order.write({"partner_id": small.id}), "account of Small")

    def test_payment_moved_to_another_ticket(self):
        small = self._create_customer("Small")
        self._limit_to(100, self._create_account(small, status="active", status_reason="Good"))
        order, other = self.sell(900), self.sell(50, partner=small)
        payment = order.payment_ids.with_user(self.cashier).sudo(False)
        self.refused(lambda: payment.write({"pos_order_id": other.id}), "account of Small")

    def test_back_office_wizard(self):
        order = self.draft(1500, method=self.cash, payment_ids=[]).with_user(self.boss)
        context = {"active_id": order.id, "active_ids": order.ids}
        wizard = order.env["pos.make.payment"].with_context(**context)
        paying = wizard.create({"amount": 1500, "payment_method_id": self.on_account.id})
        self.refused(paying.check)
        paying = wizard.create({"amount": 600, "payment_method_id": self.cash.id})
        paying.check()
        paying = wizard.create({"amount": 900, "payment_method_id": self.on_account.id})
        paying.check()
        self.assertEqual((order.state, self.owed()), ("paid", 900))

    def test_refunded_in_the_back_office(self):
        order = self.sell(900)
        self.account.write({"status": "stop", "status_reason": "Cheque returned"})
        refund = order.with_user(self.boss)._refund()
        wizard = refund.env["pos.make.payment"].with_context(active_id=refund.id, active_ids=refund.ids)
        wizard.create({"amount": -900, "payment_method_id": self.on_account.id}).check()
        self.env.cr.flush()
        self.assertEqual((refund.state, self.owed()), ("paid", 0))

    # === INVOICES === #

    def test_invoiced_at_once(self):
        self.refused(lambda: self.sell(1500, to_invoice=True))
        order = self.sell(900, to_invoice=True)
        self.assertEqual((order.account_move.state, self.owed()), ("posted", 900))

    def test_open_ticket_invoiced_by_rpc(self):
        order = self.draft(1500, method=self.cash, payment_ids=[])
        self.refused(order.action_pos_order_invoice)

    def test_lines_that_are_worth_more_than_was_paid(self):
        """The total is the till's word, the invoice is made of the lines."""
        ticket = self.ticket((self.cash, 1), to_invoice=True)
        ticket["lines"][0][2]["price_unit"] = 1500
        self.refused(lambda: self.send(ticket))
        order = self.sell(1, self.cash).with_user(self.cashier).sudo(False)
        order.lines.write({"price_unit": 1500})
        self.refused(order.action_pos_order_invoice)

    # === FORGED === #

    def test_made_to_seem_in_the_ledger(self):
        order = self.sell(900).with_user(self.cashier).sudo(False)
        move = self.invoice(5, partner=self._create_customer("Stranger"))
        for call in (
            lambda: order.write({"account_move": move.id}),
            lambda: order.session_id.write({"move_id": move.id}),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                call()
        order.write({"currency_rate": 1000.0})
        self.env.cr.flush()
        self.assertEqual(self.owed(), 900)
        order.write({"state": "done"})
        self.assertEqual(self.owed(), 900)
        self.refused(lambda: self.sell(200))

    def test_moved_to_other_books(self):
        order = self.sell(900).with_user(self.cashier).sudo(False)
        other = self._open(self._till("Second Till"))
        with self.assertRaises(AccessError), self.cr.savepoint():
            order.write({"session_id": other.id})

    def test_context_and_defaults_say_nothing(self):
        context = {
            "credit_decided": True,
            "credit_by_method": True,
            "default_credit_offline": True,
            "credit_offline": 1,
        }
        env = self.env(user=self.cashier, su=False, context=context)
        self.refused(lambda: env["pos.order"].sync_from_ui([self.ticket((self.on_account, 1500))]))

    def test_nobody_writes_what_was_let_in(self):
        order = self.sell(900)
        found = self.env["credit.till.admission"].search([("pos_order_id", "=", order.id)])
        self.assertEqual((found.amount, found.partner_id), (900, self.customer))
        for user in (self.cashier, self.boss, self.manager, self.env.user):
            for right in ("write", "create", "unlink"):
                self.assertFalse(found.with_user(user).sudo(False).has_access(right))

    def test_smaller_is_all_that_is_let_in(self):
        order = self.sell(900).with_user(self.cashier).sudo(False)
        order.payment_ids.write({"amount": 500})
        self.env.cr.flush()
        self.sell(500)
        self.refused(lambda: order.payment_ids.write({"amount": 501}))
