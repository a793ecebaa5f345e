import json

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from odoo.addons.credit_management.const import MANAGER

from ..core import application as core
from .credit_application import ENDED
from .credit_application_send import SUBTYPE

PERSONAL_ROWS = ("owner_ids", "trade_reference_ids", "bank_reference_ids")


class CreditApplication(models.Model):
    """Personal data of applicants: given to them on request, erased on request, and erased after a time anyway.

    What stays is that there was an application: the company, what it asked for, when, and what became of it. The survey
    made of it is kept as surveys are; its own retention erases it.
    """

    _inherit = "credit.application"

    def action_export(self):
        """Download everything that is kept of the applicant, files included by name."""
        self.ensure_one()
        self._check_analyst()
        return {
            "type": "ir.actions.act_url",
            "url": f"/credit_management_portal/application/{self.id}/data",
            "target": "download",
        }

    def _export(self):
        """Everything the applicant has given or was told, for the applicant: no note, no score, nothing of ours."""
        self.ensure_one()
        names = ("applicant", "contact", "email", "lang", "requested_limit", "requested_days", "customer_text")
        moments = ("create_date", "started_on", "sent_on", "ended_on", "consent_on")
        consent = ("consent_name", "consent_ip", "consent_version", "consent_text")
        data = {name: self[name] or None for name in (*names, *consent)}
        data |= {name: self[name] and str(self[name]) for name in moments}
        data |= {"answers": self.answers or {}, "state": self._get_state_text()}
        # Files and messages of an application are seen by who sees the application.
        data["documents"] = self.sudo()._get_files().mapped("name")
        data["messages"] = [{"on": str(one.date), "text": one.preview} for one in self.sudo()._get_thread()]
        return json.dumps(data, ensure_ascii=False, indent=2)

    def action_erase(self):
        """Erase the applicant's personal data; only once the application is over, and by a credit manager."""
        if not (self.env.su or self.env.user.has_group(MANAGER)):
            raise AccessError(
                self.env._("%(user)s cannot erase applicants' data. Ask a credit manager.", user=self.env.user.name)
            )
        self._check_analyst()
        self._check_state(ENDED)
        self._erase()
        return True

    def _erase(self):
        """Take away who it was, what was answered, documents and messages; that and how it ended stays."""
        personal = self._get_personal_codes()
        for application in self.sudo():  # nobody has access to write
            kept = {name: text for name, text in (application.answers or {}).items() if name not in personal}
            gone = application.env._("Anonymised")
            never_sent = not application.sent_on
            application._get_letters().unlink()  # found by the address, which goes
            application._set(
                {
                    "contact": False,
                    "email": gone,
                    "answers": {} if never_sent else kept,
                    "consent_name": application.consent_name and gone,
                    "consent_ip": False,
                    "anonymised_on": application.company_id._credit_today(),
                    "link_seed": False,
                    "link_hash": False,
                    "statement_file_id": False,
                    **({"applicant": gone} if never_sent and not application.partner_id else {}),
                }
            )
            application._get_attachments().unlink()
            application._note(application.env._("Personal data of the applicant is erased."))

    @api.model
    def _get_personal_codes(self):
        """Answers about persons."""
        # Questions are shared.
        questions = self.env["credit.survey.question"].sudo().with_context(active_test=False)
        codes = {core.CONSENT_NAME, *questions.search([("personal", "=", True)]).mapped("code")}
        rows = [one.code for rows in PERSONAL_ROWS for one in core.rows_entries(rows)]
        return codes | set(rows)

    def _get_letters(self):
        """What the customer and we have written to each other, and the notes that name its address."""
        subtype = self.env.ref(SUBTYPE)
        own = Domain("model", "=", self._name) & Domain("res_id", "in", self.ids)
        named = Domain("subtype_id", "=", subtype.id)
        if self.email:
            named |= Domain("body", "ilike", self.email)
        return self.env["mail.message"].search(own & named)

    @api.model
    def _beyond_retention(self):
        """Applications that ended longer ago than their company keeps surveys."""
        roots = self.env["res.company"]._credit_all_roots().filtered("credit_survey_retention")
        old = Domain.OR(
            Domain("company_id", "=", root.id)
            & Domain("ended_on", "<", fields.Date.subtract(root._credit_today(), months=root.credit_survey_retention))
            for root in roots
        )
        return self.search(Domain("state", "in", ENDED) & Domain("anonymised_on", "=", False) & old)
