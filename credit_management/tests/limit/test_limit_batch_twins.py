import random

from odoo import fields
from odoo.tests import tagged

from ...core.limit.change import base_of
from ...core.limit.limits import effective_limit
from .batch_common import BatchCommon


@tagged("post_install", "-at_install")
class TestLimitBatchTwins(BatchCommon):
    """The limits that a mass change reads by SQL are those that single accounts have."""

    def test_decided_limits_are_those_of_single_accounts(self):
        """The twin of ``_dated_limits``, on random limits, ended and withdrawn ones among them."""
        draw = random.Random(22)
        for account in self.accounts:
            for _limit in range(draw.randint(1, 4)):
                limit = self._approve_limit(account, draw.randint(1, 5) * 100, approver=self.second_manager)
                approved_on = fields.Datetime.subtract(fields.Datetime.now(), minutes=draw.randint(1, 9**4))
                values = {"valid_from": self._day(draw.randint(-20, 0)), "approved_on": approved_on}
                values["counts"] = draw.random() < 0.8
                if draw.random() < 0.5:
                    values |= {"ended_on": fields.Datetime.now(), "agreed_to": self._day(30)}
                limit._credit_by_method().write(values)
        found = self._batch(percent=50, step=0)._read_dated()
        self.env.invalidate_all()
        expected = self.accounts._dated_limits()
        self.assertEqual(set(found), set(self.accounts.ids))
        for account in self.accounts:
            self.assertEqual(found[account.id], [dated for _limit, dated in expected[account]])

    def test_the_base_limit_is_that_of_core(self):
        """The twin of ``core.limit.change.base_of``, on random limits."""
        draw = random.Random(21)
        accounts = self.env["credit.account"]
        for number in range(12):
            account = self._create_account(self._create_customer(f"Twin {number}"))
            accounts |= account
            for _limit in range(draw.randint(0, 4)):
                first = draw.randint(-20, 10)
                values = {
                    "kind": draw.choice(("base", "base", "temporary")),
                    "valid_from": self._day(first),
                    "valid_to": self._day(first + draw.randint(0, 25)) if draw.random() < 0.6 else False,
                }
                limit = self._approve_limit(account, draw.randint(0, 5) * 100, approver=self.second_manager)
                values["counts"] = draw.random() < 0.9
                values["approved_on"] = fields.Datetime.subtract(fields.Datetime.now(), minutes=draw.randint(1, 9**4))
                limit._credit_by_method().write(values)
        rows = self._batch(preview=False)._read_rows(accounts.ids)
        components, today = accounts._limit_components(), self.company._credit_today()
        for account in accounts:
            row, whole = rows[account.id], effective_limit(components[account], today)
            base = base_of(components[account], today)
            amount = None if base.state == "not_assessed" else base.expired_amount if base.expired else base.amount
            with self.subTest(account=account.partner_id.name):
                found = (row.base, row.expired, row.valid_to)
                self.assertEqual(found, (amount, base.expired, base.valid_to if amount is not None else None))
                self.assertEqual(row.on_top + (0 if row.expired else row.base or 0), whole.amount)
