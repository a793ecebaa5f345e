from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.common.res_users import LOG_ACCESS
from ..gate.hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestUserLeaves(HoldCommon):
    """What becomes of decisions and to-dos when somebody leaves the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.ref("base.user_admin").group_ids -= cls.env.ref("credit_management.credit_management_group_manager")
        cls._grant_release(cls.manager, 100_000)
        cls._grant_release(cls.second_manager, 100_000)
        cls._grant_release(cls.analyst, 2000)

    def test_who_decided_is_not_deleted(self):
        approver = self._approver()
        with self.assertRaisesRegex(UserError, "Decided by.*cannot be deleted. Archive the user instead"):
            approver.unlink()
        approver.active = False
        self.release(self.hold(), user=self.manager)
        with self.assertRaisesRegex(UserError, "Credit Hold .*Archive the user instead"):
            self.manager.unlink()
        with self.assertRaisesRegex(UserError, "Wanted by"):
            self.salesperson.unlink()

    def test_who_decided_nothing_is_deleted(self):
        user = self._create_user("newcomer", "credit_management.credit_management_group_manager")
        self.account.controller_id = user
        user.unlink()
        self.assertFalse(self.account.controller_id)

    def test_every_decision_counts(self):
        """No field that methods write is left to what the database says of it."""
        named = {
            (name, field.name)
            for name, model in self.env.registry.items()
            if name.startswith("credit.") and not model._abstract and not model._transient and model._auto
            for field in model._fields.values()
            if field.comodel_name == "res.users" and field.store and field.readonly and field.name not in LOG_ACCESS
        }
        expected = {
            ("credit.limit", "approver_id"), ("credit.limit", "author_id"), ("credit.hold", "decided_by"),
            ("credit.hold", "requester_id"), ("credit.assessment", "decided_by"), ("credit.policy", "published_by"),
            ("credit.alert", "closed_by"), ("credit.survey", "verified_by"),
            ("credit.financial.statement", "confirmed_by"), ("credit.scorecard", "published_by"),
        }  # fmt: skip
        self.assertTrue(expected <= named, expected - named)

    def test_holds_are_passed_on(self):
        self.account.controller_id = self.manager
        for leave in (lambda: self.manager.action_archive(), lambda: self.manager.write({"active": False})):
            self.manager.active = True
            hold = self.hold(5000)
            self.assertEqual(self.activities(hold).user_id, self.manager)
            leave()
            self.assertEqual(self.activities(hold).user_id, self.second_manager)
            self.assertIn("was archived", " ".join(hold.message_ids.mapped("body")))

    def test_never_to_who_asked(self):
        self.account.controller_id = self.manager
        order = self.order(5000, seller=self.second_manager)
        hold = self.stop(order, user=self.second_manager)
        self.assertEqual(self.activities(hold).user_id, self.manager)
        self.manager.action_archive()
        self.assertNotEqual(self.activities(hold).user_id, self.second_manager)
        self.assertNotEqual(self.activities(hold).user_id, self.manager)

    def test_other_documents(self):
        todo = "mail.mail_activity_data_todo"
        activity = self.account.activity_schedule(todo, user_id=self.analyst.id)
        self.account.controller_id = self.second_manager
        self.analyst.action_archive()
        self.assertEqual(activity.user_id, self.second_manager)
        self.account.controller_id = False
        self.company.root_id.credit_controller_id = self.manager
        self.second_manager.action_archive()
        self.assertEqual(activity.user_id, self.manager)
