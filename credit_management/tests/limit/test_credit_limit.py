from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestApproval(CreditCommon):
    """Who makes a limit effective, and who cannot."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()

    def test_only_approval_makes_it_effective(self):
        limit = self._propose_limit(self.account, 500)
        self.assertEqual(self.account.limit_state, "not_assessed")
        limit.with_user(self.manager).action_approve()
        self.assertEqual(self.account.effective_limit, 500)
        self.assertEqual((limit.state, limit.approver_id, limit.author_id), ("approved", self.manager, self.analyst))

    def test_customer_and_company_are_the_account_s(self):
        other = self.env["res.company"].create({"name": "Other"})
        limit = self._propose_limit(self.account, 500)
        with self.assertRaisesRegex(AccessError, "Company"):
            limit.with_user(self.analyst).company_id = other
        limits = self.env["credit.limit"].with_user(self.analyst).with_context(default_company_id=other.id)
        vals = {"account_id": self.account.id, "amount": 1, "reason": "Test", "partner_id": other.partner_id.id}
        forged = limits.create(vals)
        self.env.flush_all()
        forged.invalidate_recordset()
        self.assertEqual((forged.company_id, forged.partner_id), (self.account.company_id, self.account.partner_id))

    def test_refused_never_counts(self):
        limit = self._propose_limit(self.account, 500)
        limit.with_user(self.manager).action_refuse()
        self.assertEqual((limit.state, self.account.limit_state), ("refused", "not_assessed"))
        with self.assertRaisesRegex(UserError, "already decided"):
            limit.with_user(self.manager).action_approve()

    def test_nobody_approves_an_own_proposal(self):
        for author in (self.manager, self.env.user):
            limit = self._propose_limit(self.account, 500, author=author)
            for approver in (limit, limit.sudo()):
                with self.subTest(author=author.login), self.assertRaisesRegex(AccessError, "cannot"):
                    approver.with_user(author).action_approve()

    def test_the_author_takes_a_proposal_back(self):
        limit = self._propose_limit(self.account, 500)
        limit.action_refuse()
        self.assertEqual(limit.state, "refused")

    def test_whoever_changes_a_proposal_does_not_approve_it(self):
        limit = self._propose_limit(self.account, 500)
        limit.with_user(self.manager).action_take_back()
        limit.with_user(self.manager).amount = 50_000
        limit.action_propose()
        self.assertEqual((limit.author_id, limit.hand_ids), (self.analyst, self.analyst | self.manager))
        with self.assertRaisesRegex(AccessError, "had a hand"):
            limit.with_user(self.manager).action_approve()
        limit.with_user(self.second_manager).action_approve()

    def test_roles(self):
        limit = self._propose_limit(self.account, 500, author=self.manager)
        for user in (self.salesperson, self.administrator):
            with self.subTest(user=user.login), self.assertRaisesRegex(AccessError, "Ask a credit manager"):
                limit.with_user(user).action_approve()

    def test_decided_fields_are_refused_to_everybody(self):
        limit = self._propose_limit(self.account, 500)
        forgeries = [
            {"state": "approved"},
            {"counts": True},
            {"approver_id": self.manager.id},
            {"author_id": self.analyst.id},
            {"origin": "migration"},
        ]
        for user in (self.analyst, self.manager, self.env.user):
            for vals in forgeries:
                for context in ({}, {"credit_by_method": True}, {"credit_by_method": "BY_METHOD"}):
                    with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError):
                        limit.with_user(user).with_context(**context).write(vals)

    def test_nobody_creates_an_approved_limit(self):
        for vals in (
            {"state": "approved"},
            {"counts": True},
            {"author_id": self.manager.id},
            {"approver_id": self.manager.id},
            {"origin": "merge"},
        ):
            with self.subTest(vals), self.assertRaises(AccessError):
                self._propose_limit(self.account, 500, **vals)
            defaults = {f"default_{name}": value for name, value in vals.items()}
            limits = self.env["credit.limit"].with_user(self.analyst).with_context(**defaults)
            with self.subTest(defaults), self.assertRaises(AccessError):
                limits.create({"account_id": self.account.id, "reason": "Needed"})

    def test_a_copy_is_a_proposal_again(self):
        limit = self._approve_limit(self.account, 500)
        copy = limit.with_user(self.manager).copy()
        self.assertEqual((copy.state, copy.counts, copy.author_id), ("proposed", False, self.manager))

    def test_what_is_approved_stays(self):
        limit = self._approve_limit(self.account, 500)
        for vals in ({"amount": 900}, {"valid_to": self._day(9)}, {"reason": "Other"}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "stays as it is"):
                limit.with_user(self.manager).write(vals)
        with self.assertRaisesRegex(UserError, "stays on record"):
            limit.with_user(self.manager).unlink()

    def test_a_proposal_is_not_deleted(self):
        limit = self._propose_limit(self.account, 500)
        for _state in ("proposed", "draft"):
            with self.assertRaisesRegex(UserError, "stays on record. Refuse it"):
                limit.unlink()
            if limit.state == "proposed":
                limit.action_take_back()

    def test_nothing_past_is_rewritten(self):
        limit = self._approve_limit(self.account, 500, valid_from=self._day(-20))
        self.assertEqual(limit.valid_from, self._day(0))

    def test_a_limit_that_is_over_cannot_be_approved(self):
        limit = self._propose_limit(self.account, 500, valid_from=self._day(-20), valid_to=self._day(-1))
        with self.assertRaisesRegex(UserError, "Choose a later last day"):
            limit.with_user(self.manager).action_approve()

    @mute_logger("odoo.sql_db")
    def test_impossible_limits(self):
        for vals in (
            {"amount": -1},
            {"kind": "temporary", "unlimited": True},
            {"valid_from": self._day(2), "valid_to": self._day(1)},
        ):
            with self.subTest(vals), self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self._propose_limit(self.account, **vals)

    def test_form(self):
        action = self.account.with_user(self.analyst).action_propose_limit()
        with Form(self.env["credit.limit"].with_user(self.analyst).with_context(**action["context"])) as form:
            form.amount = 700
            form.reason = "A larger order"
        self.assertEqual((form.record.state, form.record.account_id), ("proposed", self.account))


@tagged("post_install", "-at_install")
class TestAuthority(CreditCommon):
    """How much a person may approve, and that it cannot be split."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()
        cls._grant_authority(cls.second_manager, 1000)
        cls.env.ref("credit_management.credit_authority_manager").amount = 800

    def approve(self, amount, approver=None, **vals):
        self._propose_limit(self.account, amount, **vals).with_user(approver or self.second_manager).action_approve()

    def test_up_to_the_cent(self):
        with self.assertRaisesRegex(AccessError, r"may raise a limit by up to .*1,000\.00.*Ask a person with more"):
            self.approve(1000.01)
        self.approve(1000)

    def test_the_highest_that_applies(self):
        with self.assertRaises(AccessError):
            self.approve(801, self.manager)
        self.approve(800, self.manager)
        self.approve(1000, self.second_manager)

    def test_increases_add_up(self):
        self.approve(600)
        for vals in ({"amount": 1200}, {"amount": 600, "kind": "temporary"}):
            with self.subTest(vals), self.assertRaises(AccessError):
                self.approve(**vals)
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            self.approve(1200)
        self.assertEqual(self.env["credit.limit"]._effective(self.account, self._day(31))[self.account].amount, 1200)

    def test_lowering_needs_little(self):
        self._approve_limit(self.account, 50_000)
        self.approve(10)
        self.assertEqual(self.account.effective_limit, 10)

    def test_unlimited_needs_unlimited(self):
        with self.assertRaisesRegex(AccessError, "an unlimited amount"):
            self.approve(0, unlimited=True)
        self._grant_authority(self.second_manager, unlimited=True)
        self.approve(0, unlimited=True)

    def test_without_authority_nothing(self):
        self._propose_limit(self.account, 0, author=self.manager)
        limit = self.account.limit_ids
        self.assertFalse(limit.with_user(self.analyst).can_decide)
        with self.assertRaises(AccessError):
            limit.with_user(self.analyst).action_approve()

    def test_analysts_with_authority_of_their_own(self):
        self._grant_authority(self.analyst, 50)
        limit = self._propose_limit(self.account, 50, author=self.manager)
        self.assertTrue(limit.with_user(self.analyst).can_decide)
        limit.with_user(self.analyst).action_approve()
        self.assertEqual(self.account.effective_limit, 50)

    def test_authority_of_another_company_does_not_apply(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.env["credit.authority"].create({"user_id": self.second_manager.id, "company_id": other.id, "amount": 9e9})
        with self.assertRaises(AccessError):
            self.approve(5000)

    def test_only_administrators_grant(self):
        for user in (self.salesperson, self.analyst, self.manager):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.env["credit.authority"].with_user(user).create({"user_id": user.id, "amount": 9e9})


@tagged("post_install", "-at_install")
class TestIncreaseAgainstWhatWouldHold(CreditCommon):
    """An increase is measured day by day against the limit without it; an authority of 1 grants none of these."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()
        cls.env["credit.authority"].search([]).unlink()
        cls._grant_authority(cls.second_manager, 1)

    def check_refused(self, amount=0.0, **vals):
        limit = self._propose_limit(self.account, amount, **vals)
        with self.assertRaisesRegex(AccessError, "Ask a person with more authority"):
            limit.with_user(self.second_manager).action_approve()

    def _stood(self, *limits):
        """Let limits have stood for longer than the window."""
        for limit in limits:
            limit._credit_by_method().write({"valid_from": self._day(-99), "approved_on": fields.Datetime.now()})

    def test_a_temporary_limit_made_endless(self):
        self._stood(self._approve_limit(self.account, 500_000, kind="temporary", valid_to=self._day(3)))
        self.check_refused(500_000, kind="temporary", valid_from=self._day(4))

    def test_a_temporary_limit_turned_into_a_base(self):
        self._stood(self._approve_limit(self.account, 500_000, kind="temporary", valid_to=self._day(3)))
        self.check_refused(500_000, valid_from=self._day(4))

    def test_an_unlimited_one_prolonged(self):
        self._stood(self._approve_limit(self.account, unlimited=True, valid_to=self._day(3)))
        self.check_refused(unlimited=True)

    def test_a_limit_ended_today_granted_again(self):
        limit = self._approve_limit(self.account, 500)
        self._stood(limit)
        limit.with_user(self.manager).action_end(self._day(0), "Bad news")
        self.check_refused(500)

    def test_the_same_until_the_same_day_is_no_increase(self):
        self._stood(self._approve_limit(self.account, 500, valid_to=self._day(30)))
        limit = self._propose_limit(self.account, 500, valid_to=self._day(30))
        limit.with_user(self.second_manager).action_approve()
        self.assertEqual(limit.state, "approved")
