from odoo import api, fields, models
from odoo.tools import format_amount

from ....const import ANALYST
from ....core.exposure.ratios import over
from ....core.limit.limits import LIMITED
from ....core.policy.kinds import BLOCK, WARN
from ....core.policy.waterfall import steps


class CreditHold(models.Model):
    """A hold at a glance: one sentence, what stopped it, how the limit is used, and what has changed since."""

    _inherit = "credit.hold"

    headline = fields.Char(compute="_compute_headline", help="What stopped the document, in one sentence.")
    excess = fields.Monetary(
        string="Over By", compute="_compute_excess", help="By how much the exposure with it exceeded the limit."
    )
    failed_ids = fields.Many2many("credit.hold.reason", string="What Stops It", compute="_compute_rules")
    passed_ids = fields.Many2many("credit.hold.reason", string="What It Passes", compute="_compute_rules")
    waterfall = fields.Json(string="Limit to Order", compute="_compute_waterfall")
    payment_record = fields.Json(related="account_id.payment_record", string="Last Payments", groups=ANALYST)

    # === WORDS === #

    @api.depends("reason_ids.outcome", "reason_ids.result", "limit_state", "limit_amount")
    @api.depends_context("lang")
    def _compute_headline(self):
        explanation = self.env["credit.explanation"]
        for hold in self:
            failures = [reason._to_core() for reason in hold.reason_ids if reason.outcome == BLOCK]
            hold.headline = explanation._headline(failures, hold._get_limit(), hold.currency_id)

    @api.depends("reason_ids.outcome")
    def _compute_rules(self):
        for hold in self:
            hold.failed_ids = hold.reason_ids.filtered(lambda reason: reason.outcome in (BLOCK, WARN))
            hold.passed_ids = hold.reason_ids - hold.failed_ids

    # === FIGURES === #

    @api.depends("limit_state", "limit_amount", "exposure_after")
    def _compute_excess(self):
        for hold in self:
            limit = hold._get_limit()
            hold.excess = 0.0 if limit is None else over(hold.exposure_after, limit)

    def _get_limit(self):
        """The limit there was when it was stopped; None without one."""
        return self.limit_amount if self.limit_state == LIMITED else None

    @api.depends("limit_state", "limit_amount", "exposure", "claim")
    @api.depends_context("lang")
    def _compute_waterfall(self):
        names = {
            "limit": self.env._("Limit"),
            "used": self.env._("Used"),
            "over": self.env._("Over by"),
            "left": self.env._("Available"),
        }
        for hold in self:
            if hold._get_limit() is None:  # nothing to be over: the figures say it
                hold.waterfall = None
                continue
            hold.waterfall = {
                "label": self.env._("From the limit to this order"),
                "currency": hold.currency_id.id,
                "steps": [
                    {
                        "name": names.get(step.name) or hold._order_words(),
                        "kind": step.name,
                        "start": step.start,
                        "end": step.end,
                        "text": hold._in_words(step.amount),
                    }
                    for step in steps(hold._get_limit(), hold.exposure, hold.claim)
                ],
            }

    def _in_words(self, amount):
        return format_amount(self.env, amount, self.currency_id or self.env.company.currency_id)
