import re
from datetime import timedelta

from freezegun import freeze_time

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CreditCommon

ADMINISTRATOR = "credit_management.credit_management_group_administrator"


class AloneCommon(CreditCommon):
    """A manager of 10,000 who decides alone up to 1,000, as the administrator has said."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].search([]).unlink()
        cls.account = cls._create_account()
        cls.authority = cls._grant_authority(cls.manager, 10_000)
        cls._allow(1000)

    @classmethod
    def _allow(cls, amount, user=None):
        cls.authority.with_user(user or cls.administrator).own_up_to = amount
        cls.env.invalidate_all()

    def _own(self, amount, account=None, **vals):
        return self._propose_limit(account or self.account, amount, author=self.manager, **vals).with_user(self.manager)

    def _refused(self, limit, pattern="had a hand"):
        self.assertFalse(limit.can_decide)
        with self.assertRaisesRegex(AccessError, pattern), self.env.cr.savepoint():
            limit.action_approve()


@tagged("post_install", "-at_install")
class TestAlone(AloneCommon):
    """One person decides alone up to an amount that somebody else has set, and on the record."""

    def test_nobody_decides_alone_to_begin_with(self):
        self._allow(0)
        self._refused(self._own(1))
        self._refused(self._own(0))

    def test_up_to_the_amount_and_on_the_record(self):
        self._refused(self._own(1000.01))
        limit = self._own(1000)
        self.assertTrue(limit.can_decide)
        self.assertFalse(limit.obstacle_text)
        self.assertIn(limit, limit.search([("can_decide", "=", True)]))
        limit.action_approve()
        self.assertEqual((limit.author_id, limit.approver_id), (self.manager, self.manager))
        self.assertEqual((limit.alone_up_to, limit.alone_amount), (1000, 1000))
        said = rf"Approved by the same person, allowed up to .*1,000\.00.* by {re.escape(self.administrator.name)}"
        self.assertRegex(limit.alone_text, said)
        self.assertRegex(self.account.message_ids[0].body, said)
        self._allow(5)
        self.assertEqual(limit.alone_up_to, 1000, "what it was when it was decided")

    def test_two_people_leave_no_such_record(self):
        limit = self._propose_limit(self.account, 500).with_user(self.manager)
        limit.action_approve()
        self.assertFalse(limit.alone_up_to or limit.alone_text or limit.alone_amount)

    def test_no_more_than_the_authority(self):
        self.authority.sudo().amount = 200
        self._refused(self._own(300), "may raise a limit by up to")

    def test_splitting_gains_nothing(self):
        self._own(600).action_approve()
        self._refused(self._own(1000.01))
        self._own(1000).action_approve()
        self._refused(self._own(1, kind="temporary", valid_from=self._day(9)))
        with freeze_time(fields.Datetime.now() + timedelta(days=29)):
            self._refused(self._own(1100))

    def test_splitting_in_one_call(self):
        steps = self._own(600) | self._own(600, kind="temporary")
        with self.assertRaisesRegex(AccessError, "had a hand"), self.env.cr.savepoint():
            steps.action_approve()
        self.assertEqual(set(steps.mapped("state")), {"proposed"})

    def test_increases_of_others_count(self):
        self._propose_limit(self.account, 5000).with_user(self.manager).action_approve()
        self._refused(self._own(5001))
        self._own(4000).action_approve()

    def test_a_reduction_ended_alone(self):
        self._propose_limit(self.account, 9000).with_user(self.manager).action_approve()
        reduction = self._propose_limit(self.account, 7000, author=self.manager, valid_from=self._day(5))
        self._grant_authority(self.second_manager, unlimited=True)
        reduction.with_user(self.second_manager).action_approve()
        with self.assertRaisesRegex(AccessError, "had a hand"), self.env.cr.savepoint():
            reduction.with_user(self.manager).action_end(self._day(-1), "Better news")
        self._allow(2000)
        with self.assertRaisesRegex(AccessError, "had a hand"), self.env.cr.savepoint():
            reduction.with_user(self.manager).action_end(self._day(-1), "Better news")
        self._allow(9000)
        reduction.with_user(self.manager).action_end(self._day(-1), "Better news")
        self.assertEqual(reduction.alone_up_to, 9000)

    def test_unlimited_is_never_small(self):
        self.authority.sudo().unlimited = True
        self._refused(self._own(0, unlimited=True))

    def test_backdating(self):
        limit = self._own(800, valid_from=self._day(-90))
        limit.action_approve()
        self.assertEqual(limit.valid_from, self._day(0))
        self._refused(self._own(1500, valid_from=self._day(-90)))
        for vals in (
            {"approved_on": "2020-01-01"},
            {"alone_amount": 0},
            {"alone_up_to": 9e9},
            {"alone_allowed_on": False},
        ):
            with self.subTest(vals), self.assertRaises(UserError):
                limit.write(vals)
        for vals in ({"alone_up_to": 9e9}, {"alone_allowed_by": self.administrator.id}):
            with self.subTest(vals), self.assertRaises(UserError):
                self._own(900, **vals)

    def test_the_class_of_the_customer(self):
        self.authority.sudo().risk_class = "low"
        self.authority.copy({"user_id": self.manager.id, "amount": 10_000, "risk_class": False, "own_up_to": 0})
        self._refused(self._own(100))

    def test_who_sells_is_a_hand_too(self):
        self.account.partner_id.user_id = self.manager
        limit = self._propose_limit(self.account, 900).with_user(self.manager)
        limit.action_approve()
        self.assertEqual(limit.alone_up_to, 1000)

    def test_other_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.manager.company_ids = [Command.link(other.id)]
        self.authority.sudo().company_id = other
        self._refused(self._own(100))

    # === IN WORDS === #

    def test_said_where_the_button_is_missing(self):
        limit = self._own(5000)
        self.assertRegex(
            limit.obstacle_text, r"had a hand.*Nobody else may approve up to .*5,000\.00.*: invite a credit manager"
        )
        self._grant_authority(self.second_manager, unlimited=True)
        self.env.invalidate_all()
        self.assertRegex(limit.obstacle_text, rf"{re.escape(self.second_manager.name)} may\.")
        self.assertFalse(limit.with_user(self.second_manager).obstacle_text)
        self.assertRegex(limit.with_user(self.analyst).obstacle_text, "may raise a limit by up to")
        limit.with_user(self.second_manager).action_approve()
        self.assertFalse(limit.obstacle_text)


@tagged("post_install", "-at_install")
class TestAllowing(AloneCommon):
    """Who may say how much one person decides on alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.both = cls._create_user("both", f"credit_management.credit_management_group_manager,{ADMINISTRATOR}")
        cls.both.company_ids = cls.administrator.company_ids
        cls.own = cls._grant_authority(cls.both, 10_000)

    def _leave_alone(self):
        """Nobody but one person is a credit administrator."""
        group = self.env.ref(ADMINISTRATOR)
        others = group.all_user_ids - self.both
        others.sudo().group_ids = [Command.unlink(group.id)]
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        return others

    def _limit(self, amount=500):
        return self._propose_limit(self.account, amount, author=self.both).with_user(self.both)

    def test_only_administrators(self):
        for user in (self.salesperson, self.analyst, self.manager, self.second_manager):
            with self.subTest(user.login), self.assertRaises(AccessError), self.env.cr.savepoint():
                self._allow(5000, user)

    def test_nobody_for_themselves(self):
        for vals in ({"own_up_to": 1}, {"own_up_to": 0}, {"own_up_to": 1, "amount": 1}):
            with self.subTest(vals), self.assertRaisesRegex(AccessError, "another credit administrator"):
                self.own.with_user(self.both).write(vals)
        authorities = self.env["credit.authority"].with_user(self.both)
        for vals in ({"user_id": self.both.id}, {"role": "manager"}, {"role": "analyst"}):
            with self.subTest(vals), self.assertRaises(AccessError), self.env.cr.savepoint():
                authorities.create({"own_up_to": 1, **vals})
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.authority.with_user(self.both).write({"user_id": self.both.id})

    def test_who_is_alone_and_only_that(self):
        others = self._leave_alone()
        own = self.own.with_user(self.both)
        for vals in ({"own_up_to": 700, "amount": 1e6}, {"amount": 1e6}, {"own_up_to": 1, "risk_class": "low"}):
            with self.subTest(vals), self.assertRaises(AccessError), self.env.cr.savepoint():
                own.write(vals)
        own.own_up_to = 700
        self.env.cr.flush()
        self.assertEqual(own.own_allowed_by, self.both)
        values = own.message_ids.sudo().tracking_value_ids
        changed = {value.field_id.name: (value.old_value_float, value.new_value_float) for value in values}
        self.assertEqual(changed["own_up_to"], (0, 700))
        limit = self._limit()
        limit.action_approve()
        self.assertRegex(limit.alone_text, rf"allowed up to .*700\.00.* by {re.escape(self.both.name)}")
        self.assertIn(self.administrator, others)
        self.administrator.group_ids = [Command.link(self.env.ref(ADMINISTRATOR).id)]
        self.env.invalidate_all()
        self._refused(self._limit(600))
        own.with_user(self.administrator).own_up_to = 650
        self._limit(600).action_approve()

    def test_alone_by_a_new_authority(self):
        self._leave_alone()
        authorities = self.env["credit.authority"].with_user(self.both)
        for vals in ({"amount": 1}, {"unlimited": True}, {"release_amount": 1}, {"release_unlimited": True}):
            with self.subTest(vals), self.assertRaises(AccessError), self.env.cr.savepoint():
                authorities.create({"user_id": self.both.id, "own_up_to": 1, **vals})
        authorities.create({"user_id": self.both.id, "own_up_to": 500})
        self._limit().action_approve()

    def test_nobody_writes_who_allowed_it(self):
        for name, value in (
            ("own_allowed_by", self.manager.id),
            ("own_allowed_on", "2020-01-01"),
            ("own_allowed_by", False),
        ):
            with self.subTest(name), self.assertRaisesRegex(AccessError, "cannot set"), self.env.cr.savepoint():
                self.authority.with_user(self.administrator).write({name: value})
        authorities = self.env["credit.authority"].with_user(self.administrator)
        for context in ({"default_own_allowed_by": self.manager.id}, {"default_own_allowed_on": "2020-01-01"}):
            with self.subTest(context), self.assertRaisesRegex(AccessError, "cannot set"), self.env.cr.savepoint():
                authorities.with_context(**context).create({"user_id": self.analyst.id, "own_up_to": 5})

    def test_log_of_a_new_one(self):
        authority = self.env["credit.authority"].with_user(self.administrator)
        authority = authority.create({"user_id": self.analyst.id, "own_up_to": 5})
        self.env.cr.flush()
        self.assertIn("decides alone up to", authority.message_ids.sorted("id")[0].body)
        self.assertEqual(authority.own_allowed_by, self.administrator)
