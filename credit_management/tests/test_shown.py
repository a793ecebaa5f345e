import json

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..const import ADMINISTRATOR, MANAGER
from .decided_common import DECISIONS, WITHOUT, DecidedCommon


@tagged("post_install", "-at_install")
class TestShown(DecidedCommon):
    """A decision is about what was shown: the form sends it, and other figures are refused."""

    def test_every_decided_model_is_asked(self):
        self.assertEqual({name for name, *_rest in DECISIONS} | WITHOUT, set(self.models))

    def test_decisions_on_other_figures_are_refused(self):
        for name, state, role, method, arguments, _button in DECISIONS:
            with self.subTest(model=name, method=method), self.env.cr.savepoint(flush=False) as savepoint:
                record = self._document(name, state).with_user(getattr(self, role))
                shown = json.loads(record._read_shown())
                label = next(iter(shown[str(record)]))
                shown[str(record)][label] = "Something else"
                with self.assertRaisesRegex(UserError, "changed since you opened it.*Something else"):
                    getattr(record.with_context(credit_shown=json.dumps(shown)), method)(*arguments)
                self.assertEqual(record.sudo().state, state)
                savepoint.rollback()
            self.env.invalidate_all()

    def test_every_button_sends_what_its_view_showed(self):
        """In every view of every model, lists inside forms of others included."""
        buttons = {(name, button) for name, *_rest, button in DECISIONS} | {
            ("credit.payer", name) for name in ("action_agree", "action_refuse", "action_end")
        }
        found, everything = set(), f"{MANAGER},{ADMINISTRATOR},base.group_system,account.group_account_invoice"
        user = self._create_user("everything", everything)  # or buttons of other roles would be left out
        for view in self.env["ir.ui.view"].search(
            [("type", "in", ("form", "list", "kanban")), ("mode", "=", "primary")]
        ):
            if view.model in self.env and view.model.startswith("credit."):
                arch = etree.fromstring(self.env[view.model].with_user(user).get_view(view.id, view.type)["arch"])
                found |= self._check_buttons(view, arch, view.model, buttons)
        self.assertEqual(found, buttons)

    def _check_buttons(self, view, arch, model, buttons, found=()):
        """The decisions among the buttons of a view, each of which sends what was shown."""
        found, actions = set(found), self.env["ir.actions.act_window"].sudo()
        for node in arch:
            field = self.env[model]._fields.get(node.get("name")) if node.tag == "field" else None
            if field is not None and field.relational:
                for inner in node:
                    found |= self._check_buttons(view, inner, field.comodel_name, buttons)
                continue
            if node.tag == "button":
                called = node.get("name")
                if node.get("type") == "action":
                    called = actions.browse(int(called)).res_model
                if (model, called) in buttons:
                    self._check_button(view, node, called)
                    found.add((model, called))
            found |= self._check_buttons(view, node, model, buttons)
        return found

    def _check_button(self, view, node, called):
        root = node
        while root.getparent() is not None and root.tag not in ("list", "form", "kanban"):
            root = root.getparent()
        with self.subTest(view=view.name, button=called):
            self.assertTrue([one for one in root.iter("field") if one.get("name") == "shown"])
            # The header of a list has no record of its own: the web client adds what was shown of those selected.
            if not (root.tag == "list" and node.getparent().tag == "header"):
                self.assertIn("'credit_shown': shown", node.get("context") or "")

    def test_the_amount_changed_meanwhile(self):
        limit = self._propose_limit(self.account, 500)
        opened = limit.with_user(self.manager)
        shown = opened.shown
        self._change(limit, 900_000)
        with self.assertRaisesRegex(UserError, "500.* → .*900,000.*Look again"):
            opened.with_context(credit_shown=shown).action_approve()
        self._grant_authority(self.manager, unlimited=True)
        opened.invalidate_recordset(["shown"])
        opened.with_context(credit_shown=opened.shown).action_approve()
        self.assertEqual(limit.state, "approved")

    def _change(self, limit, amount):
        """What its author does: take it back, write another amount, propose it again."""
        limit.action_take_back()
        limit.amount = amount
        limit.action_propose()

    def test_what_is_proposed_is_frozen_until_taken_back(self):
        limit = self._propose_limit(self.account, 500)
        with self.assertRaisesRegex(UserError, "Take it back"):
            limit.amount = 900_000
        limit.action_take_back()
        with self.assertRaisesRegex(UserError, "was taken back"):
            limit.with_user(self.manager).action_approve()

    def test_a_rule_changed_meanwhile(self):
        policy = self._document("credit.policy", "draft")
        self.env["credit.policy.rule"].create({"policy_id": policy.id, "name": "Over the limit", "kind": "exposure"})
        opened = policy.with_user(self.administrator)
        shown = opened.shown
        policy.rule_ids.name = "Over"
        with self.assertRaisesRegex(UserError, "changed since you opened it: “Rules”"):
            opened.with_context(credit_shown=shown).action_publish()

    def test_dialogs_decide_on_what_was_shown_when_they_opened(self):
        limit = self._approve_limit(self.account, 500)
        opened = limit.with_user(self.manager)
        action = opened.with_context(credit_shown=opened.shown).action_open_end()
        self.assertEqual(action["context"]["credit_shown"], opened.shown)
        dialog = (
            opened.env["credit.limit.end"]
            .with_context(**action["context"])
            .create({"reason": "Bad news", "last_day": self._day(0)})
        )
        self.env.flush_all()  # as at the end of the request that opened it
        limit._credit_by_method().write({"amount": 400})
        with self.assertRaisesRegex(UserError, "changed since you opened it"):
            dialog.with_context(credit_shown=False).action_apply()

    def test_what_is_sent_for_another_document_or_is_no_figure_is_ignored(self):
        for shown in ("{}", "no figures", json.dumps({"credit.limit(0,)": {"Limit": "1"}})):
            limit = self._propose_limit(self.account, 0)
            self._grant_authority(self.manager, unlimited=True)
            limit.with_user(self.manager).with_context(credit_shown=shown).action_approve()
            self.assertEqual(limit.state, "approved")
