from odoo.tests import HttpCase, tagged
from odoo.tests.common import new_test_user

from .gate_common import GateCommon


@tagged("post_install", "-at_install")
class TestGroupTour(GateCommon, HttpCase):
    """In the browser: a group is proposed and approved, and holds an order that its customer's own limit would pass."""

    def test_group_from_proposal_to_hold(self):
        self.customer.name = "Seaside Daughter"
        parent = self.env["res.partner"].create({"name": "Seaside Parent", "is_company": True})
        self.env["credit.account"]._for(parent, self.company)
        self.env["credit.authority"].sudo().search([]).unlink()  # nobody of the demonstration is to be asked
        logins = {}
        for role in ("analyst", "manager"):
            login = f"group_{role}"
            vals = {"company_id": self.company.id, "company_ids": self.company.ids, "password": login}
            logins[role] = new_test_user(self.env, login, f"credit_management.credit_management_group_{role}", **vals)
        self.env["credit.authority"].sudo().create({"user_id": logins["manager"].id, "unlimited": True})
        self.salesperson.password = self.salesperson.login
        self.start_tour("/odoo/credit-groups/new", "credit_management_group", login="group_analyst")
        group = self.env["credit.group"].search([("name", "=", "Seaside Group")])
        url = f"/odoo/credit-groups/{group.id}"
        self.start_tour(url, "credit_management_group_approved", login="group_manager")
        order = self.quotation(900)
        self.env.cr.flush()
        self.start_tour(f"/odoo/sales/{order.id}", "credit_management_group_order", login=self.salesperson.login)
        self.assertEqual(order.state, "draft")
