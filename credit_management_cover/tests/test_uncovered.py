import random

from odoo.tests import tagged

from ..core.covered import NO_COVER, Covered, Item
from ..sql.uncovered import COLUMNS
from .cover_common import CoverCommon


@tagged("post_install", "-at_install")
class TestUncovered(CoverCommon):
    """The report of what is not covered: the same rows as one by one, in as many queries for all as for few."""

    SEED = 20261129

    def customers(self, number):
        return [self._create_account(self._create_customer(f"C{place}")) for place in range(number)]

    def report(self, accounts):
        reports = self.env["credit.uncovered"].with_user(self.analyst)
        reports.action_report()
        rows = reports.search([("account_id", "in", [account.id for account in accounts])])
        return sorted(tuple(row[name] for name in COLUMNS) for row in rows.read(COLUMNS, load=None))

    def one_by_one(self, account):
        """The rows of a customer, each by itself."""
        currency, today = self.company.currency_id, self.company._credit_today()
        standing, documents = self.env["credit.covering"]._read(self.company, account.partner_id.ids)[
            account.partner_id.id
        ]
        found = standing.covering().items
        exposure = currency.round(self.env["credit.exposure"]._read_figures(account)[account].total)
        if not standing.covers and exposure > 0:
            found = (Covered(Item(0, exposure, today, today), reasons=(NO_COVER,)),)
        for one in found:
            document = documents.get(one.item.id)
            yield (
                account.id,
                account.partner_id.id,
                self.company.id,
                (document and document.move_id) or False,
                (document and document.order_id) or False,
                one.item.invoiced if document else False,
                one.item.due if document else False,
                *(currency.round(amount) for amount in (one.item.amount, one.amount, one.uncovered)),
                one.reasons[0] if one.reasons else False,
            )

    def test_random_customers(self):
        chance, accounts = random.Random(self.SEED), self.customers(9)
        accounts[1] = self.account  # with a limit, within which it may order
        self.order(total=333.33).action_confirm()
        for number, account in enumerate(accounts):
            if number % 3 == 1:
                share, reporting = chance.choice((80, 100)), chance.choice((0, 20))
                self.insured(chance.randint(2, 15) * 100, account=account, share=share, reporting_days=reporting)
            if number % 3 == 2 or number == 4:
                kind, last = chance.choice((("guarantee", self._day(20)), ("deposit", False)))
                self.confirmed(kind, account=account, amount=chance.randint(1, 900), last=last)
            for _count in range(chance.randint(1, 3)):
                currency = chance.choice((self.euro, None, None))
                self.invoice(
                    chance.randint(1, 99999) / 100, account.partner_id, due=chance.randint(-60, 40), currency=currency
                )
            if chance.random() < 0.4:
                self.receive(chance.randint(1, 30000) / 100, account.partner_id)
        expected = sorted(row for account in accounts for row in self.one_by_one(account))
        self.assertGreater(len({row[-1] for row in expected}), 3, "reasons of every kind")
        self.assertEqual(self.report(accounts), expected)
        self.assertEqual(self.report(accounts), expected, "opened again, nothing is there twice")

    def test_as_many_queries_for_all_as_for_few(self):
        counts = []
        for _round in range(3):  # the first fills the caches
            accounts = self.customers(4)
            for place, account in enumerate(accounts):
                if place % 2:
                    self.insured(500, account=account)
                self.invoice(100, account.partner_id)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["credit.uncovered"].with_user(self.analyst).action_report()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(counts[1], counts[2])
        self.assertLess(counts[2], 25)
