from xmlrpc.client import Fault

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import CreditCommon
from .credit_policy_common import CreditPolicyCommon
from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyGuard(CreditPolicyCommon):
    """What is published stays as it is, and only publishing publishes."""

    def test_published_is_never_edited(self):
        policy, rule = self.default, self.default.rule_ids[0]
        draft = self.policy()
        edits = {
            "parameter": lambda by: by(policy).write({"horizon_days": 5}),
            "first day": lambda by: by(policy).write({"valid_from": "2020-01-01"}),
            "rules": lambda by: by(policy).write({"rule_ids": [Command.clear()]}),
            "rule through policy": lambda by: by(policy).write({"rule_ids": [Command.update(rule.id, {"grace": 5})]}),
            "rule": lambda by: by(rule).write({"effect": "warn"}),
            "scope": lambda by: by(rule).write({"grade_ids": [Command.clear()]}),
            "name": lambda by: by(rule).update_field_translations("name", {"en_US": "Other"}),
            "rule moved here": lambda by: by(draft.rule_ids).write({"policy_id": policy.id}),
            "rule moved away": lambda by: by(rule).write({"policy_id": draft.id}),
            "rule added": lambda by: by(rule.browse()).create({"name": "x", "kind": "terms", "policy_id": policy.id}),
            "rule added by default": lambda by: (
                by(rule.browse()).with_context(default_policy_id=policy.id).create({"name": "x", "kind": "terms"})
            ),
            "rule deleted": lambda by: by(rule).unlink(),
            "deleted": lambda by: by(policy).unlink(),
        }
        for title, edit in edits.items():
            for user in (self.administrator, self.env.user):
                self.env.invalidate_all()
                with self.subTest(title, user=user.login), self.assertRaisesRegex(UserError, "Make a new version"):
                    edit(lambda records, user=user: records.with_user(user))
            self.env.invalidate_all()
            with self.subTest(title, user="salesperson"), self.assertRaises(UserError):  # an AccessError is one
                edit(lambda records: records.with_user(self.salesperson))

    def test_only_publishing_publishes(self):
        draft = self.policy().with_user(self.administrator)
        for vals in ({"state": "published"}, {"version": 9}, {"published_by": self.manager.id}, {"company_id": 1}):
            with self.subTest(vals=vals):
                with self.assertRaises(AccessError):
                    draft.write(vals)
                if "company_id" in vals:
                    continue
                with self.assertRaises(AccessError):
                    draft.create({"company_id": self.company.id, **vals})
                with self.assertRaises(AccessError):
                    defaults = {f"default_{name}": value for name, value in vals.items()}
                    draft.with_context(**defaults).create({"company_id": self.company.id})

    def test_drafts_are_edited_and_deleted_by_administrators_alone(self):
        draft = self.policy()
        for user in (self.salesperson, self.analyst, self.manager):
            with self.subTest(user=user.login):
                for edit in (lambda r: r.write({"horizon_days": 3}), lambda r: r.unlink(), lambda r: r.copy()):
                    with self.assertRaises(AccessError):
                        edit(draft.with_user(user))
                with self.assertRaises(AccessError):
                    draft.rule_ids.with_user(user).write({"effect": "warn"})
        draft.with_user(self.administrator).write({"horizon_days": 3})
        draft.rule_ids.with_user(self.administrator).unlink()
        draft.with_user(self.administrator).unlink()

    def test_published_can_be_followed_and_discussed(self):
        policy = self.default.with_user(self.administrator)
        policy.message_subscribe(self.administrator.partner_id.ids)
        policy.message_post(body="Why so strict?")

    def test_everybody_with_credit_reads_the_policy_of_own_companies(self):
        self.assertEqual(self.default.with_user(self.salesperson).rule_ids[0].summary[:11], "Blocks when")
        stranger = self._create_user("elsewhere", "sales_team.group_sale_salesman")
        with self.assertRaises(AccessError):
            self.default.with_user(stranger).read(["version"])

    def test_menu_is_for_analysts_and_administrators(self):
        menus = {name: self.env.ref(f"credit_management.credit_{name}_menu").id for name in ("policy", "grade")}
        for user, expected in (
            (self.salesperson, set()),
            (self.analyst, {"policy"}),
            (self.administrator, {"policy", "grade"}),
        ):
            visible = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
            self.assertEqual({name for name, menu in menus.items() if menu in visible}, expected)


@tagged("post_install", "-at_install")
class TestPolicyRemote(PolicyCommon, CreditCommon, HttpCase):
    """Calls of a client on a policy through XML-RPC."""

    def call(self, model, method, *args, **kwargs):
        user = self.administrator
        return self.xmlrpc_object.execute_kw(self.env.cr.dbname, user.id, user.login, model, method, args, kwargs)

    @mute_logger("odoo.http")
    def test_published_stays_as_it_is(self):
        policy = self.env["credit.policy"]._get_in_force(self.company)
        context = {"credit_by_method": True}
        for model, method, *args in (
            ("credit.policy", "write", policy.ids, {"horizon_days": 5}),
            ("credit.policy", "write", policy.ids, {"state": "draft"}),
            ("credit.policy", "create", [{"state": "published", "valid_from": "2020-01-01"}]),
            ("credit.policy", "unlink", policy.ids),
            ("credit.policy.rule", "write", policy.rule_ids.ids, {"effect": "warn"}),
            ("credit.policy.rule", "unlink", policy.rule_ids.ids),
            ("credit.policy.rule", "create", [{"policy_id": policy.id, "name": "x", "kind": "terms"}]),
            ("credit.policy", "_set_published", policy.ids),
        ):
            with self.subTest(model=model, method=method), self.assertRaises(Fault):
                self.call(model, method, *args, context=context)
