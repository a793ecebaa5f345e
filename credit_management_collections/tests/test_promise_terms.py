from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.credit_management.core.policy.policy import CONFIRMATION

from .agreed_common import AgreedCommon

REASON = "Goods for the season; pays every month"


@tagged("post_install", "-at_install")
class TestPromiseTerms(AgreedCommon):
    """A plan released as terms: while it is kept, what is past due of it is not held against new orders."""

    def setUp(self):
        super().setUp()
        policy = self.policy("fully")  # nothing may be overdue
        policy.rule_ids._credit_by_method().write({"at_quotation": True})
        self.env.registry.clear_cache()
        self.plan = self.promise((5, 400), (15, 600))

    def release(self, plan=None, user=None):
        plan = plan or self.plan
        plan.with_user(self.collector).action_propose_terms(REASON)
        plan.with_user(user or self.manager).action_release_terms()
        return plan

    def outcome(self, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        order = self.order(confirm=False, user_id=(user or self.env.user).id).with_user(user or self.env.user)
        self.decision = order._credit_decide(CONFIRMATION)[order]
        return self.decision.outcome

    # === GATE === #

    def test_orders_pass_while_it_is_kept(self):
        self.assertEqual(self.outcome(), "block")
        self.plan.action_propose_terms(REASON)
        self.assertEqual(self.outcome(), "block", "nobody has released it")
        self.plan.with_user(self.manager).action_release_terms()
        self.assertEqual((self.outcome(), self.decision.facts.let_off, self.decision.facts.overdue), ("pass", 1000, 0))
        self.assertEqual(self.decision.facts.exposure, 1000, "it is owed all the same")
        self.assertEqual(self.plan.terms_until, self.day(8))
        self.assertIn("1,000.00", self.account.with_user(self.manager).terms_text)
        self.go_to(8)
        self.assertEqual(self.outcome(), "pass", "the grace of a promise")
        self.go_to(9)
        self.assertEqual(self.outcome(), "block", "whichever job has run")
        self.assertEqual(self.plan.terms_state, "released", "a decision writes nothing")
        self.assertEqual(self.judged(self.plan), "broken")
        self.assertEqual((self.plan.terms_state, self.plan.terms_until), ("lapsed", False))
        self.assertFalse(self.account.with_user(self.manager).terms_text)

    def test_instalments_that_come(self):
        self.release()
        payment = self.pay(self.move, 400)
        self.assertEqual(self.outcome(), "pass")
        self.assertEqual(self.decision.facts.let_off, 600)
        self.go_to(9)
        self.assertEqual(self.outcome(), "pass")
        self.assertEqual(self.judged(self.plan), "open")
        self.assertEqual(self.plan.terms_until, self.day(18))
        self.line(self.move).remove_move_reconcile()
        payment.action_draft()
        payment.action_cancel()
        self.assertEqual(self.outcome(), "block", "taken back, though nobody has judged it since")

    def test_money_that_waits_for_the_bank(self):
        self.release()
        self.statement_line(400)
        self.go_to(9)
        self.assertEqual(self.outcome(), "pass")
        self.assertEqual(self.decision.facts.let_off, 1000)

    def test_what_the_plan_does_not_cover(self):
        self.release()
        self.invoice(50, due=-2)
        self.assertEqual(self.outcome(), "block")
        self.assertEqual((self.decision.facts.overdue, self.decision.facts.oldest_days_past_due), (50, 2))
        (failure,) = self.decision.failures
        self.assertEqual([remedy.amount for remedy in failure.remedies if remedy.kind == "pay"], [50])
        self.plan.action_cancel("Less")
        less = self.promise((5, 700), take=False)
        less.item_ids.filtered(lambda item: item.amount == 50).chosen = False
        less.action_take()
        self.release(less)
        self.assertEqual((self.outcome(), self.decision.facts.let_off), ("block", 700), "no more than was promised")
        self.dispute()
        self.assertEqual((self.outcome(), self.decision.facts.let_off), ("block", 0), "counts as disputes do")

    def test_another_currency(self):
        """As it is booked, to the coin, whatever the rate of today."""
        foreign = self.invoice(300, due=-5, currency=self.euro)
        self.plan.action_cancel("Two plans")
        for move in (foreign, self.move):
            plan = self.promise((5, move.amount_residual), take=False)
            for item in plan.item_ids:
                item.chosen = item.sudo().move_id == move
            plan.action_take()
            self.release(plan)
        self.assertEqual(self.outcome(), "pass")
        self.assertAlmostEqual(self.decision.facts.let_off, 1000 + self.line(foreign).amount_residual, 2)

    def test_banner_hold_and_whoever_confirms(self):
        order = self.order(confirm=False)
        hold = order.env["credit.hold"]._stop(order._credit_decide(CONFIRMATION), CONFIRMATION)
        self.assertEqual((hold.state, hold._released_before()), ("open", 0))
        self.release()
        self.assertEqual(hold._released_before(), 1000, "an order asks for the authority together with the plan")
        self.customer.user_id = self.second_manager
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        self.assertEqual(self.outcome(seller), "pass", "who need not see what was agreed")
        self.assertRegex(str(order.credit_banner), "1,000.00.*that is past due does not count")
        (row,) = [row for row in hold.with_user(self.manager).comparison["rows"] if "not counted" in str(row)]
        self.assertIn("1,000.00", str(row))
        hold.sudo()._recheck()
        self.assertEqual(hold.state, "cleared")

    def test_queries(self):
        """Nothing is asked where nothing is overdue, one thing where something is, more where there is a plan."""
        exposures, company = self.env["credit.exposure"], self.company

        def read(customer):
            totals = exposures._read_totals(company, customer.ids)
            before = self.env.cr.sql_log_count
            found = exposures._read_overdue(company, totals, company._credit_view())
            return found[customer.id], self.env.cr.sql_log_count - before

        calm = self._create_customer("Calm")
        for _number in range(2):  # the second time caches are warm
            self.assertEqual(read(calm)[0].amount, 0)
            nothing, late = read(calm)[1], read(self.customer)[1]
        self.assertEqual((nothing, late), (0, 1))
        self.release()
        self.env.flush_all()
        self.assertEqual(read(self.customer)[0].amount, 0)
        with_plan = read(self.customer)[1]
        other = self._create_customer("Other")
        account = self._create_account(other)
        self.invoice(100, due=-3, partner=other)
        self.release(self.promise(account_id=account.id))
        self.env.flush_all()
        totals = exposures._read_totals(company, (self.customer | other).ids)
        for _number in range(2):
            before = self.env.cr.sql_log_count
            found = exposures._read_overdue(company, totals, company._credit_view())
            both = self.env.cr.sql_log_count - before
        self.assertEqual({one.amount for one in found.values()}, {0})
        self.assertLessEqual(both, with_plan + 1)

    # === HANDS === #

    def test_who_releases(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        with self.assertRaises(AccessError):
            self.plan.with_user(seller).action_propose_terms(REASON)
        self.plan.action_propose_terms(REASON)
        for user, message in (
            (seller, "Ask a credit manager"), (self.collector, "Ask a credit manager"),
            (self.analyst, "Ask a credit manager"), (self.administrator, "Ask a credit manager"),
        ):  # fmt: skip
            with self.subTest(user.login), self.assertRaisesRegex(AccessError, message):
                self.plan.with_user(user).action_release_terms()
        with self.assertRaises(AccessError):
            self.plan.with_user(seller).action_end_terms("No")
        with self.assertRaisesRegex(AccessError, "sells to"), self.cr.savepoint():
            self.customer.user_id = self.manager
            self.env.flush_all()
            self.customer.user_id = False
            self.plan.with_user(self.manager).action_release_terms()
        self.plan.action_end_terms("Again, by another one")
        self.plan.with_user(self.manager).action_propose_terms(REASON)
        with self.assertRaisesRegex(AccessError, "had a hand"):
            self.plan.with_user(self.manager).action_release_terms()
        self.go_to(9)
        with self.assertRaisesRegex(UserError, "is not kept"):
            self.plan.with_user(self.second_manager).action_release_terms()

    def test_authority(self):
        self.env["credit.authority"].sudo().search([]).unlink()
        self.env["credit.authority"].sudo().create({"role": "manager", "release_amount": 999})
        self.plan.action_propose_terms(REASON)
        with self.assertRaisesRegex(AccessError, "may release up to .*999.00.* would be .*1,000.00"):
            self.plan.with_user(self.manager).action_release_terms()
        self.pay(self.move, 100)
        self.plan.with_user(self.manager).action_release_terms()
        # A second plan counts together with the first.
        later = self.invoice(200, due=-1)
        second = self.promise((5, 200), take=False)
        for item in second.item_ids:
            item.chosen = item.sudo().move_id == later
        second.action_take()
        second.action_propose_terms(REASON)
        with self.assertRaisesRegex(AccessError, "would be .*1,100.00"):
            second.with_user(self.manager).action_release_terms()

    def test_steps(self):
        plan, decided = self.plan, self.plan.with_user(self.manager)
        with self.assertRaisesRegex(UserError, "was not proposed"):
            decided.action_release_terms()
        with self.assertRaisesRegex(UserError, "Say why"):
            plan.action_propose_terms("  ")
        note = self.env["credit.collection.note"].with_user(self.collector)
        action = plan.action_open_propose_terms()
        note.with_context(**action["context"]).create({"text": REASON}).action_apply()
        self.assertEqual((plan.terms_state, plan.terms_reason), ("proposed", REASON))
        self.assertTrue(plan.sudo().activity_ids.user_id.has_group("credit_management.credit_management_group_manager"))
        action = plan.action_open_end_terms()
        note.with_context(**action["context"]).create({"text": "Wrong words"}).action_apply()
        self.assertEqual(plan.terms_state, "withdrawn")
        self.assertFalse(plan.sudo().activity_ids)
        self.release()
        plan.action_end_terms("Ordered too much")
        self.assertEqual((self.outcome(), plan.terms_state), ("block", "withdrawn"))
        plan.action_propose_terms(REASON)
        decided.action_end_terms("Pay first")
        self.assertEqual((plan.terms_state, plan.terms_decided_by_id), ("refused", self.manager))
        with self.assertRaisesRegex(UserError, "take another promise"):
            plan.action_propose_terms(REASON)
        bodies = " ".join(plan.sudo().message_ids.mapped("body"))
        self.assertIn("Pay first", bodies)
        self.assertIn(REASON, bodies)
        plan.action_cancel("Pays at once")
        again = self.release(self.promise())
        again.action_cancel("Pays at once")
        self.assertEqual((self.outcome(), again.terms_state), ("block", "withdrawn"))
