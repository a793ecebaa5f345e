from dataclasses import replace

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...core.policy.kinds import KINDS, THRESHOLDS
from ...models.policy.credit_policy_rule import EFFECTS

TRIED = ("effect", *THRESHOLDS)


class CreditReplayRule(models.TransientModel):
    """A rule of the policy with the thresholds to try; the policy itself keeps its own."""

    _name = "credit.replay.rule"
    _description = "Rule to Try"
    _inherit = ["credit.finite"]
    _order = "sequence, id"

    replay_id = fields.Many2one("credit.replay", required=True, ondelete="cascade", index=True)
    rule_id = fields.Many2one(
        "credit.policy.rule", string="Rule of the Policy", required=True, readonly=True, ondelete="cascade"
    )
    sequence = fields.Integer(readonly=True)
    name = fields.Char(related="rule_id.name")
    summary = fields.Text(related="rule_id.summary", string="As It Stands")
    kind = fields.Selection(related="rule_id.kind")
    reads_amount = fields.Boolean(related="rule_id.reads_amount")
    reads_percent = fields.Boolean(related="rule_id.reads_percent")
    reads_limit_percent = fields.Boolean(related="rule_id.reads_limit_percent")
    reads_days = fields.Boolean(related="rule_id.reads_days")
    reads_count = fields.Boolean(related="rule_id.reads_count")
    reads_grace = fields.Boolean(related="rule_id.reads_grace")
    currency_id = fields.Many2one(related="rule_id.currency_id")
    in_use = fields.Boolean(default=True)
    effect = fields.Selection(EFFECTS, required=True)
    amount = fields.Monetary(help="Tried instead of the rule's own amount.")
    percent = fields.Float(digits=(6, 2), help="Tried instead of the rule's own percentage.")
    limit_percent = fields.Float(
        string="Percent of the Limit", digits=(6, 2), help="Tried instead of the rule's own percentage of the limit."
    )
    days = fields.Integer(help="Tried instead of the rule's own days.")
    count = fields.Integer(string="First Orders", help="Tried instead of the rule's own number of first orders.")
    grace = fields.Integer(string="Grace (Days)", help="Tried instead of the rule's own days of grace.")
    is_changed = fields.Boolean(compute="_compute_is_changed")

    _not_negative = models.Constraint(
        "CHECK (amount >= 0 AND percent >= 0 AND COALESCE(limit_percent, 0) >= 0 AND days >= 0 AND count >= 0"
        " AND grace >= 0)",
        "Thresholds are not negative. Enter 0 or more.",
    )

    @api.depends("in_use", *TRIED)
    def _compute_is_changed(self):
        for line in self:
            rule = line.rule_id
            line.is_changed = not line.in_use or any(line[name] != rule[name] for name in TRIED)

    @api.constrains("effect", "rule_id")
    def _check_effect(self):
        for line in self:
            if line.effect not in KINDS[line.kind].effects:
                effects = dict(self._fields["effect"]._description_selection(self.env))
                raise ValidationError(
                    self.env._(
                        "Rule “%(rule)s” cannot have the effect “%(effect)s”. Choose another one.",
                        rule=line.name,
                        effect=effects[line.effect],
                    )
                )

    def _to_core(self, rules):
        """The rules of a policy with these thresholds, without those not in use.

        :param rules: core.policy.policy.Rule each, as the policy has them
        """
        tried = {line.rule_id.id: line for line in self}
        return tuple(
            replace(rule, **{name: tried[rule.id][name] for name in TRIED}) if rule.id in tried else rule
            for rule in rules
            if rule.id not in tried or tried[rule.id].in_use
        )
