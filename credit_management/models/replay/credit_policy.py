from odoo import models


class CreditPolicy(models.Model):
    """Replay of a version on past orders, or with other thresholds, before anything goes into force."""

    _inherit = "credit.policy"

    def action_replay(self):
        """Play the orders of the past through this version, also a draft."""
        return self.env["credit.replay"]._start(self)

    def action_what_if(self):
        """Change thresholds in a dialog only, and see what would be different."""
        return self.env["credit.replay"]._start(self, what_if=True)


class CreditPolicyRule(models.Model):
    _inherit = "credit.policy.rule"

    def _prepare_replay_vals(self):
        """The rules as a dialog offers them for changing, in their order; a replay is about orders."""
        names = ("sequence", "effect", "amount", "percent", "limit_percent", "days", "count", "grace")
        return [
            {"rule_id": rule.id, **{name: rule[name] for name in names}} for rule in self if rule._is_about_orders()
        ]
