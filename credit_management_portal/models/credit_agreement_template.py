from odoo import api, fields, models
from odoo.exceptions import UserError

from ..core import agreement as core

CONDITIONS = [
    (core.ALWAYS, "Always"),
    (core.WITH_INTEREST, "With Late Interest"),
    (core.WITH_RETENTION, "With Retention of Title"),
    (core.WITH_GUARANTEES, "With Guarantees"),
    (core.WITH_SPECIAL, "With Special Terms"),
    (core.WITH_NOTICE, "With a Last Day"),
]


class CreditAgreementTemplate(models.Model):
    """One version of the text from which credit agreements are made. See ``credit.versioned``.

    A version that is published stays as it is: an agreement can always be compared with it.
    """

    _name = "credit.agreement.template"
    _description = "Template of Credit Agreements"
    _inherit = ["credit.versioned", "credit.log", "credit.shared"]
    _versions_share = "family_id"
    _order = "sequence, family_id, version desc, id desc"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        help="The company whose customers sign it. Empty for those of all companies.",
    )
    sequence = fields.Integer(default=10)
    family_id = fields.Many2one(
        "credit.agreement.template", string="First Version", readonly=True, copy=False, index=True
    )
    version = fields.Integer(default=1)
    section_ids = fields.One2many("credit.agreement.section", "template_id", string="Sections", copy=True)

    _version_unique = models.Constraint(
        "UNIQUE (family_id, version)", "Another version was made at the same moment. Try again."
    )

    @api.depends("name", "version")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for template in self:
            template.display_name = self.env._(
                "%(template)s, version %(version)s", template=template.name or "", version=template.version
            )

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | {"name", "company_id", "sequence", "valid_from", "section_ids"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return sorted(self._get_drafted_fields())

    @api.model
    def _get_remedy(self):
        return self.env._("Publish the template, or make a new version of it.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft and publish it.")

    def _get_decided_text(self):
        return self.env._(
            "%(template)s is published and stays as it is. Make a new version of it.", template=self.display_name
        )

    @api.model_create_multi
    def create(self, vals_list):
        templates = super().create(vals_list)
        for template in templates.filtered(lambda one: not one.family_id):
            template._credit_by_method().family_id = template
        return templates

    @api.ondelete(at_uninstall=False)
    def _unlink_except_followed(self):
        """The first version is what later ones know they belong together by."""
        # Versions out of sight follow, too.
        followed = self.sudo().search([("family_id", "in", self.ids), ("id", "not in", self.ids)], limit=1)
        if followed:
            raise UserError(
                self.env._(
                    "%(template)s has later versions. Delete %(later)s first.",
                    template=followed.family_id.display_name,
                    later=followed.display_name,
                )
            )

    # === VERSIONS === #

    def action_copy_version(self):
        """Make a draft like this version that is to follow it, and open it."""
        self.ensure_one()
        self._check_administrator()
        # Versions out of sight have their numbers, too.
        versions = self.sudo().search([("family_id", "=", self.family_id.id)])
        values = {"family_id": self.family_id.id, "version": max(versions.mapped("version")) + 1}
        return self._credit_by_method().copy(values).with_env(self.env)._get_records_action()

    def _check_publishable(self):
        # EXTENDS 'credit.versioned'
        self.ensure_one()
        if not self.section_ids:
            raise UserError(self.env._("%(template)s says nothing: add a section.", template=self.display_name))
        for code, _name in self.env["res.lang"].get_installed():
            for section in self.section_ids.with_context(lang=code):
                if names := core.unknown(f"{section.name} {section.text}"):
                    raise UserError(
                        self.env._(
                            "“%(section)s” names {%(name)s}, which no agreement fills. Use one of: %(known)s.",
                            section=section.name,
                            name=names[0],
                            known=", ".join(f"{{{name}}}" for name in core.PLACEHOLDERS),
                        )
                    )
        return super()._check_publishable()
