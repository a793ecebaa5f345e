from odoo import SUPERUSER_ID, models
from odoo.tools import clean_context, email_normalize, html2plaintext

from ...const import ANSWER_ACTIVITY
from .mail_thread import Gateway

MOST = 5000  # characters of a mail that its contact keeps; the mail itself is in the log of the account


class CreditAccount(models.Model):
    """Mails of the customer: reminders are answered to the log of its account, by the address Odoo replies to.

    Each becomes a contact of its case that nobody edits, and a to-do of who works on it. A mail that comes back is kept
    with the reminder; Odoo counts it on the contact, which is not written to any more from the third on.
    """

    _inherit = "credit.account"

    def _message_post_after_hook(self, message, msg_values):
        # EXTENDS 'mail': what comes in by the gateway, from outside
        done = super()._message_post_after_hook(message, msg_values)
        gateway = self.env.context.get("credit_gateway")
        if isinstance(gateway, Gateway) and not message.author_id.user_ids.filtered(lambda user: not user.share):
            self._log_mail(message, gateway.user_id)
        return done

    def _log_mail(self, message, user_id):
        """Keep a mail of the customer as a contact, logged by whoever worked for the gateway."""
        text = html2plaintext(message.body or "").strip()
        subject = (message.subject or "").strip()
        self._log_by_system(
            user_id,
            {
                "kind": "mail_in",
                "person": message.author_id.name or message.email_from,
                "text": "\n\n".join(filter(None, (subject, text)))[:MOST],
            },
            {"mail_message_id": message.id},
        )
        self._ask_to_read(lambda words: words._("Mail of %s: read and answer it", self.partner_id.name))

    def _message_receive_bounce(self, email, partner):
        # EXTENDS 'mail'
        done = super()._message_receive_bounce(email, partner)
        for account in self:
            account._log_bounce(email)
        return done

    def _log_bounce(self, email):
        """A reminder came back: nobody has read it."""
        address = email_normalize(email or "") or email
        sent = self.env["credit.reminder"].search(
            [("account_id", "=", self.id), ("channel", "=", "mail"), ("state", "in", ("sent", "uncertain"))],
            order="id desc",
            limit=1,
        )
        if not sent or email_normalize(sent.address or "") != address:
            return
        sent.write({"has_bounced": True})
        self._log_by_system(self.env.uid, {"kind": "mail_out", "outcome": "came_back", "person": address})
        self._ask_to_read(lambda words: words._("A mail to %s came back: find the right address", address))

    # === BUSINESS === #

    def _log_by_system(self, user_id, values, more=None):
        """Log a contact that nobody has typed."""
        self.ensure_one()
        contacts = self.env["credit.contact"].with_context(clean_context(self.env.context))
        # Whoever runs the gateway need not collect anything.
        contact = contacts.with_user(user_id).sudo().create({"account_id": self.id, **values})
        if more:
            contact._credit_by_method().write(more)
        return contact

    def _ask_to_read(self, summary):
        """A to-do for who works on the case, one at a time; another contact with the customer settles it."""
        account = self.with_user(SUPERUSER_ID)  # the gateway posts in the name of who has written
        user = account.collection_id.collector_id or account.controller_id or account.company_id.credit_controller_id
        if not user or account.activity_search([ANSWER_ACTIVITY]):
            return
        words = account.with_context(lang=user.lang or self.env.lang).env
        account.activity_schedule(ANSWER_ACTIVITY, user_id=user.id, summary=summary(words))
