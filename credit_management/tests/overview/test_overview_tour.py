from odoo.tests import HttpCase, tagged

from .overview_common import OverviewCommon


@tagged("post_install", "-at_install")
class TestOverviewTour(OverviewCommon, HttpCase):
    """Tour of a credit manager's first page: the browser's own errors fail the test."""

    def setUp(self):
        super().setUp()
        self.customer.name = "AAA Owes"
        self.invoice(1500, due=-10)
        self.hold(1500)
        self.hold(150_000)

    def test_a_manager_starts_the_day(self):
        self.start_tour("/odoo", "credit_management_overview", login=self.manager.login)

    def test_on_a_phone(self):
        self.browser_size = "390x844"
        self.touch_enabled = True
        self.start_tour("/odoo/credit", "credit_management_overview_narrow", login=self.manager.login)

    def test_a_shared_favourite(self):
        self.start_tour("/odoo/credit-exposure", "credit_management_favourite", login=self.analyst.login)
