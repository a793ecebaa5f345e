from odoo.tests import tagged

from ...core.policy.policy import CONFIRMATION
from .replay_common import MILD, ReplayCommon


@tagged("post_install", "-at_install")
class TestWhatIf(ReplayCommon):
    """The past of a customer with another limit or rule, and the orders of today."""

    def test_what_if(self):
        self.ledger()
        policy = self.publish(MILD)
        replay = self.what_if(policy, overdue_days={"days": 5})
        self.assertEqual(self.figure(replay, "held"), (2, 1))
        self.assertEqual(policy.rule_ids.days, 25)
        self.assertTrue(replay.rule_ids.is_changed)
        self.assertEqual(replay.side_name, "With Changes")
        replay = self.what_if(policy, overdue_days={"in_use": False})
        self.assertEqual(self.figure(replay, "held"), (0, 1))
        replay = self.what_if(policy, overdue_days={"effect": "warn"})
        self.assertEqual((self.figure(replay, "held"), self.figure(replay, "warned")), ((0, 1), (1, 0)))

    def test_todays_orders(self):
        """A quotation sent and one on hold would pass with a tolerance, which is nothing to what is confirmed."""
        self._approve_limit(self.account, 1000)
        policy = self.publish({"kind": "exposure"})
        confirmed, sent, stopped = self.order(3), self.order(5, confirm=False), self.order(12, confirm=False)
        ignored = self.order(1, confirm=False) | self.order(1, confirm=False)
        ignored[1]._action_cancel()
        sent.state = "sent"
        self.env["credit.hold"]._stop(stopped._credit_decide(CONFIRMATION), CONFIRMATION)
        self._approve_limit(self.account, 400)
        replay = self.what_if(policy, exposure={"amount": 500})
        change = {one.order_id: one.change for one in replay.order_ids}
        self.assertEqual(
            {order: change.get(order) for order in (sent, stopped, confirmed)},
            {sent: "freed", stopped: "stays_held", confirmed: "passes"},
        )
        self.assertFalse(ignored & replay.order_ids.order_id)
        self.assertEqual((replay.freed_count, replay.newly_held_count), (1, 0))
        freed = replay.order_ids[0]
        self.assertEqual(freed.order_id, sent)
        self.assertIn(
            "$ 800.00 would be owed, against a limit of $ 400.00", freed.reasons.replace("\N{NO-BREAK SPACE}", " ")
        )
        self.assertEqual(freed.action_open_document()["res_id"], sent.id)

    def test_a_draft_that_counts_less(self):
        """A draft that does not deduct unallocated payments holds what the version in force lets pass today."""
        self._approve_limit(self.account, 1000)
        self.past(900, 40, 10)
        self.receive(500)
        self.publish({"kind": "exposure"})
        sent = self.order(3, confirm=False)
        sent.state = "sent"
        replay = self.replay(self.policy({"kind": "exposure"}, count_unallocated=False))
        self.assertEqual(replay.order_ids.filtered(lambda one: one.order_id == sent).change, "held")
        self.assertEqual(replay.newly_held_count, 1)

    def test_the_result_in_words(self):
        """A headline with both sides by name, tables with their names, a chart of the months."""
        self.ledger()
        policy = self.publish(MILD)
        replay = self.what_if(policy, overdue_days={"days": 5})
        orders = replay.figure_ids.filtered(lambda one: one.code == "orders").text
        self.assertIn(f"Of {orders} orders", replay.headline)
        self.assertIn("the policy with these changes would have held 2 (", replay.headline)
        self.assertIn("As it stands: 1 (", replay.headline)
        self.assertEqual(replay.figure_table["head"][1:3], ["With Changes", replay.other_name])
        self.assertIn("Held: With Changes", replay.month_table["head"])
        chart = replay.month_chart
        for point in chart["points"] if chart else ():
            self.assertEqual(len(point["values"]), len(chart["names"]))

    def test_replay_beside_the_button_that_publishes(self):
        """The last year through the draft is told where it is published, by who may see it; it publishes nothing."""
        self.ledger()
        current = self.publish(MILD)
        draft = self.policies.browse(current.with_user(self.administrator).action_copy_version()["res_id"])
        draft.rule_ids.days = 5
        opened = draft.with_user(self.administrator).action_open_publish()
        dialogs = self.env["credit.policy.publish"].with_user(self.administrator).with_context(**opened["context"])
        dialog = dialogs.create({})
        self.assertTrue(dialog.may_replay)
        self.assertFalse(dialog.replay_headline)
        again = dialog.action_replay()
        self.assertEqual((again["res_model"], again["res_id"]), (dialog._name, dialog.id))
        self.assertIn(f"{dialog.policy_id.display_name} would have held 2 (", dialog.replay_headline)
        self.assertIn(f"{dialog.replay_id.other_name}: 1 (", dialog.replay_headline)
        whole = dialog.action_open_replay()
        self.assertEqual((whole["res_model"], whole["res_id"]), ("credit.replay", dialog.replay_id.id))
        self.assertEqual(draft.state, "draft")
        dialog.action_apply()
        self.assertEqual(draft.state, "published")

    def test_a_browser_that_reloads_shows_the_result(self):
        view = self.env["credit.replay"].get_view(view_type="form")
        self.assertEqual(view["id"], self.env.ref("credit_management.credit_replay_view_result").id)
