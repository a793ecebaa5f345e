from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tests.common import new_test_user

from .my_credit_common import MyCreditCommon


@tagged("post_install", "-at_install")
class TestMyCreditRole(MyCreditCommon):
    """Who sells to a customer, or looks after its credit, says who of its people sees it; the role stays with it."""

    def appoint(self, user, **vals):
        partner = self.colleague.partner_id.with_user(user)
        partner.write(vals or {"credit_viewer": True})
        return self.colleague.partner_id.credit_viewer

    def test_by_whom(self):
        own = new_test_user(
            self.env,
            login="my_credit_seller",
            groups="base.group_user,base.group_partner_manager,sales_team.group_sale_salesman",
        )
        self.analyst.group_ids = [Command.link(self.env.ref("base.group_partner_manager").id)]
        self.assertTrue(self.appoint(self.analyst))
        self.colleague.partner_id.credit_viewer = False
        self.assertTrue(self.appoint(own), "the customer is nobody's")
        self.colleague.partner_id.credit_viewer = False
        self.customer.user_id = self.salesperson
        with self.assertRaisesRegex(AccessError, "cannot say who sees the credit"):
            self.appoint(own)
        clerk = new_test_user(self.env, login="my_credit_clerk", groups="base.group_user,base.group_partner_manager")
        for vals in ({"credit_viewer": True}, {"credit_viewer_of_id": self.customer.id}):
            with self.subTest(**vals), self.assertRaises(AccessError):
                self.appoint(clerk, **vals)

    def test_not_for_a_customer_of_others(self):
        """A role for another customer would wait for the contact to be moved there, by one write or by two."""
        own = new_test_user(
            self.env,
            login="my_credit_seller",
            groups="base.group_user,base.group_partner_manager,sales_team.group_sale_salesman",
        )
        mine, theirs = self._create_customer("Mine", user_id=own.id), self.customer
        theirs.user_id = self.salesperson
        friend = self.env["res.partner"].create({"name": "Friend", "parent_id": mine.id}).with_user(own)
        for vals in (
            {"credit_viewer_of_id": theirs.id},
            {"credit_viewer_of_id": theirs.id, "parent_id": theirs.id},
        ):
            with self.subTest(**vals), self.assertRaises(AccessError), self.env.cr.savepoint():
                friend.write(vals)
            self.env.invalidate_all()
            self.assertFalse(friend.sudo().credit_viewer_of_id)
        friend.credit_viewer = True
        self.assertEqual(friend.sudo().credit_viewer_of_id, mine)

    def test_not_by_a_default(self):
        clerk = new_test_user(self.env, login="my_credit_clerk", groups="base.group_user,base.group_partner_manager")
        partners = self.env["res.partner"].with_user(clerk)
        for name, value in (("credit_viewer", True), ("credit_viewer_of_id", self.customer.id)):
            vals = {"name": "Friend", "parent_id": self.customer.id}
            with self.subTest(name=name):
                with self.assertRaises(AccessError):
                    partners.create({**vals, name: value})
                try:
                    friend = partners.with_context(**{f"default_{name}": value}).create(vals)
                except AccessError:
                    continue
                self.assertFalse(friend.sudo().credit_viewer)

    def test_not_by_the_customer_itself(self):
        with self.assertRaises(AccessError):
            self.colleague.partner_id.with_user(self.colleague).sudo().write({"credit_viewer": True})
        self.log_in(self.colleague)
        data = {"name": "Colleague", "credit_viewer": "1", "credit_viewer_of_id": str(self.customer.id)}
        self.url_open("/my/address/submit", data={**data, "csrf_token": self.csrf_token()})
        self.env.invalidate_all()
        self.assertFalse(self.colleague.partner_id.credit_viewer)

    def test_it_stays_with_the_customer(self):
        contact = self.viewer.partner_id
        contact.parent_id = self.stranger_customer
        self.assertFalse(contact.credit_viewer)
        self.assertFalse(self.env["credit.account"].with_user(self.viewer)._get_portal_accounts())
        self.assertFalse({"credit_viewer", "credit_viewer_of_id"} & contact.copy_data()[0].keys())
        contact.parent_id = self.customer
        self.assertFalse(contact.credit_viewer, "nor does it come back with the contact")
        contact.credit_viewer = True
        self.customer.parent_id = self.stranger_customer
        self.customer.is_company = False
        self.assertEqual(contact.commercial_partner_id, self.stranger_customer)
        self.assertFalse(contact.credit_viewer, "nor does it follow the customer into another one")
        self.customer.write({"parent_id": False, "is_company": True})
        self.assertEqual(contact.commercial_partner_id, self.customer)
        self.assertFalse(contact.credit_viewer, "nor come back with it")
