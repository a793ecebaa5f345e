import random
from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from ...core.limit.limits import BASE, LIMITED, Component, effective_limit
from ...sql.limit import group as group_sql
from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestGroupTwins(CreditCommon):
    """What SQL says of groups is what core and Odoo say, on random cases."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.random = random.Random(7)
        cls.account = cls._create_account()
        cls.group = cls.env["credit.group"].create({"name": "Group", "lead_id": cls.account.id})

    def decided(self, model, **vals):
        vals = {"group_id": self.group.id, "reason": "Test", "state": "approved", "counts": True, **vals}
        return self.env[model]._credit_by_method().create({"approver_id": self.manager.id, **vals})

    def test_shared_limit(self):
        today, limited, expired = date(2026, 6, 15), 0, 0
        for _case in range(150):
            parts = []
            for sequence in range(self.random.randrange(5)):
                first = today + timedelta(days=self.random.randrange(-20, 10))
                last = self.random.choice([None, first + timedelta(days=self.random.randrange(25))])
                amount = float(self.random.randrange(0, 5000))
                parts.append(Component(BASE, amount, False, first, last, sequence))
                self.decided(
                    "credit.group.limit",
                    amount=amount,
                    valid_from=first,
                    valid_to=last,
                    approved_on=fields.Datetime.add(fields.Datetime.to_datetime("2026-01-01"), minutes=sequence),
                )
            expected = effective_limit(parts, today)
            self.assertEqual(self.env["credit.group.use"]._read_limits(self.group, today)[self.group.id], expected)
            limited += expected.state == LIMITED
            expired += expected.expired
            self.group.limit_ids._credit_by_method().write({"counts": False})
        self.assertGreater(limited, 60)
        self.assertGreater(expired, 8)

    def test_rate_of_a_member(self):
        euro, pound = self.env.ref("base.EUR"), self.env.ref("base.GBP")
        (euro | pound).active = True
        companies = [
            self.env["res.company"].create({"name": currency.name, "currency_id": currency.id})
            for currency in (euro, pound, self.company.currency_id)
        ]
        for company in companies:
            account = self._create_account(company=company)
            self.decided("credit.group.member", account_id=account.id, valid_from="2026-01-01")
        today, none = date(2026, 6, 15), 0
        for _case in range(60):
            self.env["res.currency.rate"].search([]).unlink()
            for currency in (euro, pound):
                for day in self.random.sample(range(1, 28), self.random.randrange(4)):
                    self.env["res.currency.rate"].create(
                        {
                            "currency_id": currency.id,
                            "company_id": self.random.choice([self.company.id, False]),
                            "name": date(2026, self.random.choice([5, 6, 7]), day),
                            "rate": self.random.randrange(1, 400) / 100,
                        }
                    )
            self.env.flush_all()
            rows = self.env.execute_query_dict(group_sql.members(SQL("%s::date", today)))
            self.assertEqual(len(rows), 3)
            for row in rows:
                own = self.env["res.company"].browse(row["company_id"]).currency_id
                known = own == self.company.currency_id or self.env["res.currency.rate"].search_count(
                    [("currency_id", "=", own.id), ("name", "<=", today)]
                )
                if not known:
                    none += 1
                    self.assertIsNone(row["rate"])
                    continue
                odoo = self.env["res.currency"]._get_conversion_rate(own, self.company.currency_id, self.company, today)
                self.assertAlmostEqual(row["rate"], odoo, places=6)
        self.assertGreater(none, 5)
