from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.credit_management.const import INTERNAL
from odoo.addons.credit_management.models.common.text import stripped

# Only a method of ours holds it: the version follows from the text.
NEXT = object()


class ResCompany(models.Model):
    """How a legal entity takes applications."""

    _inherit = "res.company"

    credit_application_public = fields.Boolean(
        string="Public Page “Apply for Credit”",
        groups=INTERNAL,
        help="Companies that nobody has invited apply on a public page, which sends them a personal link by mail.",
    )
    credit_application_days = fields.Integer(
        string="Application Links Are Valid for (Days)",
        groups=INTERNAL,
        required=True,
        default=30,
        help="How long an application can be filled in after the invitation, and its outcome read afterwards.",
    )
    credit_application_consent = fields.Text(
        string="Consent of Applicants",
        groups=INTERNAL,
        translate=True,
        help="What an applicant agrees to before the application is sent. Empty: the text that comes with the module."
        " A change makes a new version; what was agreed to stays with the application as it was.",
    )
    credit_application_consent_version = fields.Integer(
        string="Version of the Consent",
        groups=INTERNAL,
        required=True,
        default=1,
        readonly=True,
        help="Counts how often the text of the consent was changed.",
    )

    _application_days_in_bounds = models.Constraint(
        "CHECK (credit_application_days BETWEEN 1 AND 365)", "Links of applications are valid for 1 to 365 days."
    )

    def write(self, vals):
        # EXTENDS 'base'
        is_next = self.env.context.get("credit_application_consent") is NEXT
        if "credit_application_consent_version" in vals and not is_next:
            raise UserError(self.env._("The version of the consent follows from its text. Change the text."))
        if "credit_application_consent" in vals:
            for company in self:
                if stripped(company.credit_application_consent) != stripped(vals["credit_application_consent"]):
                    company._credit_next_consent()
        return super().write(vals)

    def update_field_translations(self, field_name, translations, source_lang=""):
        # EXTENDS 'base': translations are written beside write()
        if not self:
            return False
        done = super().update_field_translations(field_name, translations, source_lang)
        if field_name == "credit_application_consent":
            for company in self:
                company._credit_next_consent()
        return done

    def _credit_next_consent(self):
        """Another version of the text: who has agreed to a former one, and not sent yet, agrees anew."""
        version = self.credit_application_consent_version + 1
        self.with_context(credit_application_consent=NEXT).write({"credit_application_consent_version": version})

    @api.model
    def _credit_consent_default(self):
        return self.env._(
            "We agree that the details given here are checked and used to decide on credit, that references named here"
            " may be asked, and that they are kept as long as the law and the decision need. They are given to nobody"
            " else without our consent. All details are true and complete as far as we know."
        )

    def _credit_get_consent_text(self):
        # EXTENDS 'credit_management': on paper as online, where the company has a text of its own
        return stripped(self._credit_root().sudo().credit_application_consent) or super()._credit_get_consent_text()

    def _credit_consent(self):
        """The text that applicants agree to, in the language of the context, and its version."""
        self.ensure_one()
        root = self._credit_root()
        return stripped(root.credit_application_consent) or self._credit_consent_default(), (
            root.credit_application_consent_version
        )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_application_public = fields.Boolean(related="company_id.credit_application_public", readonly=False)
    credit_application_days = fields.Integer(related="company_id.credit_application_days", readonly=False)
    credit_application_consent = fields.Text(related="company_id.credit_application_consent", readonly=False)
