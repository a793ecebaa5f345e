import contextlib
import logging

from odoo import models
from odoo.tools import email_normalize, formataddr

from ..const import STATEMENT_REPORT, STATEMENT_TEMPLATE
from ..core.outcome import FAILED, outcome
from .credit_reminder import STATEMENT

_logger = logging.getLogger(__name__)


class MailServerError(Exception):
    """No mail can be handed over now; nothing of this one has left."""


class CreditReminder(models.Model):
    """A message as a mail, handed to the server outside of Odoo's queue.

    Odoo's ``mail.mail`` is written only after it was sent, so a job that is killed in between sends it again. Here
    ``sending`` is committed before, and ``sent`` after. Only what is found ``sending`` without a job that holds it may
    or may not have left: that is said, and never sent again by itself.
    """

    _inherit = "credit.reminder"

    # === MAKE === #

    def _make_mail(self):
        """The mail of this message, in the language of its contact, under an id that is always the same."""
        template = self._get_mail_template()
        content = template._generate_template(self.ids, ["subject", "body_html"])[self.id]
        sender = self._get_sender()
        address = self.account_id._notify_get_reply_to(default=sender.email_formatted)[self.account_id.id]
        return self._get_servers()._build_email__(
            email_from=sender.email_formatted,
            email_to=[formataddr((self.partner_id.name or "", self.address))],  # of several in the field, that one
            email_cc=self._get_copies(),
            subject=content["subject"],
            body=content["body_html"],
            subtype="html",
            reply_to=address,
            attachments=self._get_attachments(),
            message_id=f"<credit-reminder-{self.id}-{self.token}@{self._get_mail_domain()}>",
        )

    def _get_mail_template(self):
        """The mail of its step; a statement has one of its own."""
        if self.kind == STATEMENT:
            return self.env.ref(STATEMENT_TEMPLATE)
        return self.step_id._get_mail_template(self.tone, self.level)

    def _get_servers(self):
        """Odoo's mail servers, for the addresses of the company's own mail domain."""
        company = self.company_id
        addresses = {
            "domain_bounce_address": company.bounce_email,
            "domain_notifications_email": company.default_from_email,
        }
        return self.env["ir.mail_server"].with_context(**addresses)

    def _get_mail_domain(self):
        return self.company_id.alias_domain_id.name or "localhost"

    def _get_copies(self):
        seller = self.customer_id.user_id
        return [seller.email_formatted] if self.step_id.copy_to_seller and seller.email else []

    def _get_attachments(self):
        """The files that its step asks for: ``[(name, bytes, type)]``."""
        files = []
        if self.step_id.attach_statement or self.kind == STATEMENT:
            content, _kind = self.env["ir.actions.report"]._render_qweb_pdf(STATEMENT_REPORT, self.account_id.ids)
            name = self.with_context(lang=self.lang).env._("Statement of Account")
            files.append((f"{name}.pdf", content, "application/pdf"))
        if self.step_id.attach_invoices:
            moves = self.line_ids.filtered(lambda line: line.asked or not line.reason).move_id
            for file in moves.invoice_pdf_report_id:
                files.append((file.name, file.raw, "application/pdf"))
        return files

    # === SEND === #

    def _hand_over(self, mail):
        """Commit that it is being sent, send it, and say how it went; the caller commits that."""
        servers = self._get_servers()
        try:
            session = servers._connect__(smtp_from=str(mail["From"]))
        except Exception as error:
            raise MailServerError(str(error)) from error
        self.env["ir.cron"]._commit_progress(0)
        if not self.try_lock_for_update():  # held while it is sent, so that nobody takes it for abandoned
            return
        try:
            servers.send_email(mail, smtp_session=session)
        except Exception as error:
            _logger.info("Reminder %s was not handed over", self.id, exc_info=True)
            self._settle_failure(error)
            return
        finally:
            with contextlib.suppress(Exception):
                if session:
                    session.quit()
        self._set_sent()
        self._record_mail(mail)

    def _settle_failure(self, error):
        """Failed where nobody can have got it; otherwise nobody knows."""
        if outcome(error) == FAILED:
            self._fail(error)
        else:
            self._set_uncertain(str(error))

    def _record_mail(self, mail):
        """Keep the mail with the account, under its id: answers to it come there."""
        body = mail.get_body(("html", "plain"))
        sender = self._get_sender()
        # As Odoo keeps a mail it has sent, written by the job.
        message = self.env["mail.message"].sudo()
        self.mail_message_id = message.create(
            {
                "model": self.account_id._name,
                "res_id": self.account_id.id,
                "message_type": "email_outgoing",
                "subtype_id": self.env.ref("mail.mt_note").id,
                "subject": str(mail["Subject"]),
                "body": body.get_content() if body else "",
                "author_id": sender.id,
                "email_from": sender.email_formatted,
                "message_id": self.message_id,
                "partner_ids": [],
            }
        )

    # === WHO === #

    def _get_sender(self):
        """The partner in whose name it is sent; the company where the person has no address."""
        people = {
            "collector": self.account_id.controller_id or self.run_id.approved_by_id,
            "salesperson": self.customer_id.user_id,
        }
        person = people.get("collector" if self.kind == STATEMENT else self.step_id.sender)
        company = self.company_id.partner_id
        return person.partner_id if person and email_normalize(person.email or "") else company
