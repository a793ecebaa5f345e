from odoo import models
from odoo.tools import email_normalize, formataddr

from odoo.addons.credit_management.models.common.day import format_day

LAYOUT = "mail.mail_notification_light"


class CreditApplication(models.Model):
    """Mails to the applicant: the personal link, and that something has happened behind it.

    They are sent beside the log of the application: whoever reads the log must not get hold of the link, for it lets
    its holder act as the customer. Nothing of what was answered, judged or noted is in them.
    """

    _inherit = "credit.application"

    def _mail_invitation(self):
        application = self._in_its_language()
        until = format_day(application.env, application.expires_on)
        application._mail(
            application.env._("%s: your credit application", application.company_id.name),
            [
                application.env._(
                    "So that we can deliver to you on account, please fill in our credit application. It takes about 15"
                    " minutes; you can stop at every step and go on later, on any device, by this same link."
                ),
                application.env._(
                    "The link is personal and valid until %(day)s. Do not pass it on: who has it sees your answers.",
                    day=until,
                ),
            ],
            application.env._("Fill In the Application"),
        )
        self._note(self.env._("Personal link sent to %(email)s, valid until %(day)s.", email=self.email, day=until))

    def _mail_received(self):
        application = self._in_its_language()
        application._mail(
            application.env._("%s: your credit application has arrived", application.company_id.name),
            [
                application.env._("Thank you, your credit application has arrived. We will work on it shortly."),
                application.env._("Behind this link you see how it goes on, and can write to us or add documents."),
            ],
            application.env._("See the Application"),
        )

    def _mail_question(self, text):
        application = self._in_its_language()
        application._mail(
            application.env._("%s: a question about your credit application", application.company_id.name),
            [application.env._("We have a question about your credit application:"), *text.splitlines()],
            application.env._("Answer"),
        )

    def _mail_ended(self):
        application = self._in_its_language()
        application._mail(
            application.env._("%s: your credit application", application.company_id.name),
            [application._get_outcome_text()],
            application.env._("See the Application"),
        )

    def _get_outcome_text(self):
        """What became of it, in words for the customer: no score, no grade, no note."""
        self.ensure_one()
        if self.state == "approved":
            return self.env._("Your credit application has been approved. We will tell you about limit and terms.")
        if self.state == "declined":
            return self.customer_text or self.env._("We cannot deliver to you on account at present.")
        if self.state == "withdrawn":
            return self.env._("You have withdrawn this application.")
        return self.env._("This application is closed.")

    def _get_greeted(self):
        """Whom a mail greets; nobody while all we know was typed by a stranger, who may have named any address."""
        self.ensure_one()
        return "" if self.is_public and self.state == "invited" else self.contact or self.applicant

    def _in_its_language(self):
        """The application in the language of who fills it in."""
        self.ensure_one()
        return self.with_context(lang=self.lang)

    def _mail(self, subject, paragraphs, button):
        """Queue one mail, which goes when it has been sent."""
        values = {"application": self, "greeted": self._get_greeted(), "paragraphs": paragraphs}
        values |= {"button": button, "link": self._get_link()}
        body = self.env["ir.qweb"]._render("credit_management_portal.application_mail", values)
        html = self.env["mail.render.mixin"]._render_encapsulate(
            LAYOUT, body, add_context={"company": self.company_id, "model_description": subject}
        )
        company = self.company_id
        sender = company.email and formataddr((company.name, email_normalize(company.email) or company.email))
        # The queue of mails is the system's.
        self.env["mail.mail"].sudo().create(
            {
                "subject": subject,
                "body_html": html,
                "email_to": self.email,
                "email_from": sender or self.env.ref("base.partner_root").email_formatted,
                "author_id": self.env.ref("base.partner_root").id,
                "auto_delete": True,
            }
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action")._trigger()
