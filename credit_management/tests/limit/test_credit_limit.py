import random
from collections import Counter
from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...core.limit.limits import effective_limit
from ...models.common.credit_guard import BY_METHOD
from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestEffective(CreditCommon):
    """The limit in force, read in SQL, is what core computes from the same components."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()

    def effective(self, offset=0):
        return self.env["credit.limit"]._effective(self.account, self._day(offset))[self.account]

    def test_first_and_last_day(self):
        self._approve_limit(self.account, 500, valid_from=self._day(1), valid_to=self._day(3))
        figures = {offset: (self.effective(offset).state, self.effective(offset).amount) for offset in range(5)}
        self.assertEqual(
            figures,
            {
                0: ("not_assessed", 0),
                1: ("limited", 500),
                2: ("limited", 500),
                3: ("limited", 500),
                4: ("limited", 0),
            },
        )
        self.assertTrue(self.effective(4).expired)

    def test_expires_without_any_job(self):
        self._approve_limit(self.account, 500, valid_to=self._day(0))
        self.assertEqual((self.account.effective_limit, self.account.limit_expired), (500, False))
        self.account.invalidate_recordset()
        with freeze_time(fields.Datetime.now() + timedelta(days=1)):
            self.assertEqual((self.account.effective_limit, self.account.limit_expired), (0, True))

    def test_the_day_is_the_company_s(self):
        """One instant: still the last day in Honolulu, the day after in Auckland."""
        with freeze_time("2026-06-15 20:00:00"):
            self.company.credit_tz = "Pacific/Honolulu"
            self._approve_limit(self.account, 500, valid_from="2026-06-15", valid_to="2026-06-15")
            account = self.account.with_context(tz="Pacific/Auckland")
            self.assertFalse(account.limit_expired)
            self.company.credit_tz = "Pacific/Auckland"
            self.account.invalidate_recordset()
            account = self.account.with_context(tz="Pacific/Honolulu")
            self.assertTrue(account.limit_expired)
            self.assertIn(self.account, self.env["credit.account"].search([("limit_expired", "=", True)]))

    def test_unlimited_and_zero_differ_from_not_assessed(self):
        self.assertEqual(self.account.limit_state, "not_assessed")
        self._approve_limit(self.account, 0)
        self.assertEqual((self.account.limit_state, self.account.effective_limit), ("limited", 0))
        self._approve_limit(self.account, unlimited=True)
        self.assertEqual(self.account.limit_state, "unlimited")

    def test_sql_equals_core_on_random_components(self):
        """The twins say the same of 1,500 cases, each state and each turn among them often enough."""
        generator = random.Random(7)
        accounts = self.env["credit.account"]._for(
            self.env["res.partner"].create([{"name": f"R{number}"} for number in range(60)]), self.company
        )
        self.env["credit.limit"].with_context(credit_by_method=BY_METHOD).create(
            [self._random_limit(generator, account) for account in accounts for _each in range(generator.randint(0, 5))]
        )
        components = accounts._limit_components()
        met = Counter()
        for offset in range(-12, 13):
            day = self._day(offset)
            read = self.env["credit.limit"]._effective(accounts, day)
            for account in accounts:
                expected = effective_limit(components[account], day)
                self.assertEqual(read[account], expected)
                met[expected.state] += 1
                met["expired"] += expected.expired
                begun = [one.valid_from for one in components[account] if one.kind == "base" and one.begun(day)]
                met["two begun on one day"] += begun.count(max(begun, default=None)) > 1
                met["temporary"] += any(one.kind == "temporary" and one.begun(day) for one in components[account])
        for case in ("not_assessed", "limited", "unlimited", "expired", "two begun on one day", "temporary"):
            self.assertGreater(met[case], 50, met)

    def _random_limit(self, generator, account):
        kind = generator.choice(["base", "base", "temporary"])
        start = generator.choice((-10, -6, -2, 0, 2, 6, 10))  # few, so that some begin on one day
        length = generator.choice([None, -1, 0, 1, 5])
        return {
            "account_id": account.id,
            "kind": kind,
            "amount": generator.randint(0, 9) * 100,
            "unlimited": kind == "base" and generator.random() < 0.25,
            "valid_from": self._day(start),
            "valid_to": False if length is None else self._day(start + length),
            "reason": "Random",
            "state": "ended" if length == -1 else "approved",
            "counts": True,
            "author_id": self.analyst.id,
            "approver_id": self.manager.id,
            "approved_on": fields.Datetime.subtract(fields.Datetime.now(), minutes=generator.randint(0, 3)),
        }

    def test_queries_do_not_grow_with_accounts(self):
        partners = self.env["res.partner"].create([{"name": f"Q{number}"} for number in range(80)])
        accounts = self.env["credit.account"]._for(partners, self.company)
        for account in accounts[:5]:
            self._approve_limit(account, 100)
        counts = []
        for some in (accounts[:1], accounts):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some.mapped("effective_limit")
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[0], counts[1])

    def test_search(self):
        rich, poor, free = (self._create_account(self._create_customer(name)) for name in ("Rich", "Poor", "Free"))
        self._approve_limit(rich, 5000)
        self._approve_limit(poor, 0)
        self._approve_limit(free, unlimited=True)
        mine = rich | poor | free | self.account
        cases = [
            ([("effective_limit", ">", 1000)], rich),
            ([("effective_limit", ">=", 0)], rich | poor),
            ([("effective_limit", "<", 1000)], poor),
            ([("effective_limit", "=", 5000)], rich),
            ([("limit_state", "=", "unlimited")], free),
            ([("limit_state", "in", ["limited", "unlimited"])], rich | poor | free),
            ([("limit_state", "!=", "limited")], free | self.account),
            ([("limit_expired", "=", True)], self.env["credit.account"]),
            ([("limit_expired", "=", False)], mine),
        ]
        for domain, expected in cases:
            with self.subTest(domain):
                found = self.env["credit.account"].search([*domain, ("id", "in", mine.ids)])
                self.assertEqual(found, expected)


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


@tagged("post_install", "-at_install")
class TestEnd(CreditCommon):
    """A limit ends early: on a day, for a reason, by a credit manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()

    def amount_on(self, offset):
        return self.env["credit.limit"]._effective(self.account, self._day(offset))[self.account].amount

    def end(self, limit, offset, reason="Bad news"):
        limit.with_user(self.manager).action_end(self._day(offset), reason)

    def test_at_once(self):
        self._approve_limit(self.account, 300)
        limit = self._approve_limit(self.account, 500)
        self.end(limit, -1)
        self.assertEqual((limit.state, limit.end_reason), ("ended", "Bad news"))
        self.assertEqual((self.account.effective_limit, self.account.limit_expired), (0, True))

    def test_on_a_later_day(self):
        limit = self._approve_limit(self.account, 500)
        self.end(limit, 5)
        self.assertEqual([self.amount_on(day) for day in (5, 6)], [500, 0])

    def test_before_it_begins(self):
        """Then it never was, and what it would have replaced stands."""
        self._approve_limit(self.account, 300)
        limit = self._approve_limit(self.account, 500, valid_from=self._day(10))
        self.end(limit, -1)
        self.assertEqual(self.amount_on(20), 300)

    def test_a_reduction_to_come_is_undone_within_authority(self):
        limit = self._approve_limit(self.account, 500)
        long_ago = fields.Datetime.subtract(fields.Datetime.now(), days=99)  # longer than the window
        limit._credit_by_method().write({"valid_from": self._day(-99), "approved_on": long_ago})
        reduction = self._approve_limit(self.account, 50, valid_from=self._day(10))
        self.env["credit.authority"].search([]).unlink()
        self._grant_authority(self.second_manager, 449)
        with self.assertRaisesRegex(AccessError, "450"):
            reduction.with_user(self.second_manager).action_end(self._day(-1), "Better news")
        self._grant_authority(self.second_manager, 450)
        reduction.with_user(self.second_manager).action_end(self._day(-1), "Better news")
        self.assertEqual(self.amount_on(20), 500)

    def test_ending_needs_no_authority_where_nothing_rises(self):
        limit = self._approve_limit(self.account, 500)
        self.env["credit.authority"].search([]).unlink()
        self.end(limit, 0)
        self.assertEqual(limit.state, "ended")

    def test_not_in_the_past_and_not_later_than_agreed(self):
        limit = self._approve_limit(self.account, 500, valid_to=self._day(5))
        for offset in (-2, 6):
            with self.subTest(offset=offset), self.assertRaises(UserError):
                self.end(limit, offset)

    def test_needs_a_reason_and_a_manager(self):
        limit = self._approve_limit(self.account, 500)
        with self.assertRaisesRegex(UserError, "why it ends"):
            self.end(limit, 0, " ")
        with self.assertRaisesRegex(AccessError, "Ask a credit manager"):
            limit.with_user(self.analyst).action_end(self._day(0), "Because")

    def test_dialog(self):
        limit = self._approve_limit(self.account, 500)
        action = limit.with_user(self.manager).action_open_end()
        with Form(self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])) as form:
            form.reason = "Bad news"
        form.record.action_apply()
        self.assertEqual((limit.state, limit.valid_to), ("ended", self._day(-1)))
