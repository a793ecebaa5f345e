from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .agreement_common import AgreementCommon


@tagged("post_install", "-at_install")
class TestAgreementTerms(AgreementCommon):
    """The limit an agreement says is the one that holds with it; link and log are for whom they are."""

    # === LIMIT === #

    def test_what_comes_on_top_is_not_all_of_it(self):
        """A temporary increase asks for the sum to be agreed on, and its agreement says the sum."""
        self.company.credit_agreement_first = True
        self.countersigned()
        request = self._ask(kind="temporary", amount=2000, valid_to=self._day(9))
        self.assertEqual(request.condition_ids.mapped("kind"), ["agreement"])
        request.with_user(self.second_manager).action_approve()
        agreement = self.sent(request_id=request.id)
        self.assertEqual(agreement.limit_amount, 7000)
        self.assertEqual(self.sign(agreement), "")
        self.account.invalidate_recordset()
        self.assertEqual(self.account.effective_limit, 7000)

    def test_a_request_of_the_past_grants_nothing(self):
        request = self._ask(amount=10_000)
        request.with_user(self.second_manager).action_approve()
        self.assertTrue(request.applied_on)
        self._approve_limit(self.account, 4000, approver=self.second_manager)
        agreement = self.draft(request_id=request.id)
        self.assertEqual(agreement.limit_amount, 4000)
        agreement.with_user(self.manager).action_approve()
        self._approve_limit(self.account, 3000, approver=self.second_manager)
        with self.assertRaisesRegex(UserError, "have changed since this was drafted"):
            agreement.action_send()

    def test_signed_for_whom_it_was_approved(self):
        """Who renames the customer afterwards changes nothing of what is signed."""
        agreement = self.sent()
        self.partner.name = "Somebody Else"
        report = self.env["report.credit_management_portal.credit_agreement_form"].with_user(self.analyst)
        (sheet,) = report._get_report_values(agreement.ids)["sheets"]
        self.assertEqual(sheet["customer_signature"]["who"], "For Buyer")
        self.assertNotIn("Somebody Else", str(sheet["parties"]))

    def test_a_renewal_stays_with_its_customer(self):
        """Else its signature by one customer would replace the agreement of another one."""
        agreement = self.countersigned(valid_to=self._day(20))
        renewal = agreement.browse(agreement.action_renew()["res_id"])
        other = self._create_account(self._create_customer("Other", email="other@example.com"))
        with self.assertRaisesRegex(UserError, "renews an agreement of Buyer"), self.cr.savepoint():
            renewal.account_id = other
        self.env.invalidate_all()
        self.assertEqual(renewal.account_id, self.account)

    # === LINK AND LOG === #

    def test_a_contact_that_has_moved_gets_no_link(self):
        contact = self.env["res.partner"].create(
            {"name": "Jo", "parent_id": self.partner.id, "email": "jo@example.com"}
        )
        agreement = self.approved(contact_id=contact.id)
        contact.parent_id = self._create_customer("Elsewhere")
        with self.assertRaisesRegex(UserError, "does not belong to"):
            agreement.action_send()

    def test_the_link_opens_no_log(self):
        """Odoo's routes of messages and files take a token: this one signs, and does nothing else."""
        agreement = self.sent()
        kept = agreement.sudo()
        public = self.env["credit.agreement"].with_user(self.env.ref("base.public_user"))
        forged = (
            {"token": kept.access_token},
            {"hash": kept._sign_token(self.partner.id), "pid": self.partner.id},
        )
        for access in forged:
            for mode in ("read", "write"):
                self.assertFalse(public._get_thread_with_access(agreement.id, mode=mode, **access))
        analysts = self.env["credit.agreement"].with_user(self.analyst)
        self.assertEqual(analysts._get_thread_with_access(agreement.id, mode="read"), agreement)

    def test_no_template_tells_one_of_us_the_link(self):
        """Odoo renders a template for whoever may read the record: in a preview, and in a mail to any address."""
        agreement = self.sent()
        template = self.env.ref("credit_management_portal.credit_agreement_mail_template")
        before = self.env["mail.mail"].sudo().search([])
        for user in (self.analyst, self.manager):
            with self.assertRaises(AccessError):
                agreement.with_user(user)._portal_ensure_token()
            with self.assertRaises(UserError):
                template.with_user(user).send_mail(agreement.id, email_values={"email_to": "friend@example.com"})
            previews = self.env["mail.template.preview"].with_user(user)
            preview = previews.create(
                {"mail_template_id": template.id, "resource_ref": f"{agreement._name},{agreement.id}"}
            )
            self.assertTrue(preview.error_msg)
            self.assertNotIn(agreement.sudo().access_token, f"{preview.body_html} {preview.error_msg}")
        self.assertEqual(self.env["mail.mail"].sudo().search([]), before)

    def test_mails_of_the_log_have_no_link(self):
        """Who is told of a message gets none, the customer neither; and who writes it need not read the link."""
        agreement = self.sent()
        before = self.env["mail.mail"].sudo().search([])
        people = self.partner | self.second_manager.partner_id
        self.second_manager.notification_type = "email"
        agreement.with_user(self.manager).message_post(
            body="Look at this", partner_ids=people.ids, subtype_xmlid="mail.mt_comment", force_send=False
        )
        mails = self.env["mail.mail"].sudo().search([]) - before
        self.assertTrue(mails)
        for mail in mails:
            self.assertNotIn(agreement.sudo().access_token, mail.body_html)

    def test_days_are_those_of_the_company(self):
        agreement = self.countersigned()
        agreement.sudo()._credit_by_method().write(
            {"signed_on": "2026-03-01 23:30:00", "countersigned_on": "2026-03-02 23:30:00"}
        )
        self.company.credit_tz = "Asia/Shanghai"
        page = agreement.with_context(lang="en_US")._prepare_page()
        self.assertEqual((page["signed_on"], page["countersigned_on"]), ("2 Mar 2026", "3 Mar 2026"))
