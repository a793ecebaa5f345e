from odoo import api, fields, models
from odoo.tools import email_normalize

from ..core import application as core
from ..core import upload
from .credit_application import ENDED

MOST_A_DAY = 200  # applications that a public page begins for one company


class CreditApplication(models.Model):
    """How an application begins: an analyst invites, or a company asks on the public page."""

    _inherit = "credit.application"

    @api.model
    def _invite(self, vals, by=None):
        """Make an application and send its link.

        :param vals: applicant, email, company_id, lang, and what is known
        :param by: the analyst who invites, who has had a hand in it
        """
        company = self.env["res.company"].browse(vals["company_id"])._credit_root()
        until = fields.Date.add(company._credit_today(), days=company.credit_application_days)
        known = {**vals, "company_id": company.id, "expires_on": until, **self._prepare_link()}
        # Nobody has access to create, and links are nobody's to read.
        application = self.sudo()._credit_by_method().create(known).with_env(self.sudo().env)
        if by:
            application._add_hands(by)
        if application.partner_id:
            account = self.env["credit.account"].sudo()._for(application.partner_id, company)  # opened for everybody
            application._set({"account_id": account.id, "answers": application._get_known_answers()})
        application._mail_invitation()
        return application.with_env(self.env)

    def _get_known_answers(self):
        """What the applicant need not type again: name and address, as on every invoice of ours."""
        partner = self.partner_id
        known = {
            "registered_name": partner.name,
            "tax_number": partner.vat,
            "street": partner.street,
            "zip": partner.zip,
            "city": partner.city,
            "country": partner.country_id.code,
        }
        return {name: core.clean(text) for name, text in known.items() if text}

    @api.model
    def _apply(self, company, name, email, contact, lang, **origin):
        """Begin an application that nobody has invited; one that runs already sends its link again.

        The answer is the same in every case: who asks learns nothing about whom we know.
        """
        email = email_normalize(email)
        root = company._credit_root()
        attempts = self.env["credit.application.attempt"]
        if not email or not attempts._allow("address", email, 3, hours=24):
            return
        if not attempts._allow("company", root.id, MOST_A_DAY, hours=24):
            return
        running = [("company_id", "=", root.id), ("email", "=", email), ("state", "not in", ENDED)]
        application = self.search(running, order="id desc", limit=1)
        if application and application.expires_on >= root._credit_today():
            application._mail_invitation()
            return
        self._invite(
            {
                "applicant": core.clean(name)[: 2 * upload.MOST_NAME],
                "email": email,
                "contact": core.clean(contact)[:120],
                "company_id": root.id,
                "lang": lang,
                "is_public": True,
                **origin,
            }
        )
