from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core import agreement as core


class CreditAgreement(models.Model):
    """Who gets the link that signs: who approves the agreement sees their addresses, and it goes to no other.

    Whoever looks after a customer may change its contacts, and who sees its credit: nobody signs by that.
    """

    _inherit = "credit.agreement"

    sent_to = fields.Char(
        string="Goes to",
        compute="_compute_sent_to",
        help="Who would get the link today, with their addresses; once it was sent, whom it was approved for.",
    )
    approved_to = fields.Char(string="Approved for", readonly=True, copy=False)
    recipient_ids = fields.Many2many("res.partner", string="Recipients", readonly=True, copy=False)

    @api.depends("contact_id", "account_id", "state", "approved_to")
    @api.depends_context("lang")
    def _compute_sent_to(self):
        for agreement in self:
            waits = agreement.account_id and agreement.state in (core.DRAFT, core.APPROVED)
            agreement.sent_to = agreement._describe_recipients() if waits else agreement.approved_to

    def _get_addressed(self):
        """The contact chosen, else those who see the customer's credit, else the customer."""
        agreement = self.sudo()  # contacts of the customer need not be in sight
        return agreement.contact_id or agreement.account_id._get_told_contacts()

    def _describe_recipients(self):
        none = self.env._("no address")
        return ", ".join(f"{one.name} <{one.email or none}>" for one in self._get_addressed().sorted("id"))

    def _get_recipients(self):
        """Those of today, each with an address and as they were when the agreement was approved."""
        recipients = self._get_addressed()
        if missing := recipients.filtered(lambda one: not one.email):
            raise UserError(
                self.env._(
                    "%(contact)s has no email address. Add one, or choose another contact under “Sent to”.",
                    contact=missing[0].display_name,
                )
            )
        if self.approved_to != self._describe_recipients():
            raise UserError(
                self.env._(
                    "%(agreement)s was approved for %(before)s and would go to %(now)s. Take it back, and let it be"
                    " approved again.",
                    agreement=self.display_name,
                    before=self.approved_to,
                    now=self._describe_recipients(),
                )
            )
        return recipients

    def _get_link_until(self):
        """The last day on which the link opens the page; None while no end is known."""
        self.ensure_one()
        days = self.company_id.sudo().credit_agreement_link_days  # a setting, for whoever has the link
        return core.link_until(self.state, self.sign_until or None, self.ended_on or self.valid_to or None, days)

    def _is_link_open(self):
        until = self._get_link_until()
        return until is None or self.company_id._credit_today() <= until

    def _describe_link(self):
        """For who came by the link: how long it opens the page, and what to do about it."""
        keep = self.env._("Keep the file.")
        if until := self._get_link_until():
            return self.env._("Your link opens this page until %(day)s. %(keep)s", day=self._day(until), keep=keep)
        days = self.company_id.sudo().credit_agreement_link_days  # as above
        return self.env._(
            "Your link opens this page until %(days)s days after the agreement has ended. %(keep)s",
            days=days,
            keep=keep,
        )

    def _is_addressed(self, partner):
        """Whether this contact is one of those it was approved for: only they sign without the link.

        Whoever changes a contact's address can have a new password mailed there: that login signs nothing any more.
        """
        agreement, email = self.sudo(), partner.sudo().email  # in sight or not
        return partner in agreement.recipient_ids and f"<{email}>" in (agreement.approved_to or "")
