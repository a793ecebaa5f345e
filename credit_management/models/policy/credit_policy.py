from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from ...core.exposure import exposure
from ...core.policy.policy import CHANGE, CONFIRMATION, QUOTATION, Policy, Rule

DRAFTED = {
    "valid_from", "count_draft_invoice", "count_order", "count_unallocated", "count_clearing", "horizon_days",
    "release_days", "release_grace", "confirm_cleared", "rule_ids",
}  # fmt: skip
# The policy that governs a company without a policy in force, by its setting. The rule is built in: it has no number.
BUILT_IN = Rule(id=0, kind="limited", checkpoints=frozenset({QUOTATION, CONFIRMATION, CHANGE}))
WITHOUT_POLICY = {
    "hold": Policy(counted=exposure.COUNTED_BY_DEFAULT, rules=(BUILT_IN,)),
    "pass": Policy(counted=exposure.COUNTED_BY_DEFAULT),
}


class CreditPolicy(models.Model):
    """One version of what a company holds its orders against: parameters and ordered rules.

    Every hold names the version it was decided by. See ``credit.versioned``.
    """

    _name = "credit.policy"
    _description = "Credit Policy"
    _inherit = ["credit.versioned", "credit.log", "mail.activity.mixin", "credit.cached"]
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
    _days_in_bounds = models.Constraint(
        "CHECK (horizon_days BETWEEN 0 AND 3650 AND release_days BETWEEN 0 AND 3650"
        " AND release_grace BETWEEN 0 AND 3650)",
        "The horizon, and the days and the grace of releases, lie between 0 and 3,650 days.",
    )

    # === COMPUTE === #

    @api.depends("company_id")
    def _compute_phase(self):
        # EXTENDS 'credit.versioned': versions of the company supersede each other.
        return super()._compute_phase()

    @api.depends("version", "company_id")
    @api.depends_context("uid", "lang")
    def _compute_display_name(self):
        with_company = self.env.user.has_group("base.group_multi_company")
        for policy in self:
            name = self.env._("Version %(version)s", version=policy.version)
            policy.display_name = f"{name} ({policy.company_id.name})" if with_company else name

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | DRAFTED

    @api.model
    def _get_creation_fields(self):
        return super()._get_creation_fields() | {"company_id"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return sorted(self._get_drafted_fields())

    @api.model
    def _get_remedy(self):
        return self.env._("Publish the policy, or make a new version of it.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft and publish it.")

    def _get_decided_text(self):
        return self.env._(
            "%(policy)s of the credit policy is published and stays as it is. Make a new version of it.",
            policy=self.display_name,
        )

    @api.model
    def _complete_vals(self, vals_list):
        """Number the versions of each company, whose root they are of."""
        numbers, completed = {}, []
        for vals in vals_list:
            company = self.env["res.company"].browse(vals.get("company_id") or self.env.company.id)._credit_root()
            numbers[company] = numbers.get(company, self._last_version(company)) + 1
            completed.append({**vals, "company_id": company.id, "version": numbers[company]})
        return completed

    @api.model
    def _last_version(self, company):
        # Versions out of a user's sight have taken their numbers, too.
        return self.sudo().search([("company_id", "=", company.id)], order="version desc", limit=1).version

    # === ACTIONS === #

    def action_copy_version(self):
        """Make a draft like this version, and open it."""
        self.ensure_one()
        return self.copy()._get_records_action()

    def _check_publishable(self):
        # EXTENDS 'credit.versioned'
        self.ensure_one()
        if not self.rule_ids:
            raise UserError(
                self.env._(
                    "%(policy)s has no rules and would let everything pass. Add a rule.", policy=self.display_name
                )
            )
        return super()._check_publishable()

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
        root = self.env["res.company"].sudo().browse(root_id)  # users of a branch need not read the entity
        policy = self._get_in_force(root, day)
        return policy._to_core() if policy else WITHOUT_POLICY[root.credit_without_policy]

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
