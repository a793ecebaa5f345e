import random
from collections import Counter
from datetime import timedelta

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
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
                for kind in ("temporary", "secured"):
                    met[kind] += any(one.kind == kind and one.begun(day) for one in components[account])
        for case in ("not_assessed", "limited", "unlimited", "expired", "two begun on one day", "temporary", "secured"):
            self.assertGreater(met[case], 50, met)

    def _random_limit(self, generator, account):
        kind = generator.choice(["base", "base", "temporary", "secured"])
        start = generator.choice((-10, -6, -2, 0, 2, 6, 10))  # few, so that some begin on one day
        length = generator.choice([None, -1, 0, 1, 5])
        return {
            "account_id": account.id,
            "kind": kind,
            "origin": "cover" if kind == "secured" else "request",
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

    def test_only_cover_secures(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            self._propose_limit(self.account, 500, kind="secured")
        limit = self._propose_limit(self.account, 500).with_user(self.analyst)
        limit.action_take_back()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            limit.write({"kind": "secured"})
            limit.flush_recordset()
        with self.assertRaises(AccessError):
            limit.write({"kind": "secured", "origin": "cover"})

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
