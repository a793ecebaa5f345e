from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ...const import ADMINISTRATOR
from .day import format_day


class CreditVersioned(models.AbstractModel):
    """A decided document that is published in versions.

    A version is edited as a draft, published once and then stays as it is, so that everything decided can be
    explained by the version it was decided with. Which version is in force on a day follows from the first days of
    those published; nothing has to run for one to begin.
    """

    _name = "credit.versioned"
    _description = "Document Published in Versions"
    _inherit = ["credit.decided"]
    # The field that the versions of one document share.
    _versions_share = "company_id"

    version = fields.Integer(readonly=True, copy=False, aggregator=None)
    valid_from = fields.Date(copy=False, help="The first day of this version. Left empty, the day it is published.")
    state = fields.Selection(
        [("draft", "Draft"), ("published", "Published")], required=True, default="draft", readonly=True, copy=False
    )
    phase = fields.Selection(
        [("draft", "Draft"), ("scheduled", "Scheduled"), ("in_force", "In Force"), ("superseded", "Superseded")],
        compute="_compute_phase",
        search="_search_phase",
        help="A published version is in force from its first day until that of a later one.",
    )
    published_by = fields.Many2one("res.users", readonly=True, copy=False)
    published_on = fields.Datetime(readonly=True, copy=False)

    _published_has_a_first_day = models.Constraint(
        "CHECK (state <> 'published' OR valid_from IS NOT NULL)", "A published version has a first day."
    )

    # === COMPUTE === #

    @api.depends("state", "valid_from", "version")
    @api.depends_context("company")
    def _compute_phase(self):
        # Versions out of a user's sight supersede, too.
        published = self.sudo()._get_published(Domain(self._versions_share, "in", self[self._versions_share].ids))
        for version in self:
            version.phase = version._get_phase(published) if version.state == "published" else "draft"

    def _get_phase(self, published):
        """Where a published version stands among all ``published`` ones."""
        self.ensure_one()
        today = self._get_today()
        same = published.filtered(lambda other: other[self._versions_share] == self[self._versions_share])
        if same._get_governing(max(today, self.valid_from)) != self:
            return "superseded"
        return "scheduled" if self.valid_from > today else "in_force"

    def _search_phase(self, operator, value):
        """Phases follow from the other versions, so they are compared here; versions are few."""
        if operator != "in":
            return NotImplemented
        published = self._get_published(Domain.TRUE)
        found = Domain("id", "in", published.filtered(lambda version: version.phase in value).ids)
        return found | Domain("state", "=", "draft") if "draft" in value else found

    # === VERSIONS === #

    @api.model
    def _get_published(self, domain):
        return self.search_fetch(Domain("state", "=", "published") & domain, ["valid_from", "version"])

    def _begins(self):
        """Whether a published version ever begins."""
        return True

    def _get_governing(self, day):
        """Of these published versions of one document the one that a day belongs to."""
        begun = self.filtered(lambda version: version.valid_from <= day and version._begins())
        return max(begun, key=lambda version: (version.valid_from, version.version), default=self.browse())

    def _get_today(self):
        """Today where the document is used; one of all companies follows the clock of the company at work."""
        return (self.company_id or self.env.company)._credit_today()

    @api.model
    def _get_in_force(self, company, day=None):
        """The versions in force for a company on a day, in the order of the model. No access is checked.

        :param company: a company or a branch of it
        :param day: today at the company when left out
        """
        root = company._credit_root()
        day = day or root._credit_today()
        # Definitions hold for everybody, whoever may read them.
        published = self.sudo()._get_published(Domain("company_id", "in", (False, root.id)))
        governing = (versions._get_governing(day) for versions in published.grouped(self._versions_share).values())
        return published.browse().concat(*governing)

    # === PUBLISHING === #

    def action_publish(self):
        """Let drafts be in force from their first day on."""
        self._check_administrator()
        self._check_shown()
        self._check_publisher()
        for version in self:
            version._check_draft()
            version._check_publishable()
            version._message_log(body=version._describe_difference())
            version._set_published()
        return True

    def _check_publisher(self):
        """Refuse that who wrote a version puts it in force, where its company wants a second person to."""
        for version in self:
            # The settings of companies the user does not see count for what is shared by all.
            companies = version.company_id.sudo() or self.env["res.company"]._credit_all_roots()
            if any(companies.mapped("credit_second_publisher")):
                version._check_hands()

    def _check_administrator(self):
        if not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(
                self.env._(
                    "%(user)s cannot publish or withdraw %(version)s. Ask a credit administrator.",
                    user=self.env.user.name,
                    version=self[:1].display_name,
                )
            )
        self.check_access("write")

    def _check_publishable(self):
        """Refuse to publish a version before today, or behind a later one from the first day on."""
        self.ensure_one()
        today = self._get_today()
        begin = self.valid_from or today
        names = {"version": self.display_name, "day": format_day(self.env, begin)}
        if begin < today:
            raise UserError(
                self.env._(
                    "%(version)s cannot begin on %(day)s: what was decided before today is not rewritten."
                    " Choose today or a later day as “Valid From”.",
                    **names,
                )
            )
        share = self._versions_share
        # Versions out of sight begin, too.
        same_day = self.sudo()._get_published(Domain(share, "=", self[share].id) & Domain("valid_from", "=", begin))
        if later := same_day.filtered(lambda other: other._begins() and other.version > self.version)[:1]:
            raise UserError(
                self.env._(
                    "%(later)s begins on %(day)s too and would be used instead of %(version)s."
                    " Choose another day as “Valid From”, or make a new version.",
                    later=later.display_name,
                    **names,
                )
            )

    def _set_published(self):
        self.ensure_one()
        self._credit_by_method().write(
            {
                "state": "published",
                "valid_from": self.valid_from or self._get_today(),
                "published_by": self.env.uid,
                "published_on": fields.Datetime.now(),
            }
        )
        self.invalidate_model(["phase"])  # another version is superseded by it
        self._message_log(
            body=self.env._(
                "%(version)s published, in force from %(day)s",
                version=self.display_name,
                day=format_day(self.env, self.valid_from),
            )
        )
