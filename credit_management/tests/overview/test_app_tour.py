from odoo.tests import HttpCase, tagged
from odoo.tests.common import new_test_user


@tagged("post_install", "-at_install")
class TestAppTour(HttpCase):
    """Tour of the app: the browser's own errors fail the test."""

    def test_a_salesperson_opens_the_app_and_sees_the_customers(self):
        new_test_user(self.env, login="seller", groups="sales_team.group_sale_salesman_all_leads")
        # The list is sorted by name, and the demonstration company has customers of its own.
        self.env["res.partner"].create({"name": "AAA Buys On Account", "is_company": True, "customer_rank": 1})
        self.start_tour("/odoo", "credit_management_app", login="seller")
