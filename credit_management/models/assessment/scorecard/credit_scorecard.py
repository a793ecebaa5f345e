from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

# Set by publishing, by withdrawing and by making a new version alone.
DECIDED = {"state", "version", "family_id", "ended_on", "published_by", "published_on"}
UNDECIDED = {"state": "draft", "version": 1}


class CreditScorecard(models.Model):
    """One version of a scorecard: weighted criteria, and for which customers they are asked.

    A version is edited as a draft, published once and then stays as it is, so that every score
    can be explained by the version it was made with. Versions of one card share its first
    version as their family; which of them is in force on a day follows from their first days.
    """

    _name = "credit.scorecard"
    _description = "Scorecard"
    _inherit = ["credit.log", "credit.guard"]
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
    version = fields.Integer(readonly=True, copy=False, default=1, aggregator=None)
    valid_from = fields.Date(copy=False, help="The first day of this version. Left empty, the day it is published.")
    ended_on = fields.Date(string="Withdrawn On", readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")], required=True, default="draft", readonly=True, copy=False
    )
    phase = fields.Selection(
        [
            ("draft", "Draft"),
            ("scheduled", "Scheduled"),
            ("in_force", "In Force"),
            ("superseded", "Superseded"),
            ("withdrawn", "Withdrawn"),
        ],
        compute="_compute_phase",
        search="_search_phase",
        help="A published version is in force from its first day until that of a later one, or until it is withdrawn.",
    )
    published_by = fields.Many2one("res.users", readonly=True, copy=False)
    published_on = fields.Datetime(readonly=True, copy=False)
    coverage_min = fields.Float(
        string="Must Be Known (%)",
        digits=(5, 2),
        default=50.0,
        help="If less than this share of the weights is known of a customer, there is no score.",
    )
    note = fields.Text(string="Notes", translate=True)
    criterion_ids = fields.One2many("credit.scorecard.criterion", "scorecard_id", string="Criteria", copy=True)
    knockout_ids = fields.One2many("credit.scorecard.knockout", "scorecard_id", string="Knock-Outs", copy=True)
    weight_total = fields.Float(string="Sum of Weights", digits=(16, 2), compute="_compute_weight_total")

    _version_unique = models.Constraint(
        "UNIQUE (family_id, version)", "Another version was made at the same moment. Try again."
    )
    _published_has_a_first_day = models.Constraint(
        "CHECK (state <> 'published' OR valid_from IS NOT NULL)", "A published scorecard has a first day."
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

    @api.depends("state", "valid_from", "ended_on", "version", "family_id")
    @api.depends_context("company")
    def _compute_phase(self):
        # Versions out of a user's sight supersede, too.
        published = self.sudo().search([("state", "=", "published"), ("family_id", "in", self.family_id.ids)])
        for card in self:
            card.phase = card._phase(published) if card.state == "published" else "draft"

    def _phase(self, published):
        """Where a published version stands among all ``published`` ones."""
        self.ensure_one()
        today = self._today()
        if self.ended_on and (self.ended_on <= today or not self._begins):
            return "withdrawn"
        family = published.filtered(lambda other: other.family_id == self.family_id)
        if family._governing(max(today, self.valid_from)) != self:
            return "superseded"
        return "scheduled" if self.valid_from > today else "in_force"

    def _search_phase(self, operator, value):
        """Phases follow from the other versions of a card, so they are compared here; versions are few."""
        if operator != "in":
            return NotImplemented
        published = self.search([("state", "=", "published")])
        found = Domain("id", "in", published.filtered(lambda card: card.phase in value).ids)
        return found | Domain("state", "=", "draft") if "draft" in value else found

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
            versions = self.sudo().search([("family_id", "in", card.family_id.ids)])
            if versions - versions.filtered(lambda other, card=card: other.company_id == card.company_id):
                raise ValidationError(
                    self.env._(
                        "%(card)s has other versions, so its company stays as it is. Duplicate it for another company.",
                        card=card.display_name,
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # Filled in before the check: a client can send defaults in the context, or store them.
        vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
        if not self._is_by_method():
            for vals in vals_list:
                self._check_draft_vals(vals)
        cards = super().create(vals_list).with_env(self.env)
        for card in cards.filtered(lambda one: not one.family_id):
            card._by_method().family_id = card
        return cards

    def write(self, vals):
        if not self._is_by_method():
            if forged := DECIDED & vals.keys():
                self._refuse_fields(forged, self.env._("Publish the scorecard, or make a new version of it."))
            if vals.keys() - self.env["mail.thread"]._fields.keys():  # whoever follows it is no part of it
                self._check_draft()
        return super().write(vals)

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        if self._is_by_method():
            return vals_list
        return [
            {**vals, "name": self.env._("%(card)s (copy)", card=card.name)}
            for card, vals in zip(self, vals_list, strict=True)
        ]

    def update_field_translations(self, field_name, translations, source_lang=""):
        if not self._is_by_method():
            self._check_draft()
        return super().update_field_translations(field_name, translations, source_lang)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()

    @api.ondelete(at_uninstall=False)
    def _unlink_except_followed(self):
        """The first version is what later ones know they belong together by."""
        followed = self.sudo().search([("family_id", "in", self.ids), ("id", "not in", self.ids)], limit=1)
        if followed:
            raise UserError(
                self.env._(
                    "%(card)s has later versions. Delete %(later)s first.",
                    card=followed.family_id.display_name,
                    later=followed.display_name,
                )
            )

    @api.model
    def _check_draft_vals(self, vals):
        """Whoever creates a scorecard creates the draft of a new one."""
        forged = {name for name in DECIDED & vals.keys() if vals[name] and vals[name] != UNDECIDED.get(name)}
        if forged:
            self._refuse_fields(forged, self.env._("Create a draft and publish it."))

    def _check_draft(self):
        for card in self:
            if card.state != "draft":
                raise UserError(
                    self.env._(
                        "%(card)s is published and stays as it is. Make a new version of it.", card=card.display_name
                    )
                )

    def _card(self):
        """Itself: the parts of a card ask what they belong to."""
        return self

    # === VERSIONS === #

    @property
    def _begins(self):
        """Whether a published version was withdrawn before its first day, and so never begins."""
        return not self.ended_on or self.ended_on >= self.valid_from

    def _governing(self, day):
        """Of these published versions of one card the one that a day belongs to, withdrawn or not."""
        begun = self.filtered(lambda card: card._begins and card.valid_from <= day)
        return max(begun, key=lambda card: (card.valid_from, card.version), default=self.browse())

    def _today(self):
        """Today where the card is used; a card of all companies follows the clock of the one at work."""
        return (self.company_id or self.env.company).sudo()._credit_today()

    @api.model
    def _in_force(self, company, day=None):
        """The versions in force for a company on a day, first things first. No access is checked.

        :param company: a company or a branch of it
        """
        root = company.sudo().root_id
        day = day or root._credit_today()
        published = self.sudo().search([("state", "=", "published"), ("company_id", "in", (False, root.id))])
        governing = self.sudo().concat(
            *(versions._governing(day) for versions in published.grouped("family_id").values())
        )
        standing = governing.filtered(lambda card: not card.ended_on or card.ended_on > day)
        return standing.sorted(lambda card: (card.sequence, not card.company_id, card.family_id.id))
