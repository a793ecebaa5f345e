from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestPromise(AgreedCommon):
    """A promise keeps its items out of reminders within what a person may agree, and is judged by what came."""

    def test_drafted_with_what_is_overdue(self):
        later = self.invoice(300, due=10)
        promise = self.promise(take=False)
        self.assertEqual(promise.item_ids.filtered("chosen").sudo().move_id, self.move)
        self.assertIn(later, promise.item_ids.sudo().move_id)
        self.assertEqual((promise.owed, promise.amount, promise.last_due), (1000, 1000, self.day(7)))
        self.assertFalse(self.held().promised)

    def test_holds_its_items_until_it_is_missed(self):
        promise = self.promise()
        self.assertEqual((promise.state, promise.holds_until, promise.grace), ("open", self.day(10), 3))
        self.assertTrue(self.held().promised)
        self.go_to(10)
        self.assertTrue(self.held().promised)
        self.go_to(11)
        self.assertFalse(self.held().promised, "also before anybody has judged it")
        self.assertEqual(self.judged(promise), "broken")
        self.assertEqual((promise.broken_on, promise.missing), (self.day(11), 1000))

    def test_judged_by_what_was_received(self):
        promise = self.promise((2, 400), (9, 600))
        self.pay(self.move, 400)
        self.assertEqual(self.judged(promise), "open")
        self.assertEqual((promise.received, promise.part_ids.mapped("state")), (400, ["kept", "open"]))
        self.assertEqual(promise.holds_until, self.day(12))
        self.pay(self.move, 600)
        self.assertEqual(self.judged(promise), "kept")
        self.assertFalse(promise.holds_until)

    def test_money_that_nobody_has_matched(self):
        promise = self.promise()
        self.statement_line(1000)
        self.assertEqual(self.judged(promise), "kept")

    def test_a_payment_that_is_only_drafted_keeps_no_promise(self):
        """Nobody reminds of what it may have paid, and it proves nothing: anybody drafts one, and deletes it again."""
        promise = self.promise((0, 1000))
        self.env["account.payment"].create({"partner_id": self.customer.id, "amount": 1000, "date": self.today})
        self.assertEqual((self.judged(promise), promise.received), ("open", 0))
        self.assertEqual([one.amount for one in self.owing().credits], [1000])
        self.go_to(4)
        self.assertEqual(self.judged(promise), "broken")
        self.statement_line(1000, age=-1)  # the bank says so: it is money, though the draft explains it
        self.assertEqual([one.amount for one in self.owing().received], [1000])

    def test_money_for_the_promise_that_runs(self):
        """What nobody has matched yet keeps the promise that runs, rather than one about the same that was broken."""
        first = self.promise((0, 1000))
        self.go_to(4)
        self.assertEqual(self.judged(first), "broken")
        second = self.promise((8, 1000))
        self.statement_line(1000, age=-5)
        self.go_to(6)
        self.assertEqual(self.judged(second), "kept")

    def test_money_matched_before(self):
        """What was paid this morning keeps no promise of this afternoon, let alone one after the other."""
        self.pay(self.move, 500)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_partial_reconcile SET create_date = create_date - INTERVAL '1 hour'"
            " WHERE debit_move_id = %s",
            [self.line(self.move).id],
        )
        promise = self.promise((5, 500))
        self.assertEqual((promise.state, promise.received), ("open", 0))
        self.pay(self.move, 500)
        self.assertEqual((self.judged(promise), promise.received), ("kept", 500))

    def test_a_payment_taken_back(self):
        promise = self.promise()
        payment = self.pay(self.move, 1000)
        self.assertEqual(self.judged(promise), "kept")
        self.line(self.move).remove_move_reconcile()
        payment.action_draft()
        payment.action_cancel()
        self.go_to(11)
        self.assertEqual(self.judged(promise), "broken")

    def test_payments_wake_the_job(self):
        promise = self.promise()
        self.pay(self.move, 1000)
        with self.enter_registry_test_mode():
            self.env.ref("credit_management_collections.credit_collection_cron").method_direct_trigger()
        promise.invalidate_recordset()
        self.assertEqual(promise.state, "kept")
        self.assertFalse(self.env["credit.collection.mark"].sudo().search([("account_id", "=", self.account.id)]))

    def test_what_cannot_be_promised(self):
        self.company.credit_promise_days = 30
        cases = [
            ([(-1, 100)], "is past"),
            ([(5, 1000.01)], "promise no more"),
            ([(31, 100)], "ask a credit manager"),
            ([(5, -1)], "above zero"),
            ([(5, 100), (5, 100)], "of one day"),
            ([(5, 499.99)], "less than half"),
        ]
        for parts, message in cases:
            with self.subTest(message), self.assertRaisesRegex(UserError, message):
                self.promise(*parts)
        self.promise((40, 100), user=self.manager)
        again = self.promise((5, 100), take=False)
        again.item_ids.chosen = True
        with self.assertRaisesRegex(UserError, "promised already"):
            again.action_take()

    def test_nobody_promises_on_for_ever(self):
        """Whoever takes promises stops reminders: twice in a row, then it is a manager's."""
        for day in (0, 4):
            self.promise((day, 1000))
            self.go_to(day + 4)
            self.account.sudo()._follow()
        with self.assertRaisesRegex(UserError, "last 2 promises"):
            self.promise((8, 1000))
        self.promise((8, 100), user=self.manager)

    def test_a_manager_who_sells_agrees_no_more_than_a_collector(self):
        self.customer.user_id = self.manager
        for days, amount, words in ((300, 1000, "ask a credit manager"), (5, 1, "less than half")):
            with self.subTest(words), self.assertRaisesRegex(UserError, words):
                self.promise((days, amount), user=self.manager)
        self.promise((300, 1000), user=self.second_manager)

    def test_nobody_cancels_on_for_ever(self):
        """Who cancels a promise on its last day and takes another has held its items back as long as may be."""
        self.promise((30, 1000)).action_cancel("Typed wrongly")
        promise = self.promise((29, 1000))
        self.go_to(29)
        promise.action_cancel("Another one")
        self.assertEqual(promise.state, "cancelled")
        with self.assertRaisesRegex(UserError, "that promise was cancelled"):
            self.promise((50, 1000))
        self.promise((50, 1000), user=self.manager)

    def test_cancelled_as_it_stands(self):
        promise = self.promise((0, 500))
        with self.assertRaisesRegex(UserError, "Say why"):
            promise.action_cancel(" ")
        promise.action_cancel("Another plan")
        self.assertEqual(promise.state, "cancelled")
        self.assertFalse(self.held().promised)
        second = self.promise((0, 1000))
        self.go_to(4)
        second.action_cancel("It never was")
        self.assertEqual(second.state, "broken", "what was missed stays missed")

    def test_cancelled_in_its_grace(self):
        """Past its day it is what it was, whoever is kind: or no promise would ever be broken."""
        promise = self.promise((0, 400), (9, 600))
        self.go_to(2)
        promise.action_cancel("Another plan")
        self.assertEqual((promise.state, promise.broken_on), ("broken", self.day(2)))
        self.assertFalse(self.held().promised)
        self.pay(self.move, 400, payment_date=self.day(2))
        self.assertEqual(self.judged(promise), "broken", "what comes afterwards is not what was promised")
        self.go_to(30)
        self.assertEqual(promise.part_ids.mapped("judged"), ["broken", "open"])
        part = self.promise((30, 300))
        self.pay(self.move, 100, payment_date=self.day(30))
        self.go_to(32)
        part.action_cancel("Another plan")
        self.assertEqual(part.state, "partly")
        self.pay(self.move, 200, payment_date=self.day(30))
        self.assertEqual(self.judged(part), "kept", "what had come by its day was entered later")

    def test_replaced_by_what_another_agrees_to(self):
        for user, days, state in (
            (self.manager, 2, "broken"), (self.second_manager, 9, "broken"),
            (self.collector, 2, "broken"), (self.second_manager, 2, "cancelled"),
        ):  # fmt: skip
            with self.subTest(user=user.login, days=days), self.cr.savepoint() as savepoint:
                promise = self.promise((0, 1000))
                self.go_to(2)
                promise.with_user(self.manager).action_cancel("A plan instead")
                self.assertEqual(promise.state, "broken")
                self.go_to(days)
                self.promise((days + 5, 999), user=user)
                self.assertEqual(promise.state, "broken", "less than what is open")
                promise.search([("state", "=", "open")]).action_cancel("Not enough")
                self.promise((days + 5, 1000), user=user)
                self.assertEqual(promise.state, state)
                self.go_to(0)
                savepoint.rollback()

    def test_never_edited(self):
        promise = self.promise()
        attacks = [
            {"state": "kept"}, {"received": 1000}, {"account_id": self.account.id}, {"note": "Later"}, {"grace": 300},
            {"holds_until": self.day(300)}, {"broken_on": False},
            {"part_ids": [Command.update(promise.part_ids.id, {"due": self.day(300)})]},
            {"part_ids": [Command.create({"due": self.day(300), "amount": 1})]},
            {"item_ids": [Command.update(promise.item_ids.ids[0], {"chosen": False})]},
        ]  # fmt: skip
        for vals in attacks:
            with self.subTest(vals), self.assertRaises(UserError):
                promise.write(vals)
        with self.assertRaises(UserError):
            promise.unlink()
        draft = self.promise(take=False)
        for vals in ({"amount": 1}, {"move_id": self.move.id}, {"instalment": 2}, {"currency_id": 1}):
            with self.subTest(vals), self.assertRaises(UserError):
                draft.item_ids[:1].write(vals)
        with self.assertRaises(AccessError):
            self.env["credit.promise"].with_user(self.collector).create({"account_id": self.account.id, "grace": 99})

    def test_who_takes_promises(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        with self.assertRaises(AccessError):
            self.promise(user=seller)
        promise = self.promise()
        self.assertEqual(promise.with_user(seller).amount, 1000)
        with self.assertRaises(AccessError):
            promise.with_user(seller).action_cancel("Mine")
        self.customer.user_id = self.manager
        promise.invalidate_recordset()
        with self.assertRaises(AccessError):
            promise.with_user(seller).amount  # noqa: B018

    # === PAID BEFORE === #

    def test_what_is_paid_and_not_matched_is_not_promised_again(self):
        """A receipt of some days ago that nobody has matched: the draft asks for the rest, and that keeps it."""
        receipt = self.receive(600, date=self.day(-5))
        promise = self.promise()
        self.assertEqual((promise.owed, promise.amount), (1000, 400))
        self.pay(self.move, 400)
        (receipt.move_id.line_ids.filtered(lambda line: line.credit) | self.line(self.move)).reconcile()
        self.go_to(9)
        self.assertEqual(self.judged(promise), "kept")
        self.assertFalse(self.owing().items)

    def test_a_case_as_of_now_judges(self):
        """Whoever looks before the daily job has run sees what was missed."""
        promise = self.promise((5, 600))
        self.account.sudo()._follow()
        self.go_to(9)
        self.account.collection_id.with_user(self.collector).action_look_again()
        self.assertEqual(promise.state, "broken")

    # === PRINT === #

    def test_plan_on_paper(self):
        """What the customer confirms: instalments, documents and what a missed one means; none of our own notes."""
        payables = {"name": "Payables", "parent_id": self.customer.id, "type": "credit_reminder", "city": "Leeds"}
        self.env["res.partner"].sudo().create(payables)
        promise = self.promise((5, 400), (15, 600), note="Between us", take=False)
        self._find_on_plan(promise, "We propose")
        promise.action_take()
        told = ("You have told us", "plan ends", "400.00", "600.00", "1,000.00", "Leeds", self.move.name)
        self._find_on_plan(promise, *told)
        promise.action_cancel("Pays at once")
        self._find_on_plan(promise, "Payment Plan: Cancelled", "does not hold any more")
        with self.assertRaises(AccessError):
            self._print_plan(promise, self._create_user("seller", "sales_team.group_sale_salesman"))

    def _find_on_plan(self, promise, *words):
        html = self._print_plan(promise, self.collector)
        for text in words:
            self.assertIn(text, html)
        self.assertNotIn("Between us", html)

    def _print_plan(self, promise, user):
        reports = self.env["ir.actions.report"].with_user(user)
        return reports._render_qweb_html("credit_management_collections.credit_promise_plan", promise.ids)[0].decode()
