import base64

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .ledger_import_common import LedgerImportCommon


@tagged("post_install", "-at_install")
class TestLedgerImportAccess(LedgerImportCommon):
    """Administrators of Invoicing import; analysts look on; nobody forges what was found."""

    def test_who_may(self):
        one = self.upload([self.row("1")])
        analyst = self.create_person("analyst", "credit_management.credit_management_group_analyst")
        self.assertEqual(one.with_user(analyst).invoice_count, 1)
        for name, groups in (
            ("manager", "credit_management.credit_management_group_manager"),
            ("policy", "credit_management.credit_management_group_administrator"),
            ("billing", "account.group_account_invoice"),
            ("seller", "sales_team.group_sale_manager"),
        ):
            with self.subTest(name):
                person = self.create_person(name, groups)
                for action in (one.with_user(person).action_import, one.with_user(person).action_undo):
                    with self.assertRaises(AccessError):
                        action()
                with self.assertRaises(AccessError):
                    self.upload([self.row("2")], user=person)
        with self.assertRaises(AccessError):
            one.with_user(analyst).action_import()
        with self.assertRaises(AccessError):
            one.with_user(analyst).action_read()
        self.assertEqual(one.state, "draft")

    def test_other_company(self):
        other = self.setup_other_company(name="Other")["company"]
        stranger = self.create_person("stranger", "account.group_account_manager", other)
        one = self.upload([self.row("1")])
        with self.assertRaises(AccessError):
            one.with_user(stranger).read(["file"])
        with self.assertRaises(AccessError):
            self.upload([self.row("1")], user=stranger)

    def test_clearing_account(self):
        one = self.upload([self.row("1", paid=-30)])
        receivable = self.company_data["default_account_receivable"]
        for account in (receivable, self.company_data["default_account_revenue"]):
            with self.assertRaisesRegex(ValidationError, "cannot be the clearing account"):
                one.clearing_account_id = account
        other = self.setup_other_company(name="Other")
        foreign = other["default_account_assets"]
        with self.assertRaises(UserError):
            one.clearing_account_id = foreign
        account = self.env["account.account"].create({"name": "9000", "code": "9000", "account_type": "equity"})
        one.clearing_account_id = account
        one.action_import()
        self.run_job()
        self.assertEqual(len(one.move_ids.line_ids.filtered(lambda line: line.account_id == account)), 2)

    def test_several_companies(self):
        """The company of the import decides, whichever one the person works in."""
        other = self.setup_other_company(name="Other")["company"]
        self.accountant.company_ids += other
        both = self.upload([self.row("1", paid=-30)]).with_context(allowed_company_ids=[other.id, self.company.id])
        both.action_import()
        self.run_job()
        self.assertEqual(self.moves_of(both).company_id, self.company)

    def test_nothing_is_forged(self):
        one = self.upload([self.row("1")])
        for vals in (
            {"state": "done"},
            {"ready": True},
            {"plan": base64.b64encode(b"{}")},
            {"created_ids": [1]},
            {"user_id": 1},
        ):
            with self.subTest(vals):
                with self.assertRaises(AccessError):
                    one.write(vals)
                with self.assertRaises(AccessError):
                    self.upload([self.row("1")], **vals)
                with self.assertRaises(AccessError):
                    one.with_context(credit_by_method=True).write(vals)
        with self.assertRaises(AccessError):
            self.env["credit.ledger.import"].with_user(self.accountant).with_context(default_state="done").create({})

    def test_what_is_imported_stays_as_it_is(self):
        one = self.imported([self.row("1")])
        for vals in ({"due_days": 3}, {"file": False}, {"column_ids": [(1, one.column_ids[0].id, {"meaning": False})]}):
            with self.subTest(vals), self.assertRaisesRegex(UserError, "has been imported"):
                one.write(vals)
        with self.assertRaisesRegex(UserError, "has been imported"):
            one.action_read()
