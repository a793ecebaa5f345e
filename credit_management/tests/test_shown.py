import json

from lxml import etree

from odoo.exceptions import UserError
from odoo.tests import tagged

from .decided_common import DecidedCommon

# The decisions on each model: the state, who decides, the method with its arguments, and the buttons of its forms.
DECISIONS = [
    ("credit.limit", "proposed", "manager", "action_approve", (), "action_approve"),
    ("credit.limit", "proposed", "manager", "action_refuse", (), "action_refuse"),
    ("credit.limit", "approved", "second_manager", "action_end", ("2050-01-01", "Test"), "action_open_end"),
    ("credit.assessment", "submitted", "manager", "action_approve", (), "action_approve"),
    ("credit.assessment", "submitted", "manager", "action_refuse", ("Test",), "credit.assessment.refuse"),
    ("credit.survey", "submitted", "analyst", "action_verify", (), "action_verify"),
    ("credit.survey", "verified", "analyst", "action_close", (), "action_close"),
    ("credit.financial.statement", "draft", "analyst", "action_confirm", (), "action_confirm"),
    ("credit.policy", "draft", "administrator", "action_publish", (), "action_publish"),
    ("credit.scorecard", "draft", "administrator", "action_publish", (), "action_publish"),
    ("credit.hold", "open", "manager", "action_release", ("Test",), "action_open_release"),
    ("credit.hold", "open", "manager", "action_refuse", ("Test",), "action_open_refuse"),
    ("credit.alert", "new", "analyst", "action_close", ("effective", "Test"), "action_open_close"),
    ("credit.review", "open", "manager", "action_cancel", (), "action_cancel"),
]
# Decided by following a file to its end, which its own state shows.
WITHOUT = {"credit.ledger.import"}


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

    def test_every_button_sends_what_its_form_showed(self):
        actions = self.env["ir.actions.act_window"].sudo()
        for name, _state, _role, _method, _arguments, button in DECISIONS:
            for view in self.env["ir.ui.view"].search([("model", "=", name), ("type", "in", ("form", "list"))]):
                arch = etree.fromstring(self.env[name].get_view(view.id, view.type)["arch"])
                for node in arch.iter("button"):
                    called = node.get("name")
                    if node.get("type") == "action":
                        called = actions.browse(int(called)).res_model
                    in_list_header = view.type == "list" and node.getparent().tag == "header"
                    if called == button and not in_list_header:
                        with self.subTest(view=view.name, button=button):
                            self.assertIn("'credit_shown': shown", node.get("context") or "")
                            self.assertTrue(arch.xpath("//field[@name='shown']"))

    def test_the_amount_changed_meanwhile(self):
        limit = self._propose_limit(self.account, 500)
        opened = limit.with_user(self.manager)
        shown = opened.shown
        limit.amount = 900_000
        with self.assertRaisesRegex(UserError, "500.* → .*900,000.*Look again"):
            opened.with_context(credit_shown=shown).action_approve()
        self._grant_authority(self.manager, unlimited=True)
        opened.invalidate_recordset(["shown"])
        opened.with_context(credit_shown=opened.shown).action_approve()
        self.assertEqual(limit.state, "approved")

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
