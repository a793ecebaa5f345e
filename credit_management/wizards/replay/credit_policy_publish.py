from odoo import api, fields, models


class CreditPolicyPublish(models.TransientModel):
    """Replay of the last year beside the button that publishes: what the version would have held."""

    _inherit = "credit.policy.publish"

    replay_id = fields.Many2one("credit.replay", readonly=True, ondelete="set null")
    replay_headline = fields.Char(string="On the Last Year", compute="_compute_replay_headline")
    may_replay = fields.Boolean(compute="_compute_replay_headline")

    @api.depends("replay_id", "policy_id")
    @api.depends_context("lang", "uid")
    def _compute_replay_headline(self):
        for dialog in self:
            dialog.replay_headline = dialog.replay_id.headline
            dialog.may_replay = self.env["credit.replay"].has_access("create") and bool(dialog.policy_id.rule_ids)

    def action_replay(self):
        """Play the orders of the last year through the version and the one in force, and say here what differs."""
        self.ensure_one()
        action = self.policy_id.action_replay()
        replay = self.env["credit.replay"].browse(action["res_id"])
        replay.action_replay()
        self.replay_id = replay
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Publish %s", self.policy_id.display_name),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open_replay(self):
        """The whole result, by month, grade and rule."""
        self.ensure_one()
        return self.replay_id._open()
