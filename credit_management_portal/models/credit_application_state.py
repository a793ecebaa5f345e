from odoo import api, fields, models

from .credit_application import OPEN, WORKED

BATCH = 100


class CreditApplication(models.Model):
    """What analysts do with an application: take it up, ask, decline; what ends it without them."""

    _inherit = "credit.application"

    def action_take_up(self):
        """Say that one works on it; the customer reads so."""
        self._check_analyst()
        self._check_state(WORKED)
        self._set({"state": "in_work", "user_id": self.env.uid})
        return True

    def action_new_link(self):
        """Send another link; every former one opens nothing any more."""
        self._check_analyst()
        self._check_state((*OPEN, *WORKED))
        for application in self.sudo():  # nobody has access to write, and links are nobody's to read
            until = fields.Date.add(
                application.company_id._credit_today(), days=application.company_id.credit_application_days
            )
            application._add_hands(self.env.user)
            application._set({**self._prepare_link(), "expires_on": max(until, application.expires_on)})
            application._mail_invitation()
        return True

    def action_open_ask(self):
        return self._open_reply("ask", self.env._("Ask the Customer"))

    def action_open_decline(self):
        return self._open_reply("decline", self.env._("Refuse"))

    def _open_reply(self, purpose, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": "credit.application.reply",
            "view_mode": "form",
            "target": "new",
            "context": {"default_application_id": self.id, "default_purpose": purpose},
        }

    def action_ask(self, text):
        """Put a question to the customer, who answers on the page of the link."""
        self.ensure_one()
        self._check_analyst()
        self._check_state(WORKED)
        text = self._check_said(text)
        self._set({"state": "question", "user_id": self.env.uid})
        self._post(text)
        self.sudo()._mail_question(text)  # the link is nobody's to read
        return True

    def action_decline(self, text):
        """End the application; the customer reads these words, and nothing else of why."""
        self.ensure_one()
        self._check_analyst()
        self._check_state(WORKED)
        self._set_ended("declined", customer_text=self._check_said(text), user_id=self.env.uid)
        self.sudo()._mail_ended()  # the link is nobody's to read
        return True

    # === BY WHAT OTHERS DECIDE === #

    def _set_approved(self):
        """End applications whose customer has been given a limit."""
        if self:
            self._set_ended("approved")
        for application in self.sudo():  # the link is nobody's to read
            application._mail_ended()

    @api.model
    def _cron_expire(self):
        """End what was not sent in time, and erase what is kept too long, batch by batch."""
        roots = self.env["res.company"]._credit_all_roots()
        due = self.browse()
        for root in roots:
            due |= self.search(
                [("company_id", "=", root.id), ("state", "in", OPEN), ("expires_on", "<", root._credit_today())]
            )
        due[:BATCH]._set_ended("expired")
        old = self._beyond_retention()
        old[:BATCH]._erase()
        remaining = max(len(due) - BATCH, 0) + max(len(old) - BATCH, 0)
        self.env["ir.cron"]._commit_progress(min(len(due), BATCH) + min(len(old), BATCH), remaining=remaining)
