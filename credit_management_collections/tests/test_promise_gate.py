from odoo import Command
from odoo.tests import tagged

from odoo.addons.credit_management.core.policy.policy import CONFIRMATION

from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestPromiseGate(AgreedCommon):
    """Broken promises hold orders while their money is missing; kept ones are a characteristic of scorecards."""

    def setUp(self):
        super().setUp()
        policy = self.env["credit.policy"].sudo().create({"company_id": self.company.id})
        rule = {
            "name": "Promises", "kind": "broken_promise", "count": 2, "days": 60, "everybody": True,
            "at_confirmation": True,
        }  # fmt: skip
        policy.write({"rule_ids": [Command.clear(), Command.create(rule)]})
        policy._credit_by_method().write({"state": "published", "valid_from": self.today})
        self.env.registry.clear_cache()

    def broken(self, amount=100, day=0):
        promise = self.promise((day, amount), user=self.manager)
        self.go_to(day + 4)
        self.assertEqual(self.judged(promise), "broken")
        return promise

    def outcome(self, user=None):
        order = self.order(confirm=False, user_id=(user or self.env.user).id).with_user(user or self.env.user)
        self.decision = order._credit_decide(CONFIRMATION)[order]
        return self.decision.outcome

    def test_twice_in_a_row(self):
        self.assertEqual(self.outcome(), "pass")
        self.broken()
        self.assertEqual(self.outcome(), "pass")
        self.broken(300, 4)
        self.assertEqual(self.outcome(), "block")
        (failure,) = self.decision.failures
        (payment,) = [remedy.amount for remedy in failure.remedies if remedy.kind == "pay"]
        self.assertEqual(payment, 400)
        self.assertIn("2", self.env["credit.explanation"]._finding(failure, self.company.currency_id))
        self.pay(self.move, payment, payment_date=self.day(8))
        self.env.invalidate_all()
        self.assertEqual(self.outcome(), "pass", "what was said to clear it clears it, whichever job runs first")

    def test_who_ordered_as_well_as_who_is_billed(self):
        """Having another customer billed is no way around broken promises."""
        self.broken()
        self.broken(300, 4)
        payer = self._create_customer("Payer")
        order = self.order(confirm=False, partner_invoice_id=payer.id)
        decision = order._credit_decide(CONFIRMATION)[order]
        self.assertEqual(decision.outcome, "block")
        self.assertEqual(decision.failures[0].about, self.customer.id)
        order = self.order(confirm=False, partner_id=payer.id, partner_invoice_id=self.customer.id)
        self.assertEqual(order._credit_decide(CONFIRMATION)[order].outcome, "block")
        order = self.order(confirm=False, partner_id=payer.id)
        self.assertEqual(order._credit_decide(CONFIRMATION)[order].outcome, "pass")

    def test_whoever_confirms(self):
        """The rule reads promises of customers whose accounts the user does not see."""
        self.broken()
        self.broken(300, 4)
        self.customer.user_id = self.manager
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertFalse(self.env["credit.account"].with_user(seller).search([("id", "=", self.account.id)]))
        self.assertEqual(self.outcome(seller), "block")

    def test_before_any_job_has_judged(self):
        self.broken()
        promise = self.promise((4, 300), user=self.manager)
        self.go_to(8)
        self.assertEqual(promise.state, "open")
        self.assertEqual(self.outcome(), "block")
        self.assertEqual(promise.state, "open", "a decision writes nothing")

    def test_money_that_nobody_has_matched(self):
        self.broken()
        self.broken(300, 4)
        self.assertEqual(self.outcome(), "block")
        self.statement_line(400, age=-8)
        self.assertEqual(self.outcome(), "pass")

    def test_long_ago(self):
        self.broken()
        self.broken(100, 4)
        self.go_to(8 + 61)
        self.assertEqual(self.outcome(), "pass")

    def test_kept_in_between(self):
        self.broken()
        kept = self.promise((5, 100), user=self.manager)
        self.pay(self.move, 200, payment_date=self.day(4))
        self.assertEqual(self.judged(kept), "kept")
        self.go_to(6)
        self.broken(100, 6)
        self.assertEqual(self.outcome(), "pass")

    def test_scorecards_look_at_amounts(self):
        def known():
            return self.env["credit.assessment.inputs"]._collect(self.account.sudo(), self.day(30))[self.account]

        self.assertNotIn("promises_broken_in_a_row", known())
        self.broken(300)
        self.broken(300, 4)
        self.assertNotIn("promises_kept", known(), "one or two are no record")
        self.assertEqual(known()["promises_broken_in_a_row"], 2)
        kept = self.promise((9, 200), user=self.manager)
        self.pay(self.move, 800, payment_date=self.day(8))
        self.assertEqual(self.judged(kept), "kept")
        self.assertEqual((known()["promises_kept"], known()["promises_broken_in_a_row"]), (0.25, 0))

    def test_amounts_in_several_currencies(self):
        """Promises kept in small coins do not outweigh others: a record is of amounts in the company's currency."""
        foreign = self.invoice(300, due=-5, currency=self.euro)
        promise = self.promise((0, 300), user=self.manager, take=False)
        for item in promise.item_ids:
            item.chosen = item.sudo().move_id == foreign
        promise.action_take()
        self.assertEqual(promise.currency_id, self.euro)
        expected = self.euro._convert(300, self.company.currency_id, self.company, self.today, round=False)
        judgement = promise.sudo()._to_judgement()
        self.assertAlmostEqual(judgement.promise.amount, expected, 6)
        self.assertAlmostEqual(judgement.missing, expected, 6)
