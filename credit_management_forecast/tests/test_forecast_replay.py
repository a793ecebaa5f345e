from odoo.tests import tagged

from odoo.addons.credit_management.core.replay import replay as replays

from .forecast_common import PaidCommon


@tagged("post_install", "-at_install")
class TestForecastReplay(PaidCommon):
    """Rules that ask a forecast are played on the past, and their threshold is the one to choose first."""

    RISK = {"kind": "late_risk", "days": 30, "percent": 40, "everybody": True}
    LOSS = {"kind": "expected_loss", "days": 30, "amount": 500, "everybody": True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.administrator.write({"company_ids": [(4, cls.company.id)], "company_id": cls.company.id})

    def replay(self, policy):
        action = policy.with_user(self.administrator).action_replay()
        replay = self.env["credit.replay"].with_user(self.administrator).browse(action["res_id"])
        replay.action_replay()
        return replay

    def test_orders_of_who_pays_late_are_held(self):
        for rule in (self.RISK, self.LOSS):
            replay = self.replay(self.publish(rule))
            lines = replay.env["credit.replay.line"].search([("replay_id", "=", replay.id)]).sudo()
            held = lines.filtered("held")
            self.assertEqual(held.partner_id, self.late, rule["kind"])
            first = lines.filtered(lambda one: one.partner_id == self.late).sorted("date")[:2]
            self.assertFalse(first & held, "nothing was known of it yet")

    def test_nothing_is_read_where_no_rule_asks(self):
        policy = self.publish({"kind": "order_value", "amount": 10, "everybody": True})
        self.assertFalse(replays.needs([policy._to_core()]))
        collected = self.env["credit.replay.history"]._collect(self.company, self.day(-365), self.day(0))
        self.assertFalse(any("more" in known for known in collected.history.orders.known))

    def test_the_threshold_that_weighs_risk_comes_first(self):
        policy = self.publish({"kind": "overdue_days", "days": 30, "everybody": True}, self.RISK)
        action = policy.with_user(self.administrator).action_choose_threshold()
        dialog = self.env["credit.threshold"].with_user(self.administrator).browse(action["res_id"])
        self.assertEqual((dialog.rule_id.kind, dialog.chosen, dialog.can_take), ("late_risk", 40, False))
        points = {point["threshold"]: point["held"] for point in dialog.curve["points"]}
        self.assertLess(max(points), 100, "a chance is less than certain")
        self.assertGreater(points[10], 0)
        self.assertGreaterEqual(points[10], points[60])
