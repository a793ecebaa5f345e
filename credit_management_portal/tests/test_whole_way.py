from odoo.tests import tagged

from odoo.addons.credit_management.tests.assessment.assessment_common import CreditAssessmentCommon
from odoo.addons.credit_management.tests.readable_common import PHONE, SCREEN

from .application_common import ApplicationCommon
from .my_credit_common import MyCreditCommon


@tagged("post_install", "-at_install")
class TestWholeWay(ApplicationCommon, CreditAssessmentCommon, MyCreditCommon):
    """A customer of ours from the invitation to its first payment, everybody at their own screen."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.provide_payment()
        cls.second_analyst = cls._create_user("analyst_2", "credit_management.credit_management_group_analyst")
        cls.customer.write({"name": "Larkspur", "email": "office@larkspur.example"})

    def test_from_the_invitation_to_the_first_payment(self):
        """It applies on a telephone in two sittings, signs the agreement, buys, pays, and asks for more."""
        account = f"/odoo/credit-accounts/{self.account.id}"
        self.start_tour(account, "credit_whole_invite", login=self.analyst.login)
        application = self.env["credit.application"].search([("account_id", "=", self.account.id)])
        link = self._link_in(self._mails(application))
        self.browser_size, self.touch_enabled = PHONE, True
        self.start_tour(link, "credit_application_first_sitting", login=None)
        self.start_tour(link, "credit_application_second_sitting", login=None)
        self.assertEqual((application.state, application.survey_id.state), ("received", "submitted"))
        self.browser_size, self.touch_enabled = SCREEN, False
        desk = f"/odoo/credit-applications/{application.id}"
        self.start_tour(desk, "credit_whole_assess", login=self.second_analyst.login)
        self.assertEqual(self.customer.name, "Larkspur Garden Supplies Ltd")
        assessment = self.account.assessment_ids
        self.start_tour(f"/odoo/credit-assessments/{assessment.id}", "credit_whole_approve", login=self.manager.login)
        self.assertEqual((application.state, self.account.effective_limit), ("approved", 15_000))
        self._signs()
        self._buys()
        self.browser_size, self.touch_enabled = PHONE, True
        viewer = self._contact("buyer", self.customer, sees=True)
        self.start_tour(self.url(), "credit_whole_pay", login=viewer.login)
        self.env.invalidate_all()
        self.assertEqual(self.invoice.payment_state, "paid")
        self.assertEqual(self.account.request_ids.filtered(lambda one: one.amount == 20_000).state, "submitted")

    def _signs(self):
        template = self.env.ref("credit_management_portal.credit_agreement_template_standard")
        values = {"account_id": self.account.id, "template_id": template.id}
        agreement = self.env["credit.agreement"].with_user(self.second_analyst).create(values)
        agreement.with_user(self.manager).action_approve()
        agreement.with_user(self.second_analyst).action_send()
        link = f"/my/credit/agreements/{agreement.id}?access_token={agreement.sudo().access_token}"
        self.start_tour(link, "credit_whole_sign", login=None)
        self.assertEqual((agreement.state, agreement.signed_by), ("signed", "Jo Buyer"))
        agreement.with_user(self.second_manager).action_countersign()

    def _buys(self):
        """An order within the limit, and its invoice."""
        line = (0, 0, {"product_id": self.product.id, "product_uom_qty": 4, "price_unit": 100})
        order = self.env["sale.order"].create({"partner_id": self.customer.id, "order_line": [line]})
        order.with_user(self.salesperson).action_confirm()
        order.order_line.qty_delivered = 4
        self.invoice = order._create_invoices()
        self.invoice.action_post()
