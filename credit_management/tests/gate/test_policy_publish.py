from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestPolicyPublish(HoldCommon):
    """What somebody sees before a version is published: what differs, and what it does to what is open."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["sale.order"].search([("state", "in", ("draft", "sent"))]).action_cancel()
        policies = cls.env["credit.policy"].with_user(cls.administrator)
        current = policies._get_in_force(cls.company)
        if not current:
            policies.create({"company_id": cls.company.id}).action_publish()
            current = policies._get_in_force(cls.company)
        cls.draft = policies.browse(policies.browse(current.id).action_copy_version()["res_id"])

    def dialog(self):
        action = self.draft.action_open_publish()
        dialogs = self.env[action["res_model"]].with_user(self.administrator).with_context(**action["context"])
        return dialogs.create({})

    def test_nothing_differs(self):
        self.hold(1500)
        self.assertEqual(self.draft._count_effects(), (1, 0, 0, 0))
        dialog = self.dialog()
        self.assertIn("It says the same", dialog.difference)
        self.assertIn("nothing changes for the open quotations (1)", dialog.effect)

    def test_what_would_pass(self):
        hold = self.hold(1500)
        self.order(200)
        self.draft.rule_ids.filtered(lambda rule: rule.kind == "exposure").amount = 10_000
        self.assertEqual(self.draft._count_effects(), (2, 0, 1, 1))
        dialog = self.dialog()
        self.assertIn("10,000", dialog.difference)
        self.assertIn("<li>Newly passing: 1</li><li>Holds cleared: 1</li>", dialog.effect)
        self.assertNotIn("Newly held", dialog.effect)
        before = self._recheck_triggers()
        dialog.action_apply()
        self.assertEqual((self.draft.state, self._recheck_triggers()), ("published", before + 1))
        self.assertEqual(hold.state, "open")  # the job clears it

    def test_what_would_be_held(self):
        self.order(200)
        rule = {"name": "Large", "kind": "order_value", "amount": 100, "effect": "block", "at_quotation": True}
        self.draft.rule_ids = [Command.create(rule | {"everybody": True})]
        self.assertEqual(self.draft._count_effects()[1], 1)

    def test_holds_are_left_alone_where_it_begins_later(self):
        self.draft.valid_from = self._day(5)
        before = self._recheck_triggers()
        dialog = self.dialog()
        self.assertFalse(dialog.begins_today)
        dialog.action_apply()
        self.assertEqual(self._recheck_triggers(), before)

    def test_for_administrators(self):
        with self.assertRaises(AccessError):
            self.env["credit.policy.publish"].with_user(self.manager).create({"policy_id": self.draft.id})
