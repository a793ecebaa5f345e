from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .workbook_common import WorkbookLedgerCommon


@tagged("post_install", "-at_install")
class TestWorkbookAccess(WorkbookLedgerCommon):
    """Rows of a workbook are those that its reader may see."""

    def test_salespeople_get_what_they_may_read(self):
        seller = new_test_user(self.env, login="seller", groups="sales_team.group_sale_salesman")
        other = new_test_user(self.env, login="other", groups="sales_team.group_sale_salesman")
        for user in (seller, other):
            user.write({"company_ids": [Command.set(self.company.ids)], "company_id": self.company.id})
        self.invoice(100, invoice_user_id=seller.id)
        self.invoice(10, invoice_user_id=other.id)
        ids = self.env["credit.open.item"].search([("partner_id", "=", self.customer.id)]).ids
        forged = {"record_model": "credit.open.item", "record_ids": ids}
        for options in ({}, forged):
            with self.subTest(options):
                rows, total = self.rows(self.book(seller, **options)["Details"])
                self.assertEqual((total["Open Amount"], len(rows)), (100, 1))

    def test_portfolio_of_own_customers(self):
        """Who sees only own documents carries only own customers home, and those of nobody."""
        seller = new_test_user(self.env, login="seller", groups="sales_team.group_sale_salesman")
        whole = new_test_user(self.env, login="whole", groups="sales_team.group_sale_salesman_all_leads")
        other = new_test_user(self.env, login="other", groups="sales_team.group_sale_salesman")
        for user in (seller, other, whole):
            user.write({"company_ids": [Command.set(self.company.ids)], "company_id": self.company.id})
        owners = {"Mine": seller, "Foreign": other, "Nobody's": self.env["res.users"]}
        partners = self.env["res.partner"].create(
            [{"name": name, "is_company": True, "user_id": owner.id} for name, owner in owners.items()]
        )
        accounts = self.accounts(*partners)
        forged = {"record_model": "credit.account", "record_ids": accounts.ids}
        for user, expected in ((seller, {"Mine", "Nobody's"}), (whole, set(owners))):
            for options in ({"partner_ids": partners.ids}, forged):
                with self.subTest(user=user.login, options=options):
                    rows, _total = self.rows(self.book(user, report="portfolio", **options)["Accounts"])
                    self.assertEqual({row["Customer"] for row in rows}, expected)

    def test_foreign_companies(self):
        foreign = self.env["res.company"].create({"name": "Foreign"})
        analyst = new_test_user(
            self.env, login="analyst_here", groups="credit_management.credit_management_group_analyst",
            company_id=self.company.id, company_ids=[Command.set(self.company.ids)],
        )  # fmt: skip
        account = self.env["credit.account"]._for(self.customer, foreign)
        export = self.export(analyst)
        export.sudo().company_ids = foreign
        with self.assertRaisesRegex(AccessError, "does not work in"):
            self.content(export)
        with self.assertRaisesRegex(AccessError, "does not work in"):
            export.action_make()
        book = self.book(analyst, report="portfolio", record_model="credit.account", record_ids=account.ids)
        self.assertEqual(self.rows(book["Accounts"])[0], [])

    def test_whoever_has_no_role(self):
        stranger = new_test_user(self.env, login="stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.export(stranger)
        analyst = new_test_user(
            self.env, login="analyst_too", groups="credit_management.credit_management_group_analyst"
        )
        with self.assertRaises(AccessError):
            self.export().with_user(analyst).read(["report"])
