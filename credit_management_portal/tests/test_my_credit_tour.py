from odoo.tests import tagged

from .my_credit_common import MyCreditCommon
from .portal_readable_common import PortalReadableCommon


@tagged("post_install", "-at_install")
class TestMyCreditTour(MyCreditCommon, PortalReadableCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provide_payment()
        cls.account.next_review = cls._day(90)
        cls.overdue, cls.other = cls._invoice(200, due=-20), cls._invoice(100, due=20)

    def test_see_pay_ask_and_report(self):
        self.start_tour("/my", "credit_my_credit", login=self.viewer.login)
        self.env.invalidate_all()
        self.assertEqual(self.overdue.payment_state, "paid")
        self.assertTrue(self.other.amount_residual)
        self.assertEqual((self.account.request_ids.amount, self.account.request_ids.state), (5000, "submitted"))
        self.assertIn("Two lamps are broken", self.account.message_ids[:1].body)

    def test_readable(self):
        items = self.item(self.overdue).id
        self.assertPortalReadable(self.url(), self.viewer)
        self.assertPortalReadable(self.url(f"/pay?items={items}"), self.viewer)
        self.assertPortalReadable("/my/credit", self.colleague)
