from markupsafe import Markup

from odoo import api, fields, models

from ...const import HOLD_RECHECK_CRON


class CreditPolicyPublish(models.TransientModel):
    """Shows what a version of the policy changes and what it does to what is open, and publishes it."""

    _name = "credit.policy.publish"
    _description = "Publish a Credit Policy"
    _inherit = ["credit.shown.dialog", "credit.single"]
    _decides_on = "policy_id"

    policy_id = fields.Many2one("credit.policy", required=True, readonly=True, ondelete="cascade")
    difference = fields.Html(string="What Differs", compute="_compute_difference", sanitize=False)
    effect = fields.Html(string="What It Does", compute="_compute_difference", sanitize=False)
    begins_today = fields.Boolean(compute="_compute_difference")
    recheck = fields.Boolean(
        string="Re-check holds at once",
        default=True,
        help="Holds that pass under this version are cleared right after it is published; else within the hour.",
    )

    @api.depends("policy_id")
    @api.depends_context("lang")
    def _compute_difference(self):
        for dialog in self:
            policy = dialog.policy_id._origin
            dialog.difference = policy and policy._describe_difference()
            dialog.effect = policy and dialog._describe_effect(policy)
            today = policy and policy.company_id._credit_today()
            dialog.begins_today = bool(policy) and (not policy.valid_from or policy.valid_from <= today)

    def _describe_effect(self, policy):
        """The verdict first; figures only where something changes."""
        count, stopped, passing, cleared = policy._count_effects()
        if not count:
            return Markup("<p>{}</p>").format(self.env._("There is no open quotation that it would decide on."))
        if not (stopped or passing or cleared):
            same = self.env._("As they stand today, nothing changes for the open quotations (%s).", count)
            return Markup("<p>{}</p>").format(same)
        lines = [
            (stopped, self.env._("Newly held: %s", stopped)),
            (passing, self.env._("Newly passing: %s", passing)),
            (cleared, self.env._("Holds cleared: %s", cleared)),
        ]
        told = Markup().join(Markup("<li>{}</li>").format(line) for number, line in lines if number)
        changes = self.env._("What changes for the open quotations (%s), as they stand today:", count)
        return Markup("<p>{}</p><ul>{}</ul>").format(changes, told)

    def action_apply(self):
        self.ensure_one()
        self._get_decided().action_publish()
        if self.recheck and self.begins_today:
            self.env.ref(HOLD_RECHECK_CRON).sudo()._trigger()  # who publishes administers no jobs
        return {"type": "ir.actions.act_window_close"}
