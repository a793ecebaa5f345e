from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .assessment_common import CreditAssessmentCommon


@tagged("post_install", "-at_install")
class TestAssessmentAccess(CreditAssessmentCommon):
    """Nothing is decided but by the buttons, and nothing is seen by who should not."""

    def test_salespeople_see_nothing(self):
        assessment = self._assess()
        for user in (self.salesperson, self.administrator):
            with self.assertRaises(AccessError, msg=user.login):
                assessment.with_user(user).read(["score"])
            with self.assertRaises(AccessError, msg=user.login):
                self.account.with_user(user).action_assess()

    def test_forgeries(self):
        assessment = self._assess()
        for user in (self.analyst, self.manager):
            for vals in (
                {"state": "approved"}, {"score": 100}, {"frozen": "{}"}, {"proposed_limit": 1e9}, {"company_id": 1},
                {"scored": True}, {"hand_ids": [Command.clear()]}, {"account_id": self._create_account().id},
                {"assessed_on": "2020-01-01"}, {"decided_by": self.manager.id}, {"method_ids": [Command.clear()]},
            ):  # fmt: skip
                with self.assertRaises(AccessError, msg=vals):
                    assessment.with_user(user).write(vals)
            line = assessment.line_ids[0].with_user(user)
            for vals in ({"points": 100}, {"judged": 100}, {"weight": 1}):
                with self.assertRaises(AccessError, msg=vals):
                    line.write(vals)
            with self.assertRaises(AccessError):
                assessment.with_user(user).write({"line_ids": [Command.create({"name": "x", "points": 100})]})
            with self.assertRaises(AccessError):
                line.unlink()

    def test_forged_creation(self):
        account = self._create_account()
        assessments = self.env["credit.assessment"].with_user(self.analyst)
        for vals in ({"state": "approved"}, {"score": 1}, {"grade_id": self.grades["AAA"].id}, {"limit_amount": 1}):
            with self.assertRaises(AccessError, msg=vals):
                assessments.create({"account_id": account.id, **vals})
            context = {f"default_{name}": value for name, value in vals.items()}
            with self.assertRaises(AccessError, msg=context):
                assessments.with_context(**context).create({"account_id": account.id})

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        account = self.env["credit.account"]._for(self.customer, other)
        with self.assertRaises(AccessError):
            account.with_user(self.analyst)._assess()


@tagged("post_install", "-at_install")
class TestAuthorityByTheWorseClass(CreditAssessmentCommon):
    """An authority for low risk suffices only where a customer was, is computed and is chosen to be of low risk."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.best, cls.bad = (cls.env.ref(f"credit_management.credit_grade_{code}") for code in ("aaa", "c"))
        cls.env["credit.authority"].search([]).unlink()
        cls._grant_authority(cls.manager, unlimited=True)
        cls.authority = cls._grant_authority(cls.second_manager, 1e9)
        cls.authority.write({"risk_class": "low", "release_amount": 1e9})

    def _submitted(self, computed, chosen):
        assessment = self._assess()
        assessment._credit_by_method().write({"proposed_grade_id": computed.id})
        assessment.write({"grade_id": chosen.id, "limit_amount": 500, "difference_reason": "Known for years"})
        assessment.action_submit()
        return assessment.with_user(self.second_manager)

    def test_assessments(self):
        cases = [(self.bad, self.best, self.best), (self.best, self.bad, self.best), (self.best, self.best, self.bad)]
        for before, computed, chosen in cases:
            with self.subTest(before=before.code, computed=computed.code, chosen=chosen.code):
                self.account.grade_id = before
                assessment = self._submitted(computed, chosen)
                with self.assertRaisesRegex(AccessError, "more authority"):
                    assessment.action_approve()
                assessment._set_cancelled()
        self.account.grade_id = self.best
        assessment = self._submitted(self.best, self.best)
        assessment.action_approve()
        self.assertEqual(assessment.state, "approved")

    def test_nothing_computed(self):
        """Whoever chooses a grade where no card has computed one lends nobody authority, before and afterwards."""
        assessment = self._submitted(self.env["credit.grade"], self.best)
        with self.assertRaisesRegex(AccessError, "more authority"):
            assessment.action_approve()
        self._grant_authority(self.manager, 500)
        assessment.with_user(self.manager).action_approve()
        self.assertEqual((self.account.authority_class, self.account.graded_by), ("none", self.manager))
        limit = self._propose_limit(self.account, 1501)
        with self.assertRaisesRegex(AccessError, "more authority"):
            limit.with_user(self.second_manager).action_approve()

    def test_a_customer_judged_by_a_card_for_the_first_time(self):
        assessment = self._submitted(self.best, self.best)
        assessment.action_approve()
        self.assertEqual((self.account.authority_class, self.account.graded_by), ("low", self.env["res.users"]))

    def test_a_grade_written_by_hand_since(self):
        self._approved(grade_id=self.bad.id)
        self.account.grade_id = self.best
        limit = self._propose_limit(self.account, 500_000)
        with self.assertRaisesRegex(AccessError, "more authority"):
            limit.with_user(self.second_manager).action_approve()
        authorities = self.env["credit.authority"]
        self.assertIsNone(authorities._release_authority(self.second_manager, self.account))
        self.assertIsNone(
            authorities._release_authorities(self.second_manager, self.account)[self.second_manager, self.account]
        )
        self.authority.risk_class = False
        self.assertTrue(authorities._release_authority(self.second_manager, self.account).covers(1e9))
        limit.with_user(self.second_manager).action_approve()
