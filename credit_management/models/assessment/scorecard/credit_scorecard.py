from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

DRAFTED = {"name", "company_id", "sequence", "valid_from", "coverage_min", "note", "criterion_ids", "knockout_ids"}


class CreditScorecard(models.Model):
    """One version of a scorecard: weighted criteria, and for which customers they are asked.

    Every score names the version it was made with. Versions of one card share its first version as their
    family. See ``credit.versioned``.
    """

    _name = "credit.scorecard"
    _description = "Scorecard"
    _inherit = ["credit.versioned", "credit.log", "credit.shared", "mail.activity.mixin"]
    _versions_share = "family_id"
    _order = "sequence, family_id, version desc, id desc"

    name = fields.Char(required=True, translate=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        help="The company whose customers the card is for. Empty for those of all companies.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")
    sequence = fields.Integer(default=10, help="Of several cards that are for a customer the first one is used.")
    family_id = fields.Many2one("credit.scorecard", string="First Version", readonly=True, copy=False, index=True)
    version = fields.Integer(default=1)
    ended_on = fields.Date(string="Withdrawn On", readonly=True, copy=False)
    phase = fields.Selection(
        selection_add=[("withdrawn", "Withdrawn")],
        help="A published version is in force from its first day until that of a later one, or until it is withdrawn.",
    )
    coverage_min = fields.Float(
        string="Must Be Known (%)",
        digits=(5, 2),
        default=50.0,
        help="If less than this share of the weights is known of a customer, there is no score.",
    )
    note = fields.Text(string="Notes", translate=True)
    criterion_ids = fields.One2many("credit.scorecard.criterion", "scorecard_id", string="Criteria", copy=True)
    knockout_ids = fields.One2many("credit.scorecard.knockout", "scorecard_id", string="Knock-Outs", copy=True)
    weight_total = fields.Float(
        string="Sum of Weights",
        digits=(16, 2),
        compute="_compute_weight_total",
        help="Of all criteria: 100 % before the card can be published.",
    )

    _version_unique = models.Constraint(
        "UNIQUE (family_id, version)", "Another version was made at the same moment. Try again."
    )
    _coverage_is_a_share = models.Constraint(
        "CHECK (coverage_min BETWEEN 0 AND 100)", "“Must Be Known (%)” lies between 0 and 100."
    )

    # === COMPUTE === #

    @api.depends("company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for card in self:
            card.currency_id = (card.company_id or self.env.company).currency_id

    @api.depends("criterion_ids.weight")
    def _compute_weight_total(self):
        for card in self:
            card.weight_total = sum(card.criterion_ids.mapped("weight"))

    @api.depends("ended_on", "family_id")
    def _compute_phase(self):
        # EXTENDS 'credit.versioned': versions are withdrawn, too.
        return super()._compute_phase()

    def _get_phase(self, published):
        # EXTENDS 'credit.versioned'
        if self.ended_on and (self.ended_on <= self._get_today() or not self._begins()):
            return "withdrawn"
        return super()._get_phase(published)

    @api.depends("name", "version", "company_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for card in self:
            card.display_name = self.env._("%(card)s, version %(version)s", card=card.name or "", version=card.version)

    # === CONSTRAINTS === #

    @api.constrains("company_id", "family_id")
    def _check_company(self):
        for card in self.sudo():  # the constraint holds for companies the user cannot see, too
            if card.company_id.parent_id:
                raise ValidationError(
                    self.env._(
                        "%(company)s is a branch. Choose %(root)s: its scorecards are for its branches too.",
                        company=card.company_id.name,
                        root=card.company_id.root_id.name,
                    )
                )
            # Versions out of sight belong to it, too.
            versions = self.sudo().search([("family_id", "in", card.family_id.ids)])
            if versions - versions.filtered(lambda other, card=card: other.company_id == card.company_id):
                raise ValidationError(
                    self.env._(
                        "%(card)s has other versions, so its company stays as it is. Duplicate it for another company.",
                        card=card.display_name,
                    )
                )

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | DRAFTED

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return sorted(self._get_drafted_fields())

    @api.model
    def _get_remedy(self):
        return self.env._("Publish the scorecard, or make a new version of it.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft and publish it.")

    def _get_decided_text(self):
        return self.env._("%(card)s is published and stays as it is. Make a new version of it.", card=self.display_name)

    @api.model_create_multi
    def create(self, vals_list):
        cards = super().create(vals_list)
        for card in cards.filtered(lambda one: not one.family_id):
            card._credit_by_method().family_id = card
        return cards

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if self._credit_is_by_method():
            return vals_list
        return [
            {**vals, "name": self.env._("%(card)s (copy)", card=card.name)}
            for card, vals in zip(self, vals_list, strict=True)
        ]

    @api.ondelete(at_uninstall=False)
    def _unlink_except_followed(self):
        """The first version is what later ones know they belong together by."""
        # Versions out of sight follow, too.
        followed = self.sudo().search([("family_id", "in", self.ids), ("id", "not in", self.ids)], limit=1)
        if followed:
            raise UserError(
                self.env._(
                    "%(card)s has later versions. Delete %(later)s first.",
                    card=followed.family_id.display_name,
                    later=followed.display_name,
                )
            )

    # === VERSIONS === #

    def _begins(self):
        # EXTENDS 'credit.versioned': not if it was withdrawn before its first day.
        return not self.ended_on or self.ended_on >= self.valid_from

    @api.model
    def _get_in_force(self, company, day=None):
        # EXTENDS 'credit.versioned': the cards not withdrawn, that to be used first coming first.
        day = day or company._credit_root()._credit_today()
        standing = super()._get_in_force(company, day).filtered(lambda card: not card.ended_on or card.ended_on > day)
        return standing.sorted(lambda card: (card.sequence, not card.company_id, card.family_id.id))
