from odoo import Command
from odoo.tests import freeze_time, tagged
from odoo.tests.common import new_test_user

from ...core.exposure import aging
from ..policy.policy_common import PolicyCommon
from .ledger_common import LedgerCommon


@tagged("post_install", "-at_install")
class TestAccountFigures(PolicyCommon, LedgerCommon):
    """The live figures of an account, on screen and in searches, and that both are the same."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["credit.account"]._for(cls.customer, cls.company)
        cls.manager = new_test_user(
            cls.env, "credit_manager", "credit_management.credit_management_group_manager,base.group_user"
        )
        cls.manager.company_ids = cls.manager.company_id = cls.company

    def grant(self, amount, account=None, **values):
        """An approved base limit; the larger ones want a manager without bounds."""
        self.env["credit.authority"].create(
            {"company_id": self.company.id, "user_id": self.manager.id, "unlimited": True}
        )
        limit = self.env["credit.limit"].create(
            {"account_id": (account or self.account).id, "amount": amount, "valid_from": self.today, "reason": "Test"}
            | values
        )
        limit.with_user(self.manager).action_approve()
        self.account.invalidate_recordset()

    def found(self, *leaf):
        return self.account in self.env["credit.account"].search([leaf])

    def test_every_figure(self):
        self.grant(1000)
        self.order(4)
        self.invoice(300, due=-40)
        self.invoice(200, post=False)
        self.receive(50)
        account = self.account
        self.assertEqual(
            (account.amount_receivable, account.amount_draft_invoice, account.amount_order), (300, 200, 400)
        )
        self.assertEqual((account.amount_unallocated, account.amount_clearing), (-50, 50))
        self.assertEqual((account.exposure, account.available_credit), (850, 150))
        self.assertAlmostEqual(account.utilisation, 0.85)
        self.assertEqual((account.overdue_amount, account.oldest_days_past_due), (300, 40))

    def test_limit_plus_and_minus_a_cent(self):
        self.grant(100)
        for amount, over in ((99.99, False), (0.01, False), (0.01, True)):
            self.invoice(amount)
            self.account.invalidate_recordset()
            self.assertEqual((self.account.over_limit, self.found("over_limit", "=", True)), (over, over), amount)

    def test_zero_is_a_limit(self):
        self.grant(0)
        self.assertFalse(self.account.over_limit)
        self.invoice(0.01)
        self.account.invalidate_recordset()
        self.assertTrue(self.account.over_limit)
        self.assertEqual(self.account.utilisation, 0)

    def test_neither_unlimited_nor_not_assessed_is_over(self):
        self.invoice(10**6)
        self.assertFalse(self.account.over_limit)
        self.grant(0, unlimited=True)
        self.assertFalse(self.account.over_limit)
        self.assertFalse(self.found("over_limit", "=", True))
        self.assertFalse(self.found("available_credit", "<", 0))

    def test_searches_agree_with_the_screen(self):
        self.grant(1000)
        self.invoice(300, due=-31)
        account = self.account
        for name in ("exposure", "overdue_amount", "oldest_days_past_due", "available_credit", "utilisation"):
            value = account[name]
            for operator, expected in (("=", True), (">", False), (">=", True), ("<", False), ("!=", False)):
                self.assertEqual(self.found(name, operator, value), expected, (name, operator, value))

    def test_accounts_that_owe_nothing_are_found_by_zero(self):
        self.assertTrue(self.found("exposure", "=", 0))
        self.assertTrue(self.found("oldest_days_past_due", "<", 30))

    def test_categories_that_do_not_count(self):
        self.order(4)
        self.receive(50)
        for option, total in (
            ({"count_order": False}, -50),
            ({"count_order": False, "count_unallocated": False}, 0),
            ({"count_unallocated": False, "count_clearing": True}, 450),
        ):
            self.publish(**option)
            self.account.invalidate_recordset()
            self.assertEqual(self.account.exposure, total, option)
            self.assertTrue(self.found("exposure", "=", total), option)

    def test_queries_do_not_grow_with_the_accounts(self):
        partners = self.env["res.partner"].create([{"name": f"Customer {n}", "is_company": True} for n in range(80)])
        accounts = self.env["credit.account"]._for(partners, self.company)
        exposures = self.env["credit.exposure"]
        exposures._read_figures(accounts[:1])
        with self.assertQueryCount(1):
            exposures._read_figures(accounts)
        accounts.mapped("over_limit")
        accounts.invalidate_recordset(["exposure", "over_limit", "effective_limit", "limit_state"], flush=False)
        with self.assertQueryCount(3):  # the figures, the limits they are held against, and the companies' day
            accounts.mapped("over_limit")

    def test_bar_shows_what_is_over(self):
        self.grant(100)
        self.order(1)
        self.invoice(60)
        self.assertIn("Over by", self.account.limit_bar)
        self.assertIn("60.00", self.account.limit_bar)

    def test_archived_customer_keeps_its_figures(self):
        self.invoice(60)
        self.customer.active = False
        self.assertEqual(self.account.exposure, 60)
        self.assertTrue(self.found("exposure", "=", 60))

    # === AGING === #

    def test_buckets_at_their_edges(self):
        for age in (-5, 0, 1, 30, 31, 60, 61, 90, 91, 120, 121, 900):
            self.invoice(1, due=-age)
        figures = self.env["credit.exposure"]._read_figures(self.account)[self.account]
        self.assertEqual(figures.buckets, (2, 2, 2, 2, 2, 2))
        for item in self.env["credit.open.item"].search([("partner_id", "=", self.customer.id)]):
            index = aging.bucket_index(aging.days_past_due(item.date_due, self.today), aging.DEFAULT_STARTS)
            self.assertEqual(item.bucket_id.day_from, aging.DEFAULT_STARTS[index])

    def test_bucket_beyond_every_date(self):
        self.company.credit_aging_bucket_ids = [Command.create({"day_from": 36_500})]
        self.invoice(1, due=-900)
        figures = self.env["credit.exposure"]._read_figures(self.account)[self.account]
        self.assertEqual(figures.buckets, (0, 0, 0, 0, 0, 1, 0))

    def test_accounts_not_saved_yet(self):
        self.invoice(1)
        new = self.account.new({"company_id": self.company.id})
        saved = self.account.new(origin=self.account)
        figures = self.env["credit.exposure"]._read_figures(new + saved)
        self.assertEqual((figures[new].total, figures[saved].total), (0, 1))

    def test_aging_by_invoice_date(self):
        self.invoice(1, due=-10)  # dated 30 days before
        self.company.credit_aging_basis = "invoice"
        item = self.env["credit.open.item"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual((item.bucket_id.name, item.days_past_due), ("31–60", 10))

    def test_buckets_of_one_s_own(self):
        self.company.credit_aging_bucket_ids = [
            Command.clear(),
            *(Command.create({"day_from": start}) for start in (0, 1, 8)),
        ]
        names = self.company.credit_aging_bucket_ids.sorted("day_from").mapped("name")
        self.assertEqual(names, ["Current", "1–7", "Over 7"])
        self.invoice(5, due=-8)
        figures = self.env["credit.exposure"]._read_figures(self.account)[self.account]
        self.assertEqual(figures.buckets, (0, 0, 5))

    # === ROLES === #

    def test_salespeople_see_figures_and_their_own_items(self):
        seller = new_test_user(self.env, "seller", "sales_team.group_sale_salesman")
        seller.company_ids = seller.company_id = self.company
        self.invoice(300, invoice_user_id=self.manager.id)
        self.invoice(20, invoice_user_id=seller.id)
        account = self.account.with_user(seller)
        self.assertEqual(account.exposure, 320)
        items = self.env["credit.open.item"].with_user(seller).search([("partner_id", "=", self.customer.id)])
        self.assertEqual(items.mapped("amount"), [20])
        self.assertEqual(self.customer.with_user(seller).credit_exposure, 320)

    def test_due_date_turns_with_the_company_s_day(self):
        self.invoice(20, due=0)
        for zone, now, overdue in (
            ("Pacific/Kiritimati", "10:30:00", 20),
            ("Pacific/Kiritimati", "09:30:00", 0),
            ("Pacific/Honolulu", "23:59:00", 0),
        ):
            self.company.credit_tz = zone
            with self.subTest(zone=zone, now=now), freeze_time(f"{self.today} {now}"):
                figures = self.env["credit.exposure"]._read_figures(self.account)[self.account]
                self.assertEqual(figures.overdue, overdue)
