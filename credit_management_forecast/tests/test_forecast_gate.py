from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.credit_management.core.policy.policy import CONFIRMATION, INVOICE

from .forecast_common import LearntCommon


@tagged("post_install", "-at_install")
class TestForecastGate(LearntCommon):
    """Rules that ask a forecast, through what a salesperson does."""

    RISK = {"kind": "late_risk", "days": 30, "percent": 40, "everybody": True}

    def decide(self, *orders):
        orders = self.env["sale.order"].union(*orders)
        decisions = orders._credit_decide(CONFIRMATION)
        return [decisions[order].outcome for order in orders]

    def of(self, partner, total=1000):
        return self.order(total, partner_id=partner.id)

    def test_who_pays_late_is_held_and_told_why(self):
        self.publish(self.RISK)
        late, punctual, new = map(self.of, (self.late, self.punctual, self.new))
        self.assertEqual(self.decide(late, punctual, new), ["block", "pass", "pass"])
        with self.assertRaisesRegex(UserError, r"\d\d % likely to be paid more than 30 days late, against 40 %"):
            late.with_user(self.salesperson).action_confirm()
        punctual.with_user(self.salesperson).action_confirm()
        self.assertEqual(punctual.state, "sale")
        reason = self.stop(late).reason_ids
        self.assertRegex(reason.finding, r"^\d\d % likely .* \(.+ late.*\)\.$")
        facts = reason.hold_id.sudo().facts["more"]["forecast"]
        self.assertGreater(facts["later_than"]["30"], 0.4)
        self.assertEqual(set(facts), {"later_than", "median", "interval"})

    def test_the_banner_warns_beforehand(self):
        """The policy a company begins with, for who has no account either."""
        late, punctual = self.of(self.late), self.of(self.punctual)
        self.assertIn("likely to be paid more than 30 days late", str(late.credit_banner))
        self.assertNotIn("likely", str(punctual.credit_banner))
        self.assertEqual(self.decide(late), ["warn"])

    def test_nothing_is_held_before_the_first_night(self):
        self.forget()
        self.publish(self.RISK, {"kind": "expected_loss", "days": 30, "everybody": True})
        order = self.of(self.late)
        self.assertEqual(self.decide(order), ["pass"])
        results = order._credit_decide(CONFIRMATION)[order].results
        words = [self.env["credit.explanation"]._finding(one, self.company.currency_id) for one in results]
        self.assertIn("no forecast", words[0])

    def test_expected_loss_goes_with_the_amount(self):
        self.publish({"kind": "expected_loss", "days": 30, "amount": 500, "everybody": True})
        large, small = self.of(self.late, 1000), self.of(self.late, 400)
        other = self.of(self.punctual, 1000)
        self.assertEqual([self.decide(order) for order in (large, small, other)], [["block"], ["pass"], ["pass"]])
        self.assertIn("is expected to be paid too late", self.stop(large).reason_ids.finding)

    def test_what_is_prepaid_is_no_risk(self):
        self.publish(self.RISK)
        order = self.of(self.late)
        order.order_line.price_unit = 0
        self.assertEqual(self.decide(order), ["pass"])

    def test_shorter_terms_and_other_days(self):
        """Later than 60 days is less likely than later than 30."""
        self.publish(self.RISK | {"days": 60})
        self.assertEqual(self.decide(self.of(self.late)), ["pass"])

    def test_two_queries_for_any_number_of_orders(self):
        few = self.of(self.late) | self.of(self.punctual)
        many = few | self.env["sale.order"].union(*(self.of(self._create_customer(f"C{n}")) for n in range(20)))
        without = self.publish({"kind": "order_value", "amount": 10**6, "everybody": True})
        bare = self.queries(many)
        self.publish({"kind": "order_value", "amount": 10**6, "everybody": True}, self.RISK)
        self.assertNotEqual(self.env["credit.policy"]._get_in_force(self.company), without)
        self.assertEqual(self.queries(few), self.queries(many))
        self.assertLessEqual(self.queries(many) - bare, 2)

    def queries(self, orders):
        self.env.flush_all()
        orders._credit_decide(CONFIRMATION)  # what is kept in the cache
        before = self.env.cr.sql_log_count
        orders._credit_decide(CONFIRMATION)
        return self.env.cr.sql_log_count - before

    def test_invoices_ask_too(self):
        self.publish(self.RISK | {"at_invoice": True})
        draft = self.invoice(1000, self.late, due=30, post=False)
        decision = draft._credit_decide(INVOICE)[draft]
        (failure,) = decision.failures
        self.assertEqual(failure.kind, "late_risk")
        self.assertGreater(failure.observed["percent"], 40)

    def test_a_chance_has_an_end(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.policy(self.RISK | {"percent": 101})

    def test_words_of_every_reason(self):
        from ..core.features import NAMES
        from ..core.forecast import SEGMENT, UNSAID

        for name in {*NAMES, SEGMENT} - {*UNSAID}:
            self.assertTrue(self.env["credit.explanation"]._forecast_reason(name, 3.0), name)

    def test_a_policy_as_begun_gets_the_rule(self):
        """What has been changed by somebody stays as it is."""
        policies = self.env["credit.policy"].sudo()
        company = self.env["res.company"].create({"name": "Old"})
        begun = policies._get_in_force(company)
        self.assertIn("late_risk", begun.rule_ids.mapped("kind"))
        plain = [rule for rule in policies._default_rules() if rule[2]["kind"] != "late_risk"]
        for changed in (False, True):
            vals = policies._prepare_default_vals(company)
            vals["rule_ids"] = vals["rule_ids"][: len(plain)]
            if changed:
                vals["rule_ids"].append(Command.create({"name": "Own", "kind": "order_value", "amount": 5}))
            version = policies.create(vals)
            version._set_published()
            policies._add_forecast_rules()
            newest = policies._get_in_force(company)
            self.assertEqual("late_risk" in newest.rule_ids.mapped("kind"), not changed)
            self.assertEqual(newest == version, changed)
