from odoo.tests import HttpCase, tagged

from odoo.addons.credit_management.tests.readable_common import PHONE, ReadableCommon

from .agreement_common import AgreementCommon
from .portal_readable_common import PortalReadableCommon


@tagged("post_install", "-at_install")
class TestAgreementTour(AgreementCommon, HttpCase):
    def test_sent_signed_by_the_link_and_countersigned(self):
        """A manager sends, the customer signs by the link, the manager countersigns; the raise is in force."""
        self.company.credit_agreement_first = True
        request = self._ask(amount=10_000)
        request.with_user(self.second_manager).action_approve()
        agreement = self.approved(request_id=request.id)
        url = f"/odoo/credit-agreements/{agreement.id}"
        self.start_tour(url, "credit_agreement_sent", login=self.manager.login)
        self.assertEqual((agreement.state, request.phase), ("sent", "waiting"))
        link = f"/my/credit/agreements/{agreement.id}?access_token={agreement.sudo().access_token}"
        self.start_tour(link, "credit_agreement_signed", login=None)
        self.assertEqual((agreement.state, agreement.signed_by), ("signed", "Jo Buyer"))
        self.assertEqual((request.phase, self.account.effective_limit), ("in_force", 10_000))
        self.start_tour(url, "credit_agreement_countersigned", login=self.manager.login)
        self.assertEqual((agreement.state, agreement.phase), ("countersigned", "in_force"))


@tagged("post_install", "-at_install")
class TestAgreementReadable(AgreementCommon, ReadableCommon, PortalReadableCommon):
    """Our screens and the customer's page, on a screen and on a telephone."""

    def test_our_screens(self):
        draft = self.draft(valid_to=self._day(300))
        kept = self.countersigned(valid_to=self._day(300))
        pages = {
            "agreements": "credit_management_portal.credit_agreement_action",
            "draft": self.form(draft),
            "kept": self.form(kept),
            "reasons": "credit_management_portal.credit_customer_reason_action",
        }
        self.assertReadable(self.manager, pages)
        self.assertReadable(self.manager, {"kept": pages["kept"]}, size=PHONE)

    def test_the_page_of_the_customer(self):
        for agreement in (self.sent(), self.countersigned()):
            link = f"/my/credit/agreements/{agreement.id}?access_token={agreement.sudo().access_token}"
            self.assertPortalReadable(link)
