import pytz
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.image import image_data_uri

from odoo.addons.credit_management.core.limit.limits import NOT_ASSESSED, UNLIMITED
from odoo.addons.credit_management.core.limit.request import GRANTED
from odoo.addons.credit_management.models.common.day import count_days
from odoo.addons.credit_management.models.common.number import format_percent

from ..core import agreement as core


class CreditAgreement(models.Model):
    """What an agreement says: limit and terms as granted, the text of its template filled with them."""

    _inherit = "credit.agreement"

    preview = fields.Html(string="Text", compute="_compute_preview", sanitize=False)

    # === TERMS === #

    def _draw_terms(self):
        """Take over limit and terms as they were granted; nobody types them."""
        self.ensure_one()
        self._credit_by_method().write(self._get_granted_terms())

    def _get_granted_terms(self):
        account = self.account_id.sudo()  # what was granted to the customer, whoever drafts
        request = self.request_id.sudo()  # as above
        if request.state in GRANTED and not request.applied_on:
            _before, limit = request._get_limits()  # as it will stand: what comes on top for a time is not all of it
        else:
            limit = self.env["credit.limit"]._effective(account, self._get_limit_day())[account]
        unlimited = limit.state == UNLIMITED
        return {
            "limit_amount": 0.0 if unlimited else account.currency_id.round(limit.amount),
            "unlimited": unlimited,
            "payment_term_id": account.payment_term_id.id,
            "late_interest_rate": account.late_interest_rate,
        }

    def _get_limit_day(self):
        return max(self.valid_from, self.company_id._credit_today())

    def _check_drafted(self):
        """Refuse a request, a contact, a template or an agreement to renew that is not this customer's."""
        agreement = self.sudo()  # what is named belongs to the customer or not, in sight or out of it
        request, contact, template = agreement.request_id, agreement.contact_id, agreement.template_id
        renewed = agreement.renews_id
        if renewed and renewed.account_id != agreement.account_id:
            raise UserError(
                self.env._(
                    "%(agreement)s renews an agreement of %(partner)s. Draft a new one for another customer.",
                    agreement=agreement.name,
                    partner=renewed.partner_id.display_name,
                )
            )
        if request and request.account_id != agreement.account_id:
            raise UserError(
                self.env._("%(request)s is of another customer. Choose one of this one.", request=request.name)
            )
        if contact and contact.commercial_partner_id != agreement.partner_id:
            raise UserError(
                self.env._(
                    "%(contact)s does not belong to %(partner)s and cannot sign for it. Choose one of its contacts.",
                    contact=contact.display_name,
                    partner=agreement.partner_id.display_name,
                )
            )
        if template.company_id and template.company_id != agreement.company_id:
            raise UserError(
                self.env._("%(template)s is of another company. Choose another one.", template=template.display_name)
            )

    def _check_terms(self):
        """Refuse to approve or send what is not granted, or not any more, and what is over already."""
        self.ensure_one()
        self._check_drafted()  # a contact may have moved to another customer since
        if self.template_id.state != "published":
            raise UserError(
                self.env._("%(template)s is not published yet. Choose another.", template=self.template_id.display_name)
            )
        if self.valid_to and self.valid_to < self.company_id._credit_today():
            raise UserError(
                self.env._(
                    "The agreement would be over since %(day)s: choose a later day.", day=self._day(self.valid_to)
                )
            )
        self._check_granted()
        granted = self._get_granted_terms()
        standing = {name: self._fields[name].convert_to_write(self[name], self) for name in granted}
        if standing != granted:
            raise UserError(
                self.env._(
                    "Limit or terms of %(partner)s have changed since this was drafted. Take it back, look at it again"
                    " and refresh its terms.",
                    partner=self.partner_id.display_name,
                )
            )

    def _check_granted(self):
        """Refuse an agreement on what nobody has granted."""
        account = self.account_id.sudo()  # as granted, whoever decides
        waits = self.request_id and not self.request_id.applied_on
        if not waits and self.env["credit.limit"]._effective(account)[account].state == NOT_ASSESSED:
            raise UserError(
                self.env._(
                    "%(partner)s has no limit yet: grant one, or name the request that was granted on condition of this"
                    " agreement.",
                    partner=self.partner_id.display_name,
                )
            )
        if self.request_id and self.request_id.state not in ("approved", "partly"):
            raise UserError(
                self.env._("%(request)s is not granted: approve it first.", request=self.request_id.display_name)
            )

    # === TEXT === #

    def _get_lang(self):
        return self.lang or self.partner_id.sudo().lang or self.env.lang or "en_US"  # the customer need not be in sight

    def _get_facts(self):
        """What is agreed as pairs of a label and a text, in the language at hand."""
        self.ensure_one()
        interest = self.late_interest_rate
        facts = [
            (self.env._("Credit limit"), self._describe_limit()),
            (self.env._("Payment terms"), self.payment_term_id.sudo().name),  # agreed with the customer
            (self.env._("Late interest"), self.company_id._credit_late_interest_text(interest)),
            (self.env._("From"), self._day(self.valid_from)),
            (self.env._("Until"), self._day(self.valid_to) if self.valid_to else self.env._("without end")),
            (self.env._("Notice period"), count_days(self.env, self.notice_days) if self.notice_days else ""),
            (self.env._("Retention of title"), self.env._("Yes") if self.retention else ""),
            (self.env._("Guarantees"), self.guarantees),
            (self.env._("Special terms"), self.special_terms),
        ]
        return [(label, text) for label, text in facts if text]

    def _prepare_content(self):
        """The text as it stands, in the language of the agreement: what is approved and signed."""
        spoken = self.with_context(lang=self._get_lang())
        agreement = spoken.sudo()  # the template and the names of both parties, whoever reads
        values = agreement._prepare_values()
        holds = {
            core.WITH_INTEREST: agreement.late_interest_rate,
            core.WITH_RETENTION: agreement.retention,
            core.WITH_GUARANTEES: agreement.guarantees,
            core.WITH_SPECIAL: agreement.special_terms,
            core.WITH_NOTICE: agreement.valid_to,
        }
        sections = [section._to_core() for section in agreement.template_id.section_ids]
        return {
            "number": agreement.name,
            "lang": spoken.env.lang,
            "title": agreement.template_id.name,
            "template": agreement.template_id.display_name,
            "company": agreement._describe_party(agreement.company_id.partner_id),
            "customer": agreement._describe_party(agreement.partner_id),
            "facts": [list(fact) for fact in agreement._get_facts()],
            "clauses": core.clauses(sections, [name for name, met in holds.items() if met], values),
        }

    def _prepare_values(self):
        words = "" if self.unlimited else self.env["credit.print"]._in_words(self.limit_amount, self.currency_id)
        return {
            "company": self.company_id.name,
            "customer": self.partner_id.name,
            "limit": self._describe_limit(),
            "limit_in_words": words or self._describe_limit(),
            "payment_terms": self.payment_term_id.name or self.env._("at once"),
            "late_interest": format_percent(self.env, self.late_interest_rate),
            "late_interest_agreed": self.company_id._credit_late_interest_text(self.late_interest_rate) or "–",
            "first_day": self._day(self.valid_from),
            "last_day": self._day(self.valid_to) if self.valid_to else "–",
            "notice_days": str(self.notice_days),
            "guarantees": self.guarantees or "–",
            "special_terms": self.special_terms or "–",
        }

    @api.model
    def _describe_party(self, partner):
        """Name, address and number of one who signs."""
        lines = [partner.name, *partner._display_address(without_company=True).splitlines(), partner.vat]
        return [line.strip() for line in lines if line and line.strip()]

    def _get_content(self):
        """What was approved; while it is drafted, what would be."""
        return self.content or self._prepare_content()

    @api.depends("state", "content", "template_id", "limit_text", "payment_term_id", "valid_from", "valid_to")
    @api.depends_context("lang")
    def _compute_preview(self):
        for agreement in self:
            whole = agreement.account_id and agreement.template_id and agreement.valid_from and agreement._origin
            clauses = agreement._origin._get_content()["clauses"] if whole else ()
            agreement.preview = Markup().join(
                Markup("<h3>{}</h3><p style='white-space: pre-line'>{}</p>").format(title, text)
                for title, text in clauses
            )

    # === IN FORCE === #

    @api.model
    def _get_standing(self, account):
        """The agreements of an account that are signed by both and not over: coming ones count, too."""
        states = (core.COUNTERSIGNED, core.REPLACED, core.ENDED)
        found = self.search(Domain("account_id", "=", account.id) & Domain("state", "in", states))
        return found.filtered(lambda agreement: agreement.phase in (core.IN_FORCE, core.COMING))

    # === PAGE === #

    def _prepare_page(self):
        """What the customer sees of it on the portal: what was approved and signed, and nothing else."""
        content = self._get_content()
        signed = self.state in core.KEPT
        return {
            "title": content["title"],
            "number": content["number"],
            "company": content["company"],
            "customer": content["customer"],
            "facts": content["facts"],
            "clauses": content["clauses"],
            "state": self._describe_to_customer(),
            "signed_by": self.signed_by if signed else "",
            "signed_on": self._day(self._get_day_of(self.signed_on)) if signed else "",
            "signature": image_data_uri(self.signature) if signed and self.signature else "",
            "countersigned_on": self._day(self._get_day_of(self.countersigned_on)) if self.countersigned_on else "",
            "hash": self.final_hash or self.signed_hash or "",
        }

    def _get_day_of(self, moment):
        """The day of a moment, where the company is."""
        return pytz.utc.localize(moment).astimezone(self.company_id._credit_zone()).date()

    def _describe_to_customer(self):
        """Where it stands, in a sentence for the customer."""
        today = self.company_id._credit_today()
        last = self.ended_on or self.valid_to
        if self.state == core.SENT:
            if self.sign_until and self.sign_until < today:
                return self.env._("The time to sign this agreement is over. Please ask us to send it again.")
            until = self.sign_until and self.env._("Please read it and sign it until %s.", self._day(self.sign_until))
            return until or self.env._("Please read it and sign it.")
        if self.state == core.DECLINED:
            return self.env._("You have declined this agreement. We will be in touch.")
        if self.state == core.SIGNED:
            return self.env._("You have signed this agreement. We will countersign it.")
        if self.phase == core.OVER:
            return self.env._("This agreement ended on %s.", self._day(last))
        if self.phase == core.COMING:
            return self.env._("Signed by both. It begins on %s.", self._day(self.valid_from))
        if last:
            return self.env._("Signed by both, and in force until %s.", self._day(last))
        return self.env._("Signed by both, and in force.")
