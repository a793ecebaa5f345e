from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from ..readable_common import ReadableCommon
from .replay_common import ReplayCommon


@tagged("post_install", "-at_install")
class TestThreshold(ReplayCommon, ReadableCommon):
    """The curve of a rule over the last twelve months, and the threshold taken into the draft."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        good = cls.env["res.partner"].create({"name": "Good", "is_company": True})
        before = cls._before_all()
        for days in range(330, 60, -20):  # one pays fifty days late, the other on the day
            before.past(100, days, days - 10, (days - 60, 100))
            before.past(300, days, days - 10, (days - 10, 300), partner=good)
        cls.policy = cls.policies.create(
            {
                "company_id": cls.company.id,
                "rule_ids": [
                    Command.clear(),
                    Command.create({"name": "Late", "kind": "days_beyond_terms", "days": 10, "everybody": True}),
                    Command.create(
                        {"name": "Large", "kind": "order_value", "amount": 200, "everybody": True, "effect": "warn"}
                    ),
                    Command.create({"name": "Stopped", "kind": "status", "status": "stop"}),
                ],
            }
        )
        cls.rule, cls.large, cls.stopped = cls.policy.rule_ids

    def dialog(self, record=None, user=None):
        action = (record or self.policy).with_user(user or self.administrator).action_choose_threshold()
        return self.env["credit.threshold"].with_user(user or self.administrator).browse(action["res_id"])

    def test_curve(self):
        dialog = self.dialog()
        self.assertEqual((dialog.rule_id, dialog.chosen, dialog.can_take), (self.rule, 10, True))
        curve = dialog.curve
        self.assertFalse(curve["note"])
        points = {point["threshold"]: point for point in curve["points"]}
        here = points[10]
        self.assertGreater(here["held"], 5)
        self.assertEqual(here["good"], 0)
        self.assertGreater(here["late"], 0.5)
        self.assertEqual(points[50]["held"], 0, "nobody pays more than fifty days late")
        (other,) = curve["others"]
        self.assertEqual((other["name"], other["late"], other["good"]), ("Large", 0, 1))
        self.assertEqual(next(way["name"] for way in curve["naive"]), "Amount overdue alone")
        self.assertTrue(all(way["points"] for way in curve["naive"]))

    def test_same_as_a_replay(self):
        """The point of the rule as it stands is what a replay of the policy says of that rule."""
        here = next(point for point in self.dialog().curve["points"] if point["threshold"] == 10)
        action = self.policy.with_user(self.administrator).action_replay()
        replay = self.env["credit.replay"].with_user(self.administrator).browse(action["res_id"])
        replay.action_replay()
        group = replay.of_rule_ids.filtered(lambda one: one.label == "Late")
        self.assertEqual(group.held, here["held"])

    def test_another_rule_or_another_lateness(self):
        with Form(self.dialog()) as form:
            form.rule_id = self.large
            self.assertEqual(form.chosen, 200)
            self.assertEqual(form.curve["own"], 200)
            form.late_days = 60
            self.assertIn("too few to choose a threshold by", form.curve["note"])

    def test_taken_into_the_draft(self):
        dialog = self.dialog(self.rule)
        dialog.chosen = 20.4
        dialog.action_take()
        self.assertEqual(self.rule.days, 20)
        dialog = self.dialog(self.large)
        dialog.chosen = 150.5
        dialog.action_take()
        self.assertEqual(self.large.amount, 150.5)
        self.assertIn(self.administrator, self.policy.sudo().hand_ids)

    def test_negative_is_refused(self):
        dialog = self.dialog(self.large)
        dialog.chosen = -1
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            dialog.action_take()
            self.env.flush_all()
        self.assertEqual(self.large.amount, 200)

    def test_only_drafts_only_those_who_may(self):
        dialog = self.dialog(user=self.analyst)
        self.assertTrue(dialog.curve["points"])
        self.assertFalse(dialog.can_take)
        dialog.chosen = 5
        with self.assertRaises(AccessError):
            dialog.action_take()
        own = self.dialog()
        own.chosen = 5
        self.policy._credit_by_method().write({"state": "published", "valid_from": self.day(0)})
        with self.assertRaisesRegex(UserError, "is published and stays as it is"):
            own.action_take()
        self.assertEqual(self.rule.days, 10)
        with self.assertRaises(AccessError):
            self.dialog(user=self.salesperson)

    def test_a_rule_of_another_policy(self):
        draft = self.policy.with_user(self.administrator).action_copy_version()["res_id"]
        other = self.env["credit.policy"].browse(draft)
        dialog = self.dialog()
        dialog.rule_id = other.rule_ids[0]
        self.assertFalse(dialog.curve)
        with self.assertRaises(UserError):
            dialog.action_take()
        self.assertEqual(other.rule_ids[0].days, 10)

    def test_a_dialog_is_ones_own(self):
        dialog = self.dialog()
        with self.assertRaises(AccessError):
            dialog.with_user(self.analyst).read(["curve"])

    def test_nothing_to_move(self):
        with self.assertRaisesRegex(UserError, "has no number to move"):
            self.stopped.with_user(self.administrator).action_choose_threshold()
        (self.rule | self.large).unlink()
        with self.assertRaisesRegex(UserError, "has no rule with a number to move"):
            self.policy.with_user(self.administrator).action_choose_threshold()
        self.assertFalse(self.stopped.has_threshold)

    def test_tour(self):
        groups = "base.group_user,credit_management.credit_management_group_administrator"
        user = new_test_user(self.env, "threshold_chooser", groups)
        user.write({"company_ids": [Command.set(self.company.ids)], "company_id": self.company.id})
        address = f"/odoo/action-credit_management.credit_policy_action/{self.policy.id}"
        self.start_tour(address, "credit_management_threshold", login=user.login)
        self.assertEqual(self.rule.days, 50)

    def test_readable(self):
        dialog = self.dialog()
        self.assertReadable(self.administrator, {"threshold": self.form(dialog, target="new")})
