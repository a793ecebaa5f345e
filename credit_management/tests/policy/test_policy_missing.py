from odoo.exceptions import UserError
from odoo.tests import tagged

from ...const import POLICY_ACTIVITY
from ..gate.hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestPolicyMissing(HoldCommon):
    """A company that no policy governs: orders wait or pass as it has chosen, and it is said aloud."""

    def setUp(self):
        super().setUp()
        self.policies = self.env["credit.policy"]
        # Nobody can take a published policy back; an installation cut short left drafts.
        self.policies.search([("company_id", "=", self.company.id)])._credit_by_method().write(
            {"state": "draft", "valid_from": False}
        )
        self.assertFalse(self.policies._get_in_force(self.company))

    def todos(self):
        return self.policies.search([("company_id", "=", self.company.id)]).activity_search([POLICY_ACTIVITY])

    def test_orders_of_customers_with_a_limit_wait(self):
        order = self.order(10)
        with self.assertRaisesRegex(UserError, "No credit policy is in force"):
            order.with_user(self.salesperson).action_confirm()
        order.with_user(self.salesperson).action_credit_confirm()
        hold = order.credit_hold_id
        self.assertEqual((hold.state, order.state), ("open", "draft"))
        self.assertIn("No credit policy is in force", hold.reason_ids.mapped("finding")[0])
        self.assertIn("ask for a release", hold.reason_ids.mapped("way_out")[0])
        self.assertEqual((hold.reasons_text, hold.headline), ("No policy in force", "no credit policy is in force"))
        self.release(hold)
        self.assertEqual(order.state, "sale")

    def test_others_pass(self):
        order = self.order(10, partner_id=self._create_customer("Without").id)
        order.with_user(self.salesperson).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_setting(self):
        self.company.credit_without_policy = "pass"
        order = self.order(10_000)
        order.with_user(self.salesperson).action_confirm()
        self.assertEqual(order.state, "sale")
        self.company.credit_without_policy = "hold"
        with self.assertRaises(UserError):
            self.order(10).with_user(self.salesperson).action_confirm()

    def test_said_on_overview_and_policies(self):
        for user, heard in ((self.analyst, True), (self.administrator, True), (self.salesperson, False)):
            text = self.env["credit.overview"].with_user(user).read_overview()["warning"]
            self.assertEqual(bool(text and "No credit policy is in force" in text), heard, user.login)
        drafts = self.policies.with_user(self.administrator).search([("company_id", "=", self.company.id)])
        self.assertTrue(all(drafts.mapped("is_missed")))
        drafts[:1].action_publish()
        drafts.invalidate_recordset(["is_missed"])
        self.assertFalse(any(drafts.mapped("is_missed")))
        self.assertFalse(self.env["credit.overview"].with_user(self.analyst).read_overview()["warning"])

    def test_administrators_are_asked_once(self):
        for _day in range(2):
            self.policies._tell_missing()
            self.assertEqual(len(self.todos().filtered(lambda todo: todo.user_id == self.administrator)), 1)
        self.assertIn("No credit policy is in force", self.todos()[0].note)
        self.assertLess(len(self.todos()[0].summary), 40, "it is the subject of a mail")
        self.policies.search([("company_id", "=", self.company.id)])[0].with_user(self.administrator).action_publish()
        self.assertFalse(self.todos())

    def test_a_draft_waits_where_there_is_none(self):
        self.policies.search([("company_id", "=", self.company.id)]).unlink()
        self.policies._tell_missing()
        policy = self.policies.search([("company_id", "=", self.company.id)])
        self.assertEqual(policy.state, "draft")
        self.assertTrue(policy.rule_ids)
        self.assertIn(self.administrator, self.todos().user_id)
