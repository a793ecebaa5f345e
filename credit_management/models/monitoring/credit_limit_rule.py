from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.limit import adjustment as core

KINDS = [
    ("grade", "Grade Changed"),
    ("quarters", "Good Quarters in a Row"),
    ("busy", "Limit Nearly Used Up for Long"),
    ("unused", "Limit Not Used for Long"),
]
# What each kind reads of a rule.
READS = {
    "grade": {"count"},
    "quarters": {"count", "threshold", "percent"},
    "busy": {"count", "threshold", "percent"},
    "unused": {"count", "percent"},
}


class CreditLimitRule(models.Model):
    """Rule by which another limit is proposed after something has happened. It proposes; people decide."""

    _name = "credit.limit.rule"
    _description = "Limit Rule"
    _inherit = ["credit.finite", "credit.log", "credit.shared"]
    _order = "sequence, id"

    name = fields.Char(string="Rule", required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        tracking=True,
        help="Empty: all companies.",
    )
    kind = fields.Selection(KINDS, string="After", required=True, default="quarters", tracking=True)
    percent = fields.Float(
        string="Change (%)",
        tracking=True,
        help="Of the limit in force: 20 proposes a fifth more, -50 half of it. After a new grade the factors of both"
        " grades say how much.",
    )
    threshold = fields.Float(
        tracking=True,
        help="Percent of the limit in use from which it counts as nearly used up; of good quarters the days that an"
        " item may have been late.",
    )
    count = fields.Integer(
        string="For",
        default=3,
        tracking=True,
        help="Quarters in a row, or days; after a new grade the days to propose in.",
    )
    count_unit = fields.Char(string="Unit", compute="_compute_reads")
    rest = fields.Integer(
        string="Rest (Days)", default=90, tracking=True, help="So long nothing is proposed again for the same customer."
    )
    grade_ids = fields.Many2many(
        "credit.grade", string="Grades", context={"active_test": False}, help="Empty: customers of any grade."
    )
    reads_percent = fields.Boolean(compute="_compute_reads")
    reads_threshold = fields.Boolean(compute="_compute_reads")
    proposed_count = fields.Integer(
        string="Proposed", compute="_compute_proposed_count", help="Requests that this rule has made."
    )

    _days_not_negative = models.Constraint(
        "CHECK (count > 0 AND rest >= 0 AND threshold >= 0)",
        "Days and quarters of a rule begin at one, the rest at zero.",
    )

    # === COMPUTE === #

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_reads(self):
        for rule in self:
            reads = READS.get(rule.kind, set())
            rule.reads_percent, rule.reads_threshold = "percent" in reads, "threshold" in reads
            rule.count_unit = self.env._("quarters") if rule.kind == core.QUARTERS else self.env._("days")

    def _compute_proposed_count(self):
        # How many is for who sets up rules to know, whose they are is not.
        requests = self.env["credit.limit.request"].sudo()
        found = dict(requests._read_group([("rule_id", "in", self.ids)], ["rule_id"], ["__count"]))
        for rule in self:
            rule.proposed_count = found.get(rule._origin, 0)

    # === CONSTRAINTS === #

    @api.constrains("kind", "percent", "company_id")
    def _check_rule(self):
        for rule in self:
            if "percent" in READS.get(rule.kind, ()) and (not rule.percent or rule.percent <= -core.WHOLE):
                raise ValidationError(
                    self.env._(
                        "“%(rule)s” changes nothing: enter by how many percent, more than -100 and other than 0.",
                        rule=rule.name,
                    )
                )
            if rule.sudo().company_id.parent_id:  # the constraint holds for companies the user cannot see, too
                raise ValidationError(
                    self.env._("“%(rule)s” is for a branch: choose its legal entity, or none.", rule=rule.name)
                )

    # === ACTIONS === #

    def action_open_proposed(self):
        """The requests that this rule has made."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Proposed by “%s”", self.name),
            "res_model": "credit.limit.request",
            "view_mode": "list,form",
            "domain": [("rule_id", "=", self.id)],
            "context": {"create": False},
        }

    # === BUSINESS === #

    def _is_for(self, account):
        grades = self.grade_ids
        return self.company_id in (self.company_id.browse(), account.company_id) and (
            not grades or account.grade_id in grades
        )

    def _to_core(self, step, coin):
        return core.Rule(
            self.id,
            self.kind,
            percent=self.percent,
            threshold=self.threshold,
            count=self.count,
            rest=self.rest,
            step=step,
            coin=coin,
        )
