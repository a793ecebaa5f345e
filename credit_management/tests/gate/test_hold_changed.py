from odoo.tests import HttpCase, tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestHoldChanged(HoldCommon, HttpCase):
    """A release from the list is about what the list showed."""

    def test_an_order_that_grows_after_it_was_listed(self):
        """In the browser: the header of a list sends what was shown of those selected."""
        self.customer.name = "Looked At"
        hold = self.hold(1500)
        self.start_tour("/odoo/credit-holds", "credit_management_changed_in_list", login=self.manager.login)
        self.assertEqual((hold.state, hold.order_id.amount_total), ("open", 90_000))
