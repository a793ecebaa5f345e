from odoo import api, fields, models

from ...core.replay.threshold import moved


class CreditPolicy(models.Model):
    """Replay of a version on past orders, or with other thresholds, before anything goes into force."""

    _inherit = "credit.policy"

    def action_replay(self):
        """Play the orders of the past through this version, also a draft."""
        return self.env["credit.replay"]._start(self)

    def action_what_if(self):
        """Change thresholds in a dialog only, and see what would be different."""
        return self.env["credit.replay"]._start(self, what_if=True)

    def action_choose_threshold(self):
        """Move the threshold of a rule over the last twelve months, and take one into the draft."""
        return self.env["credit.threshold"]._start(self)


class CreditPolicyRule(models.Model):
    _inherit = "credit.policy.rule"

    has_threshold = fields.Boolean(
        string="Has a Number to Move", compute="_compute_has_threshold", help="Its threshold can be chosen on a curve."
    )

    @api.depends("kind", "effect")
    def _compute_has_threshold(self):
        for rule in self:
            rule.has_threshold = bool(rule.kind) and rule.effect != "exempt" and moved(rule.kind) is not None

    def _prepare_replay_vals(self):
        """The rules as a dialog offers them for changing, in their order; a replay is about orders."""
        names = ("sequence", "effect", "amount", "percent", "limit_percent", "days", "count", "grace")
        return [
            {"rule_id": rule.id, **{name: rule[name] for name in names}} for rule in self if rule._is_about_orders()
        ]

    def action_choose_threshold(self):
        """The same, from the rule at hand."""
        self.ensure_one()
        return self.env["credit.threshold"]._start(self.policy_id, self)
