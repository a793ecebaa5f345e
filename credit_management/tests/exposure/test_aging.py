from datetime import timedelta
from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from ...models.exposure import credit_aging_page, credit_open_item_read
from .ledger_common import LedgerCommon

LEDGER = """
    SELECT COALESCE(SUM(line.amount_residual) FILTER (WHERE line.amount_residual > 0), 0),
           COALESCE(SUM(line.amount_residual) FILTER (WHERE line.amount_residual < 0), 0)
      FROM account_move_line line JOIN account_account account ON account.id = line.account_id
     WHERE account.account_type = 'asset_receivable' AND line.parent_state = 'posted' AND line.company_id = %s
"""


@tagged("post_install", "-at_install")
class TestAging(LedgerCommon):
    """The aging on its page: every cell is the sum of the items it opens, and all of them that of the ledger."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = new_test_user(cls.env, "sam", groups="sales_team.group_sale_salesman")
        cls.analyst = new_test_user(cls.env, "ann", groups="credit_management.credit_management_group_analyst")
        france, spain = cls.env.ref("base.fr"), cls.env.ref("base.es")
        partner = cls.env["res.partner"].create
        cls.customer.country_id = france
        cls.large = partner({"name": "Large", "is_company": True, "country_id": spain.id})
        cls.daughter = partner({"name": "Daughter", "is_company": True, "parent_id": cls.large.id})
        cls.small = partner({"name": "Small", "is_company": True, "user_id": cls.seller.id, "country_id": france.id})

    def owe(self):
        """Something in most buckets, a payment not matched, and a receivable on nobody."""
        self.invoice(100.10, due=-40)
        self.invoice(33.33, due=5)
        self.invoice(7000, partner=self.large, due=-200)
        self.invoice(400, partner=self.daughter, due=-3, currency=self.euro)
        self.invoice(20.02, partner=self.small, due=-70, invoice_user_id=self.seller.id)
        self.receive(30.05, partner=self.large)
        self.pay(self.invoice(50, due=-10), 12.5)
        self.order(2)
        data = self.company_data
        lines = [
            Command.create({"account_id": data["default_account_receivable"].id, "debit": 70.70}),
            Command.create({"account_id": data["default_account_revenue"].id, "credit": 70.70}),
        ]
        self.env["account.move"].create({"line_ids": lines}).action_post()

    def aging(self, user=None):
        model = self.env["credit.aging"].with_user(user or self.analyst)
        self.env.flush_all()
        return model.with_context(allowed_company_ids=self.company.ids)

    def page(self, user=None, offset=0, **asked):
        return self.aging(user).read_aging(asked, offset)

    def opened(self, user, *args):
        """The sum of the items a click opens, as the browser searches them: in a request of its own."""
        self.env.invalidate_all()
        action = self.aging(user).open_items(*args)
        items = self.env["credit.open.item"].with_user(user)
        items = items.with_context(**action["context"], allowed_company_ids=self.company.ids)
        return sum(items.search(action["domain"]).mapped("amount"))

    # === FIGURES === #

    def test_totals_are_those_of_the_ledger(self):
        self.owe()
        page = self.page()
        self.env.cr.execute(LEDGER, [self.company.id])
        owed, credit = map(float, self.env.cr.fetchone())
        *buckets, receivable, unmatched, balance = page["totals"]
        self.assertAlmostEqual(receivable, owed, 2)
        self.assertAlmostEqual(sum(buckets), owed, 2)
        self.assertAlmostEqual(unmatched, credit, 2)
        self.assertAlmostEqual(balance, owed + credit, 2)
        self.assertIn(
            (0, "Without customer", 70.70), [(row["key"], row["name"], row["amounts"][-1]) for row in page["rows"]]
        )
        balances = [row["amounts"][-1] for row in page["rows"]]
        self.assertEqual(balances, sorted(balances, reverse=True))
        self.assertEqual(round(sum(page["shares"]), 1), 100)
        self.assertEqual(len(page["rows"]), page["count"])

    def test_cells_are_the_sums_of_what_they_open(self):
        self.owe()
        past = str(self.today - timedelta(days=4))
        asked = [{"grouping": one} for one in ("partner", "group", "user", "grade", "country")]
        asked += [{"minimum": 100}, {"country_id": self.env.ref("base.fr").id}, {"user_id": self.seller.id}]
        for user, question in [(self.analyst, one) for one in [*asked, {"date": past}]] + [(self.seller, {})]:
            page = self.page(user, **question)
            self.assertTrue(page["rows"])
            lines = [(row["key"], row["amounts"]) for row in page["rows"]] + [(None, page["totals"])]
            for key, amounts in lines:
                for column, amount in zip(page["columns"], amounts, strict=True):
                    with self.subTest(user=user.login, question=question, key=key, column=column["name"]):
                        self.assertAlmostEqual(self.opened(user, question, key, column["key"]), amount, 2)

    def test_sums_and_rows_say_the_same(self):
        """Whoever sees all items of the company is shown sums of the exposure; they are the items added up."""
        self.owe()
        self.check_sums_and_rows()
        self.pay(self.invoice(60, due=-15, invoice_user_id=self.seller.id), 60, payment_date=self.day(5))
        self.check_sums_and_rows()

    def check_sums_and_rows(self):
        asked = [{}, {"grouping": "user"}, {"grouping": "user", "minimum": 50}, {"user_id": self.seller.id}]
        summed = [self.page(**one)["rows"] for one in asked]
        with patch.object(credit_open_item_read.CreditOpenItem, "_sees_companies_whole", lambda _self: False):
            for one, rows in zip(asked, summed, strict=True):
                with self.subTest(**one):
                    self.assertTrue(rows)
                    self.assertEqual(self.page(**one)["rows"], rows)

    def test_groups(self):
        self.owe()
        rows = {row["key"]: row for row in self.page(grouping="group")["rows"]}
        self.assertEqual((rows[self.large.id]["count"], rows[self.large.id]["amounts"][-1]), (2, 7769.95))
        self.assertNotIn(self.daughter.id, rows)

    # === WHO, WHAT === #

    def test_salespeople_see_their_own(self):
        self.owe()
        rows = {row["name"]: row["amounts"][-1] for row in self.page(self.seller)["rows"]}
        # What nobody has sold, a payment not matched for instance, is everybody's: as in the list.
        self.assertEqual(rows, {"Small": 20.02, "Without customer": 70.7, "Large": -30.05})
        page = self.page(self.seller, grouping="grade")
        self.assertEqual((page["grouping"], page["may_print"]), ("partner", False), "grades are for analysts")
        nobody = new_test_user(self.env, "nobody", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.page(nobody)

    def test_page_by_page(self):
        self.owe()
        whole = [row["key"] for row in self.page()["rows"]]
        self.patch(credit_aging_page, "LINES", 2)
        shown = [row["key"] for offset in range(0, 8, 2) for row in self.page(offset=offset)["rows"]]
        self.assertEqual(shown, whole)
        self.assertEqual(self.page()["count"], len(whole))

    def test_odd_questions(self):
        """A program's nonsense is left out, or answered in a sentence."""
        self.owe()
        whole = self.page()["totals"]
        for asked in (
            {"company_id": "x"}, {"grouping": ["user"]}, {"minimum": "1 OR 1"}, {"minimum": float("nan")},
            {"user_id": {"a": 1}}, {"country_id": [[]]}, {"grade_id": True}, {"minimum": float("inf")},
        ):  # fmt: skip
            with self.subTest(asked):
                self.assertEqual(self.page(**asked)["totals"], whole)
        for date in ("soon", str(self.day(1)), [3]):
            with self.assertRaises(UserError):
                self.page(date=date)
        self.assertTrue(self.aging().read_aging([], -1)["rows"])
        self.assertTrue(self.aging().read_aging({}, 10**30)["rows"])
        for grouping in ("partner", "group", "user"):
            domain = self.aging().open_items({"grouping": grouping}, 10**30)["domain"]
            self.env["credit.open.item"].with_user(self.analyst).search_count(domain)
        self.assertTrue(self.aging().open_items("x", "y", 3)["domain"])

    # === LISTS === #

    def test_a_page_of_the_list_is_that_of_all(self):
        """Found by the first due dates, or among all: the same items in the same order."""
        self.owe()
        items = self.env["credit.open.item"].with_user(self.analyst).with_context(allowed_company_ids=self.company.ids)
        domain = [("company_id", "=", self.company.id)]
        for wanted in (domain, [*domain, ("category", "=", "order")], [*domain, ("user_id", "=", self.seller.id)]):
            for order in (None, "date_due desc, id", "amount desc, id", "partner_id, id"):
                whole = items.search(wanted, order=order).ids
                for offset in (0, 1, 3):
                    with self.subTest(domain=wanted, order=order, offset=offset):
                        self.assertEqual(items.search(wanted, offset, 3, order).ids, whole[offset : offset + 3])
        some = items.search(domain)[:4]
        self.assertEqual(items.search([*domain, ("id", "in", some.ids)]), some)
        some.invalidate_recordset()
        self.assertTrue(all(some.mapped("reference")))

    def test_groups_of_the_list_are_added_up(self):
        """By days first, where nothing else is asked for: the same counts and sums as of the items one by one."""
        self.owe()
        self.invoice(15, due=-40)
        self.check_groups("as it is")
        self.pay(self.invoice(60, due=-15), 60, payment_date=self.day(5))
        self.check_groups("settled on a day to come")
        self.company.credit_aging_basis = "invoice"
        self.check_groups("by the day of the invoice")

    def check_groups(self, case):
        self.env.flush_all()
        self.env.invalidate_all()
        items = self.env["credit.open.item"].with_user(self.analyst).with_context(allowed_company_ids=self.company.ids)
        everything = items.search([])
        for name in ("bucket_id", "category", "counts", "company_id", "date:month", "date_due:week"):
            found = items._read_group([], [name], ["__count", "amount:sum", "days_past_due:max"])
            self.assertEqual(sum(count for _value, count, *_more in found), len(everything))
            for value, count, amount, days in found if ":" not in name else ():
                some = everything.filtered(lambda item, name=name, value=value: item[name] == value)
                with self.subTest(case, name=name, value=value):
                    self.assertEqual((count, days), (len(some), max(some.mapped("days_past_due"))))
                    self.assertAlmostEqual(amount, sum(some.mapped("amount")), 2)
