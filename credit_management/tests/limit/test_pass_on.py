from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...const import LIMIT_ACTIVITY
from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestPassOn(CreditCommon):
    """What is beyond one's authority goes to who may decide it, by name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].search([]).unlink()
        cls.account = cls._create_account()
        cls.third_manager = cls._create_user("manager_3", "credit_management.credit_management_group_manager")
        cls._grant_authority(cls.manager, 1000)
        cls._grant_authority(cls.second_manager, 50_000)
        cls._grant_authority(cls.third_manager, 50_000)
        cls.limit = cls._propose_limit(cls.account, 5000)

    def to_dos(self):
        return self.account.activity_ids.filtered(lambda one: one.activity_type_id == self.env.ref(LIMIT_ACTIVITY))

    def test_by_name(self):
        limit = self.limit.with_user(self.manager)
        self.assertTrue(limit.beyond_authority)
        self.assertIn(limit, limit.search([("beyond_authority", "=", True)]))
        self.assertEqual(limit.pass_to_name, self.second_manager.name)
        before = self.env["mail.mail"].search([])
        message = limit.action_pass_on()["params"]["message"]
        self.assertEqual(len(self.env["mail.mail"].search([]) - before), 1)
        self.assertIn(self.second_manager.name, message)
        self.assertEqual(self.to_dos().user_id, self.second_manager)
        self.assertIn(self.second_manager.partner_id, self.account.message_ids[0].notified_partner_ids)
        self.assertIn(self.manager.name, self.account.message_ids[0].body)
        self.limit.with_user(self.second_manager).action_approve()
        self.assertFalse(self.to_dos())

    def test_ties_go_to_the_controller_else_to_who_has_least_open(self):
        limit = self.limit.with_user(self.manager)
        self.account.activity_schedule("mail.mail_activity_data_todo", user_id=self.second_manager.id)
        self.env.invalidate_all()
        self.assertEqual(limit.pass_to_name, self.third_manager.name)
        self.account.sudo().controller_id = self.second_manager
        self.env.invalidate_all()
        self.assertEqual(limit.pass_to_name, self.second_manager.name)

    def test_nobody_to_pass_it_to(self):
        self.env["credit.authority"].search([("user_id", "!=", self.manager.id)]).unlink()
        with self.assertRaisesRegex(UserError, "Nobody else may approve up to"):
            self.limit.with_user(self.manager).action_pass_on()

    def test_who_may_pass_on(self):
        with self.assertRaises(AccessError):
            self.limit.with_user(self.salesperson).action_pass_on()
        self.limit.with_user(self.analyst).action_pass_on()
        self.limit.with_user(self.second_manager).action_approve()
        with self.assertRaisesRegex(UserError, "waits for nobody"):
            self.limit.with_user(self.manager).action_pass_on()

    def test_a_selection_is_approved_one_by_one(self):
        small = self._propose_limit(self._create_account(self._create_customer("Small")), 500)
        both = (self.limit | small).with_user(self.manager)
        self.assertEqual(small.limit_before, "Not assessed")
        params = both.action_approve_each()["params"]
        self.assertEqual(both.mapped("state"), ["proposed", "approved"])
        self.assertIn("Approved: 1.", params["message"])
        self.assertIn("may raise a limit by up to", params["message"])
        with self.assertRaisesRegex(UserError, "None of these"):
            small.with_user(self.manager).action_approve_each()

    def test_a_list_measures_each_against_its_own_account(self):
        """What waits for another customer beside it makes no proposal smaller."""
        other = self._create_account(self._create_customer("Other"))
        for account in (other, self.account):
            self._approve_limit(account, 10_000, approver=self.third_manager)
        both = self._propose_limit(self.account, 45_000) | self._propose_limit(other, 45_000)
        both = both.with_user(self.manager)
        self.assertEqual([both._measure_increases()[one] for one in both], [45_000, 45_000])
        self.assertFalse(both._within_authority())
        self.assertFalse(both.search([("can_decide", "=", True), ("id", "in", both.ids)]))

    def test_a_limit_that_was_withdrawn_makes_no_proposal_smaller(self):
        """One that never began is gone from what stands, and what is proposed still comes last."""
        self.limit.with_user(self.limit.author_id).action_take_back()
        later = self._approve_limit(self.account, 700, approver=self.third_manager, valid_from=self._day(5))
        later.with_user(self.third_manager).action_end(self._day(0), "Not needed")
        self._approve_limit(self.account, 500, approver=self.third_manager)
        proposed = self._propose_limit(self.account, 45_000).with_user(self.manager)
        self.assertEqual(proposed._measure_increase(), 45_000)
        self.assertFalse(proposed.can_decide)
