from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.policy.kinds import COUNT, EXEMPT, KINDS, STATUS, TAGS, THRESHOLDS
from ...core.policy.policy import CHECKPOINTS
from .credit_explanation_kind import LABELS

EFFECTS = [("exempt", "Exempt"), ("warn", "Warn"), ("block", "Block")]


def is_none_of(kinds):
    """SQL for a rule that is of none of these kinds."""
    return f"kind NOT IN ({', '.join(repr(kind) for kind in kinds)})"


def requiring(threshold):
    return [name for name, kind in KINDS.items() if threshold in kind.required]


class CreditPolicyRule(models.Model):
    """One condition of a policy: when it is met, at which checkpoints, for whom, and what then happens."""

    _name = "credit.policy.rule"
    _description = "Rule of a Credit Policy"
    _inherit = ["credit.part", "credit.cached"]
    _order = "sequence, id"
    _whole = "policy_id"

    policy_id = fields.Many2one("credit.policy", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="policy_id.company_id", store=True)
    currency_id = fields.Many2one(related="policy_id.currency_id")
    sequence = fields.Integer(default=10)
    name = fields.Char(string="Rule", required=True, translate=True)
    kind = fields.Selection(
        [(kind, LABELS[kind]) for kind in KINDS],
        string="Condition",
        required=True,
        default="exposure",
        help="What the rule looks at. Salespeople can set the payment terms and the tags of an order themselves:"
        " an exemption for orders to be paid at once, or for a tag, is one they can give.",
    )
    effect = fields.Selection(
        EFFECTS,
        required=True,
        default="block",
        help="Block: the order is held. Warn: the order passes with a notice. Exempt: the order passes, and the rules"
        " below this one are not looked at.",
    )
    summary = fields.Text(compute="_compute_summary")

    at_quotation = fields.Boolean(
        string="Quotation", help="Shown while the quotation is written. Nothing is held at this point."
    )
    at_confirmation = fields.Boolean(string="Confirmation", default=True, help="When the order is confirmed.")
    at_change = fields.Boolean(
        string="Change", default=True, help="When a confirmed order grows, or its customer or terms change."
    )
    at_delivery = fields.Boolean(string="Delivery", help="Before goods leave.")
    at_invoice = fields.Boolean(
        string="Invoice",
        help="When a customer invoice is posted, as far as it comes from no confirmed order. As a draft it shows"
        " what these rules say.",
    )

    checkpoints = fields.Text(compute="_compute_checkpoints")

    everybody = fields.Boolean(
        string="Also Customers Not Assessed",
        help="The rule is also for customers without an approved limit. Otherwise it is for the others only.",
    )
    # Records a published rule names are never deleted, and count when archived: else the rule would grow wider.
    grade_ids = fields.Many2many("credit.grade", string="Grades", ondelete="restrict", context={"active_test": False})
    risk_low = fields.Boolean(string="Low Risk")
    risk_medium = fields.Boolean(string="Medium Risk")
    risk_high = fields.Boolean(string="High Risk")
    category_ids = fields.Many2many(
        "res.partner.category", string="Customer Tags", ondelete="restrict", context={"active_test": False}
    )
    team_ids = fields.Many2many(
        "crm.team",
        string="Sales Teams",
        ondelete="restrict",
        context={"active_test": False},
        domain="[('company_id', 'in', (False, company_id))]",
    )
    country_ids = fields.Many2many("res.country", string="Countries", ondelete="restrict")
    industry_ids = fields.Many2many(
        "res.partner.industry", string="Industries", ondelete="restrict", context={"active_test": False}
    )
    account_ids = fields.Many2many(
        "credit.account", string="Customers", ondelete="restrict", domain="[('company_id', '=', company_id)]"
    )

    amount = fields.Monetary(help="In the currency of the company.")
    percent = fields.Float(
        digits=(5, 2),
        help="Over the limit: as much more than the limit is tolerated, if it is more than the amount. Overdue: the"
        " rule applies only when more than this share of the exposure is overdue. Score of today: the points, of 100,"
        " asked for.",
    )
    limit_percent = fields.Float(
        string="Percent of the Limit",
        digits=(5, 2),
        help="Overdue: the rule applies only when more than this share of the credit limit is overdue, and more than"
        " the amount. So a few cents stop nobody whose other items are all paid.",
    )
    most = fields.Monetary(
        string="Maximum Exposure",
        help="An exemption that orders can be made to meet one by one (small, tagged, to be paid at once) is given as"
        " long as the exposure with this order is no more than the limit, or than this amount if it is more. In the"
        " currency of the company.",
    )
    days = fields.Integer(help="Days that the rule compares with.")
    count = fields.Integer(string="Number of Orders", help="How many first orders of a customer the rule is about.")
    grace = fields.Integer(string="Grace (Days)", help="For so many days more the condition does not count as met.")
    status = fields.Selection(
        [("stop", "Stop or Closed"), ("watch", "Watch")], help="The status an account has when the condition is met."
    )
    tag_ids = fields.Many2many("crm.tag", string="Order Tags", ondelete="restrict")

    # Flags of the kind, for views.
    reads_amount = fields.Boolean(compute="_compute_kind_flags")
    reads_percent = fields.Boolean(compute="_compute_kind_flags")
    reads_limit_percent = fields.Boolean(compute="_compute_kind_flags")
    reads_days = fields.Boolean(compute="_compute_kind_flags")
    reads_count = fields.Boolean(compute="_compute_kind_flags")
    reads_grace = fields.Boolean(compute="_compute_kind_flags")
    reads_status = fields.Boolean(compute="_compute_kind_flags")
    reads_tags = fields.Boolean(compute="_compute_kind_flags")
    is_set_by_sales = fields.Boolean(compute="_compute_kind_flags")
    is_bounded = fields.Boolean(compute="_compute_kind_flags")

    _some_checkpoint = models.Constraint(
        "CHECK (at_quotation IS TRUE OR at_confirmation IS TRUE OR at_change IS TRUE OR at_delivery IS TRUE"
        " OR at_invoice IS TRUE)",
        "Choose at least one checkpoint: quotation, confirmation, change, delivery or invoice.",
    )
    _thresholds_not_negative = models.Constraint(
        "CHECK (COALESCE(amount, 0) >= 0 AND COALESCE(percent, 0) >= 0"
        " AND COALESCE(limit_percent, 0) >= 0 AND COALESCE(days, 0) >= 0"
        " AND COALESCE(count, 0) >= 0 AND COALESCE(grace, 0) >= 0 AND COALESCE(most, 0) >= 0)",
        "Amount, percent, days, grace and number of orders of a rule cannot be negative.",
    )
    _share_of_exposure = models.Constraint(
        f"CHECK ({is_none_of(name for name, kind in KINDS.items() if kind.percent_of_exposure)}"
        " OR COALESCE(percent, 0) <= 100)",
        "The overdue share of the exposure cannot be more than 100 percent.",
    )
    _status_given = models.Constraint(
        f"CHECK ({is_none_of(requiring(STATUS))} OR status IS NOT NULL)",
        "Say which status of the account the rule is about.",
    )
    _count_given = models.Constraint(
        f"CHECK ({is_none_of(requiring(COUNT))} OR COALESCE(count, 0) > 0)",
        "Say how many of a customer's first orders the rule is about.",
    )
    _not_assessed_is_for_them = models.Constraint(
        f"CHECK ({is_none_of(name for name, kind in KINDS.items() if kind.is_about_not_assessed)}"
        " OR everybody IS TRUE)",
        "A rule about customers without an approved limit has to be for customers not assessed too.",
    )

    # === COMPUTE === #

    @api.depends(
        "kind", "effect", "amount", "percent", "limit_percent", "days", "count", "grace", "status", "tag_ids", "most",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_summary(self):
        for rule in self:
            condition = self.env["credit.explanation"]._condition(rule)
            if rule.effect == "block":
                rule.summary = self.env._("Blocks when %(condition)s", condition=condition)
            elif rule.effect == "warn":
                rule.summary = self.env._("Warns when %(condition)s", condition=condition)
            else:
                rule.summary = self.env._(
                    "Exempts when %(condition)s", condition=condition + self.env["credit.explanation"]._bound(rule)
                )

    @api.depends("kind")
    def _compute_kind_flags(self):
        for rule in self:
            kind = KINDS.get(rule.kind)
            reads = kind.reads if kind else ()
            for name in (*THRESHOLDS, STATUS):
                rule[f"reads_{name}"] = name in reads
            rule.reads_tags = TAGS in reads
            rule.is_set_by_sales = bool(kind) and kind.is_set_by_sales
            rule.is_bounded = bool(kind) and kind.is_bounded

    @api.depends(lambda self: [f"at_{name}" for name in CHECKPOINTS])
    @api.depends_context("lang")
    def _compute_checkpoints(self):
        names = [f"at_{name}" for name in CHECKPOINTS]
        labels = {name: self._fields[name]._description_string(self.env) for name in names}
        for rule in self:
            chosen = [name for name in names if rule[name]]
            everywhere = len(chosen) == len(names)
            rule.checkpoints = self.env._("All") if everywhere else ", ".join(labels[name] for name in chosen)

    # === CONSTRAINTS === #

    @api.constrains("kind", "tag_ids")
    def _check_tags(self):
        for rule in self:
            if TAGS in KINDS[rule.kind].required and not rule.tag_ids:
                raise ValidationError(self.env._("Say which tags of an order rule “%s” is about.", rule.name))

    @api.constrains("kind", "effect")
    def _check_effect(self):
        for rule in self:
            if rule.effect in KINDS[rule.kind].effects:
                continue
            if rule.effect == EXEMPT:
                raise ValidationError(
                    self.env._("Rule “%s” finds something wrong, so it cannot exempt: let it warn or block.", rule.name)
                )
            raise ValidationError(self.env._("Rule “%s” finds nothing wrong, so it can only exempt.", rule.name))

    @api.onchange("kind")
    def _onchange_kind(self):
        if not self.kind:
            return
        kind = KINDS[self.kind]
        if kind.is_about_not_assessed:
            self.everybody = True
        if self.effect not in kind.effects:
            self.effect = kind.effects[-1]
