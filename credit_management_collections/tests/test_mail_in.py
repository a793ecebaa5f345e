from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .agreed_common import AgreedCommon

ACTIVITY = "credit_management_collections.credit_answer_activity_type"


@tagged("post_install", "-at_install")
class TestMailIn(AgreedCommon):
    """A customer's answer to a reminder is a contact of its case; a mail that comes back is kept with the reminder."""

    def setUp(self):
        super().setUp()
        self.account.sudo()._follow()
        self.account.sudo().collection_ids.with_user(self.collector).action_take_over()
        with self.capture_mails():
            self.run = self.run_of()
            self.send(self.run)
        self.reminder = self.message(self.run)

    def receive(self, text="We pay on Friday", sender="customer@example.com", **headers):
        """A mail as the gateway gets it."""
        headers = {
            "From": f"Ann <{sender}>",
            "To": "catchall@example.com",
            "Subject": "Re: reminder",
            "Message-Id": f"<{text.replace(' ', '')}@customer>",
            "In-Reply-To": self.reminder.message_id,
            "Content-Type": "text/plain; charset=utf-8",
            **headers,
        }
        lines = [f"{name}: {value}" for name, value in headers.items() if value]
        self.env["mail.thread"].sudo().message_process(None, "\n".join([*lines, "", text, ""]))
        self.env.invalidate_all()

    def contacts(self):
        return self.env["credit.contact"].sudo().search([("account_id", "=", self.account.id)])

    def to_dos(self):
        return self.account.sudo().activity_search([ACTIVITY])

    def test_an_answer_is_a_contact_of_the_case(self):
        self.receive()
        contact = self.contacts()
        self.assertEqual((contact.kind, contact.day, contact.person), ("mail_in", self.today, "Customer"))
        self.assertIn("We pay on Friday", contact.text)
        self.assertEqual(contact.mail_message_id.model, "credit.account")
        self.assertEqual(self.account.sudo().collection_id.contact_ids, contact)
        self.assertEqual(self.account.sudo().collection_id.contacted_on, self.today)
        self.assertEqual(self.to_dos().user_id, self.collector)

    def test_nobody_edits_it(self):
        self.receive()
        for user in (self.collector, self.manager, self.administrator):
            with self.assertRaises(UserError):  # AccessError is one
                self.contacts().with_user(user).write({"text": "We never pay"})
            with self.assertRaises(UserError):
                self.contacts().with_user(user).unlink()

    def test_a_call_settles_the_to_do(self):
        self.receive()
        self.receive("And we want a plan")
        self.assertEqual((len(self.contacts()), len(self.to_dos())), (2, 1))
        contacts = self.env["credit.contact"].with_user(self.collector)
        contacts.create({"account_id": self.account.id, "kind": "note"})
        contacts.create({"account_id": self.account.id, "outcome": "not_reached"})
        self.assertEqual(len(self.to_dos()), 1, "nobody has answered")
        contacts.create({"account_id": self.account.id})
        self.assertFalse(self.to_dos())

    def test_a_colleague_is_no_customer(self):
        self.receive(sender=self.collector.email)
        self.assertFalse(self.contacts())

    def test_no_client_makes_a_mail(self):
        """Neither by the kind of a message nor by the context."""
        account = self.account.with_user(self.collector).with_context(credit_gateway=True)
        with self.assertRaises(AccessError):
            account.message_post(body="We pay", message_type="email", author_id=self.customer.id)
        account.message_post(body="We pay", message_type="comment")
        self.assertFalse(self.contacts())

    def test_a_mail_that_comes_back(self):
        partner = self.reminder.partner_id.sudo()
        body = "\n".join(
            [
                "From: MAILER-DAEMON@example.com",
                "To: bounce@example.com",
                "Subject: Undelivered Mail Returned to Sender",
                "Message-Id: <bounced@example.com>",
                'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
                "",
                "--b",
                "Content-Type: text/plain",
                "",
                "No such address",
                "--b",
                "Content-Type: message/delivery-status",
                "",
                "Reporting-MTA: dns; example.com",
                "",
                "Final-Recipient: rfc822; customer@example.com",
                "Action: failed",
                "Status: 5.1.1",
                "--b",
                "Content-Type: message/rfc822",
                "",
                "From: us@example.com",
                "To: customer@example.com",
                f"Message-Id: {self.reminder.message_id}",
                "Subject: Reminder",
                "",
                "Please pay",
                "--b--",
                "",
            ]
        )
        self.env["mail.thread"].sudo().message_process(None, body)
        self.env.invalidate_all()
        self.assertTrue(self.reminder.has_bounced)
        self.assertEqual((self.contacts().kind, self.contacts().outcome), ("mail_out", "came_back"))
        self.assertEqual(partner.message_bounce, 1)
        self.assertIn("came back", self.to_dos().summary)
