from markupsafe import Markup, escape

from odoo import fields, models

from odoo.addons.credit_management.models.common.text import stripped

from ..core import application as core
from .credit_application import ENDED, OPEN, WORKED

SUBTYPE = "credit_management_portal.credit_application_mt_customer"
MOST_LETTERS = 4000
MOST_MESSAGES = 20  # of the customer, in a day


class CreditApplication(models.Model):
    """What the applicant does once all is filled in: send, withdraw, write to us."""

    _inherit = "credit.application"

    # === SENDING === #

    def _send(self):
        """Hand the application over, once nothing is missing or wrong.

        :return: whether it was
        """
        self.ensure_one()
        if self.state != "filling" or self._get_obstacles():
            return False
        today = self.company_id._credit_today()
        self._set(
            {
                "state": "received",
                "sent_on": fields.Datetime.now(),
                "applicant": self._get_applicant_name(),
                # We work on it meanwhile; its end sets another day.
                "expires_on": fields.Date.add(today, days=365),
            }
        )
        self._ask_analyst(self.env._("Application of %s received", self.applicant))
        if self.partner_id:
            self._make_survey()
        self._mail_received()
        return True

    def _get_applicant_name(self):
        return (self.answers or {}).get("registered_name") or self.applicant

    def _withdraw(self):
        """Take the application back. One that was never sent leaves nothing behind."""
        self.ensure_one()
        if self.state not in (*OPEN, *WORKED):
            return
        unsent = self.state in OPEN
        self._set_ended("withdrawn")
        if unsent:
            self._erase()
        self._note(self.env._("Withdrawn by the applicant."))

    # === THREAD === #

    def _get_thread(self):
        """Messages that the customer and we have written to each other, and no other ones; the oldest first."""
        self.ensure_one()
        subtype = self.env.ref(SUBTYPE)
        return self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "=", self.id), ("subtype_id", "=", subtype.id)], order="id"
        )

    def _write_to_us(self, text):
        """Post what the customer writes, and tell who works on it.

        :return: whether it was taken
        """
        self.ensure_one()
        text = stripped(text)[:MOST_LETTERS]
        if not text or self.state in (*OPEN, *ENDED):
            return False
        attempts = self.env["credit.application.attempt"]
        if not attempts._allow("message", self.id, MOST_MESSAGES, hours=24):
            return False
        if self.state == "question":
            self._set({"state": "in_work"})
        self._post(text, author_id=False, email_from=self.email)
        self._ask_analyst(self.env._("%s has written about its application", self.applicant))
        return True

    def _post(self, text, **author):
        """Post plain text that the customer reads: nothing of it is markup."""
        lines = Markup("<br/>").join(escape(line) for line in plain_lines(text))
        self.message_post(body=Markup("<p>{}</p>").format(lines), subtype_xmlid=SUBTYPE, **author)


def plain_lines(text):
    """The lines of a text, without signs that are none."""
    return [core.clean(line) for line in text.splitlines()]
