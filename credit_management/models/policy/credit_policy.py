from odoo import api, fields, models, tools
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import format_date

from ...const import ADMINISTRATOR
from ...core.exposure import exposure
from ...core.policy.policy import CHANGE, CONFIRMATION, QUOTATION, Policy, Rule

# Set by publishing alone.
DECIDED = {"state", "version", "published_by", "published_on"}
# What governs a company without a policy in force, by its setting. The rule is built in: it has no number.
BUILT_IN = Rule(id=0, kind="limited", checkpoints=frozenset({QUOTATION, CONFIRMATION, CHANGE}))
WITHOUT_POLICY = {
    "hold": Policy(counted=exposure.COUNTED_BY_DEFAULT, rules=(BUILT_IN,)),
    "pass": Policy(counted=exposure.COUNTED_BY_DEFAULT),
}


class CreditPolicy(models.Model):
    """One version of what a company holds its orders against: parameters and ordered rules.

    A version is edited as a draft, published once and then stays as it is, so that every
    decision can be explained by the version it was made with. Which version governs on a day
    follows from the first days of those published; nothing has to run for one to begin.
    """

    _name = "credit.policy"
    _description = "Credit Policy"
    _inherit = ["credit.log", "mail.activity.mixin", "credit.guard", "credit.cached"]
    _order = "company_id, version desc"
    _rec_name = "version"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company.root_id,
        domain="[('parent_id', '=', False)]",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
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
    count_draft_invoice = fields.Boolean(
        string="Count Draft Invoices", default=True, help="Draft invoices that come from no order count as owed."
    )
    count_order = fields.Boolean(
        string="Count Confirmed Orders",
        default=True,
        help="Confirmed orders, as far as no posted invoice covers them, count as owed.",
    )
    count_unallocated = fields.Boolean(
        string="Deduct Unallocated Payments",
        default=True,
        help="Payments and credit notes not yet matched to an invoice lower what is owed.",
    )
    count_clearing = fields.Boolean(
        string="Count Receipts in Clearing",
        help="Receipts count as owed until the bank confirms them, cheques for example.",
    )
    horizon_days = fields.Integer(
        string="Horizon (Days)",
        help="Orders to be delivered later than so many days from today do not count yet. 0 for no horizon: every"
        " order counts. An order without a delivery date counts always.",
    )
    release_days = fields.Integer(
        string="Releases Last (Days)", default=14, help="How long a release of an order lasts unless said otherwise."
    )
    release_grace = fields.Integer(
        string="Grace of Releases (Days)", help="For how long goods still leave on a release that is over."
    )
    confirm_cleared = fields.Boolean(
        string="Confirm Cleared Orders",
        default=True,
        help="An order on hold is confirmed as soon as it passes again. Otherwise somebody confirms it by hand.",
    )
    rule_ids = fields.One2many("credit.policy.rule", "policy_id", string="Rules", copy=True)

    _version_unique = models.Constraint(
        "UNIQUE (company_id, version)", "Another version was made at the same moment. Try again."
    )
    _published_has_a_first_day = models.Constraint(
        "CHECK (state <> 'published' OR valid_from IS NOT NULL)", "A published policy has a first day."
    )
    _days_in_bounds = models.Constraint(
        "CHECK (horizon_days BETWEEN 0 AND 3650 AND release_days BETWEEN 0 AND 3650"
        " AND release_grace BETWEEN 0 AND 3650)",
        "The horizon, and the days and the grace of releases, lie between 0 and 3,650 days.",
    )

    # === COMPUTE === #

    @api.depends("state", "valid_from", "version", "company_id")
    def _compute_phase(self):
        # Versions out of a user's sight supersede, too.
        published = self.sudo().search([("state", "=", "published"), ("company_id", "in", self.company_id.ids)])
        for policy in self:
            policy.phase = policy._phase(published) if policy.state == "published" else "draft"

    def _phase(self, published):
        """Phase of a published version among all ``published`` ones."""
        self.ensure_one()
        today = self.company_id._credit_today()
        begun = max(today, self.valid_from)
        if any(
            other.company_id == self.company_id and other.valid_from <= begun and other._precedence > self._precedence
            for other in published
        ):
            return "superseded"
        return "scheduled" if self.valid_from > today else "in_force"

    @property
    def _precedence(self):
        """Of two versions that have begun the one with the larger value governs."""
        return self.valid_from, self.version

    def _search_phase(self, operator, value):
        """Phases follow from the other versions of the company, so they are compared here; versions are few."""
        if operator != "in":
            return NotImplemented
        published = self.search([("state", "=", "published")])
        found = Domain("id", "in", published.filtered(lambda policy: policy.phase in value).ids)
        return found | Domain("state", "=", "draft") if "draft" in value else found

    @api.depends("version", "company_id")
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        with_company = self.env.user.has_group("base.group_multi_company")
        for policy in self:
            name = self.env._("Version %(version)s", version=policy.version)
            policy.display_name = f"{name} ({policy.company_id.name})" if with_company else name

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # Filled in before the check: a client can send defaults in the context, or store them.
        vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
        numbers = {}
        for vals in vals_list:
            self._check_draft_vals(vals)
            company = self.env["res.company"].browse(vals["company_id"]).sudo().root_id
            numbers[company] = numbers.get(company, self._last_version(company)) + 1
            vals |= {"company_id": company.id, "version": numbers[company]}
        return super().create(vals_list)

    def write(self, vals):
        if not self._is_by_method():
            if forged := (DECIDED | {"company_id"}) & vals.keys():
                self._refuse_fields(forged, self.env._("Publish the policy, or make a new version of it."))
            if self._credit_document_names(vals):  # whoever follows it is no part of it
                self._check_draft()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_published(self):
        self._check_draft()

    @api.model
    def _check_draft_vals(self, vals):
        """Policies begin as drafts, whoever creates them."""
        forged = {name for name in DECIDED & vals.keys() if vals[name] and vals[name] != "draft"}
        if forged:
            self._refuse_fields(forged, self.env._("Create a draft and publish it."))

    def _check_draft(self):
        for policy in self:
            if policy.state != "draft":
                raise UserError(
                    self.env._(
                        "%(policy)s of the credit policy is published and stays as it is. Make a new version of it.",
                        policy=policy.display_name,
                    )
                )

    @api.model
    def _last_version(self, company):
        # Versions out of a user's sight have taken their numbers, too.
        return self.sudo().search([("company_id", "=", company.id)], order="version desc", limit=1).version

    # === ACTIONS === #

    def action_publish(self):
        """Let drafts govern from their first day on."""
        self._check_administrator()
        for policy in self:
            policy._check_draft()
            policy._check_publishable()
            policy._set_published()
        return True

    def action_copy_version(self):
        """Make a draft like this version, and open it."""
        self.ensure_one()
        return self.copy()._get_records_action()

    def _check_administrator(self):
        if not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(
                self.env._(
                    "%(user)s cannot publish a credit policy. Ask a credit administrator.", user=self.env.user.name
                )
            )
        self.check_access("write")

    def _check_publishable(self):
        """With rules, from today at the earliest, and not behind a later version from the first day on."""
        self.ensure_one()
        names = {"policy": self.display_name}
        if not self.rule_ids:
            raise UserError(self.env._("%(policy)s has no rules and would let everything pass. Add a rule.", **names))
        today = self.company_id._credit_today()
        begin = self.valid_from or today
        if begin < today:
            raise UserError(
                self.env._(
                    "%(policy)s cannot begin on %(day)s: what was decided before today is not rewritten."
                    " Choose today or a later day.",
                    day=format_date(self.env, begin),
                    **names,
                )
            )
        later = self.sudo().search(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "=", "published"),
                ("valid_from", "=", begin),
                ("version", ">", self.version),
            ],
            limit=1,
        )
        if later:
            raise UserError(
                self.env._(
                    "%(later)s begins on %(day)s too and would govern instead of %(policy)s."
                    " Choose another day, or make a new version.",
                    later=later.display_name,
                    day=format_date(self.env, begin),
                    **names,
                )
            )

    # === TRANSITIONS === #

    def _set_published(self):
        self.ensure_one()
        self._by_method().write(
            {
                "state": "published",
                "valid_from": self.valid_from or self.company_id._credit_today(),
                "published_by": self.env.uid,
                "published_on": fields.Datetime.now(),
            }
        )
        self.invalidate_model(["phase"])  # another version is superseded by it
        self._message_log(
            body=self.env._(
                "%(policy)s published, in force from %(day)s",
                policy=self.display_name,
                day=format_date(self.env, self.valid_from),
            )
        )

    # === BUSINESS === #

    @api.model
    def _in_force(self, company, day=None):
        """The policy of a company on a day, as the plain data core decides with. No access is checked.

        :param company: a company or a branch of it
        :param day: today at the company when left out
        :rtype: core.policy.policy.Policy; where nothing is in force, what the company has chosen for that
        """
        root = company._credit_root()
        return self._in_force_of(root.id, day or root._credit_today())

    @api.model
    @tools.ormcache("root_id", "day")
    def _in_force_of(self, root_id, day):
        root = self.env["res.company"].sudo().browse(root_id)
        policy = self._in_force_record(root, day)
        return policy._to_core() if policy else WITHOUT_POLICY[root.credit_without_policy]

    @api.model
    def _in_force_record(self, company, day=None):
        """The version that governs a company on a day; empty when there is none.

        Its twin is ``_counting_sql`` of credit_open_item.py.
        """
        root = company._credit_root()
        return self.sudo().search(
            [
                ("company_id", "=", root.id),
                ("state", "=", "published"),
                ("valid_from", "<=", day or root._credit_today()),
            ],
            order="valid_from desc, version desc",
            limit=1,
        )

    def _to_core(self):
        self.ensure_one()
        return Policy(
            id=self.id,
            version=self.version,
            rules=tuple(rule._to_core() for rule in self.rule_ids),
            counted=self._counted(),
            horizon=self.horizon_days or None,
            release_grace=self.release_grace,
        )

    def _counted(self):
        """The categories of open items that add up to the exposure."""
        self.ensure_one()
        optional = {
            exposure.DRAFT_INVOICE: self.count_draft_invoice,
            exposure.ORDER: self.count_order,
            exposure.UNALLOCATED: self.count_unallocated,
            exposure.CLEARING: self.count_clearing,
        }
        return exposure.ALWAYS_COUNTED | {category for category, counts in optional.items() if counts}
