from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import email_normalize

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.models.common.text import stripped

from ..models.credit_application import ENDED


class CreditApplicationInvite(models.TransientModel):
    """Asks whom to invite to apply for credit, and sends the personal link."""

    _name = "credit.application.invite"
    _description = "Invite to Apply for Credit"
    _inherit = ["credit.single"]

    company_id = fields.Many2one("res.company", required=True, readonly=True, default=lambda self: self.env.company)
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        help="Empty: a company that is no customer yet.",
    )
    applicant = fields.Char(
        string="Company Applying", compute="_compute_known", store=True, readonly=False, required=True
    )
    email = fields.Char(
        string="Mail Address",
        compute="_compute_known",
        store=True,
        readonly=False,
        required=True,
        help="Whoever reads mail there fills the application in.",
    )
    lang = fields.Selection(
        "_get_languages", string="Language", compute="_compute_known", store=True, readonly=False, required=True
    )

    @api.model
    def _get_languages(self):
        return self.env["res.lang"].get_installed()

    @api.depends("partner_id")
    def _compute_known(self):
        for invite in self:
            partner = invite.partner_id
            invite.applicant = partner.name or invite.applicant
            invite.email = partner.email_normalized or invite.email
            invite.lang = partner.lang or invite.lang or self.env.lang or "en_US"

    @api.model
    def _get_window(self, partner=None):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Invite to Apply"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {"default_partner_id": partner.id if partner else False},
        }

    def action_apply(self):
        """Send the personal link, and open the application."""
        self.ensure_one()
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%(user)s cannot invite to apply. Ask a credit analyst.", user=self.env.user.name)
            )
        self.company_id.check_access("read")
        partner = self.partner_id.commercial_partner_id
        partner.check_access("read")
        email = email_normalize(self.email)
        if not email or not stripped(self.applicant):
            raise UserError(self.env._("Write the name of the company and one mail address, info@example.com say."))
        self._check_none_runs(partner, email)
        vals = {"applicant": self.applicant.strip()[:200], "email": email, "lang": self.lang}
        vals |= {"company_id": self.company_id.id, "partner_id": partner.id, "user_id": self.env.uid}
        application = self.env["credit.application"]._invite(vals, by=self.env.user)
        return application._get_records_action(name=self.env._("Credit Application"))

    def _check_none_runs(self, partner, email):
        """An application that runs is gone on with."""
        root = self.company_id._credit_root()
        whose = [("partner_id", "=", partner.id)] if partner else [("email", "=", email)]
        applications = self.env["credit.application"]
        running = applications.search([("company_id", "=", root.id), ("state", "not in", ENDED), *whose], limit=1)
        if running:
            raise UserError(
                self.env._(
                    "An application of %(application)s is “%(state)s” already. Open it, and send another link there.",
                    application=running.display_name,
                    state=running._get_state_text(),
                )
            )
