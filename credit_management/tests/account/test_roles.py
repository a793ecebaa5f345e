from odoo.exceptions import AccessError, ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tests.common import new_test_user


@tagged("post_install", "-at_install")
class TestRoles(TransactionCase):
    """Who has which role, and that none of them carries more than its name says."""

    def roles(self, groups):
        user = new_test_user(self.env, login="somebody", groups=groups)
        names = ("user", "analyst", "manager", "administrator")
        return {name for name in names if user.has_group(f"credit_management.credit_management_group_{name}")}

    def test_sellers_and_accountants_meet_credit_decisions(self):
        self.assertEqual(self.roles("sales_team.group_sale_salesman"), {"user"})

    def test_accountants_do_not_become_analysts(self):
        self.assertEqual(self.roles("account.group_account_manager"), {"user"})

    def test_manager_is_an_analyst_but_sets_no_policy(self):
        roles = self.roles("credit_management.credit_management_group_manager")
        self.assertEqual(roles, {"user", "analyst", "manager"})

    def test_administrator_approves_nothing_by_that_role(self):
        roles = self.roles("credit_management.credit_management_group_administrator")
        self.assertEqual(roles, {"user", "administrator"})

    def test_settings_rights_do_not_make_a_manager(self):
        self.assertEqual(self.roles("base.group_system"), set())

    def test_analysts_do_not_get_the_sales_app(self):
        user = new_test_user(self.env, login="anna", groups="credit_management.credit_management_group_analyst")
        menus = self.env["ir.ui.menu"].with_user(user)._visible_menu_ids()
        self.assertNotIn(self.env.ref("sale.sale_menu_root").id, menus)
        self.assertIn(self.env.ref("credit_management.credit_aging_menu").id, menus)

    def test_day_of_a_company_is_not_moved_by_its_contact(self):
        """Whoever may write contacts would have an expired limit valid again, or leave the company without a day."""
        company, contact = self.env.company, self.env.company.partner_id
        seller = new_test_user(self.env, "zone_seller", "sales_team.group_sale_manager,base.group_partner_manager")
        for zone in ("Pacific/Kiritimati", "nowhere"):
            with self.assertRaisesRegex(AccessError, "when its day begins"), self.cr.savepoint():
                contact.with_user(seller).write({"tz": zone})
        for record, name in ((contact, "tz"), (company, "credit_tz")):
            with self.assertRaisesRegex(ValidationError, "is no time zone"), self.cr.savepoint():
                record.write({name: "nowhere"})
        contact.with_user(seller).write({"tz": contact.tz, "phone": "1"})
        contact.write({"tz": "Asia/Tokyo"})
        self.assertTrue(company._credit_today())
