from odoo.tests import tagged

from odoo.addons.credit_management_delivery.tests.common import PaidLaterCommon


@tagged("post_install", "-at_install")
class TestPayInStore(PaidLaterCommon):
    """Orders paid on collection are sold on credit until then."""

    def test_pay_in_store(self):
        self.assertPaidLater(self._provider("on_site"))
