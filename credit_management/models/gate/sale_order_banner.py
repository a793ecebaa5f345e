from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_amount

from ...const import USER
from ...core.limit.limits import LIMITED
from ...core.policy.policy import QUOTATION


class SaleOrder(models.Model):
    """What the salesperson sees before confirming: what the policy would say, and the way out."""

    _inherit = "sale.order"

    credit_banner = fields.Html(
        string="Credit Check",
        compute="_compute_credit_banner",
        sanitize=False,
        groups=USER,
    )
    credit_banner_level = fields.Selection(
        [("success", "Within the Limit"), ("info", "Notice"), ("warning", "Warning"), ("danger", "Would Be Held")],
        string="Credit Outlook",
        compute="_compute_credit_banner",
        groups=USER,
    )

    @api.depends(
        "state", "partner_id", "partner_invoice_id", "company_id", "amount_total", "currency_rate", "payment_term_id",
        "commitment_date", "team_id", "tag_ids", "credit_hold_state",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_credit_banner(self):
        quotations = self.filtered(
            lambda order: order.state in ("draft", "sent") and order.partner_invoice_id and order.company_id
        )
        decisions = quotations._credit_decide(QUOTATION)
        for order in self:
            decision = decisions.get(order)
            order.credit_banner_level = decision and order._credit_level(decision)
            order.credit_banner = decision and order._credit_outlook(decision)

    def _credit_level(self, decision):
        if decision.blocked:
            return "danger"
        warned = [finding.kind for finding in decision.findings]
        if warned:
            return "info" if set(warned) == {"not_assessed"} else "warning"
        return "success" if decision.facts.limit.state == LIMITED else False

    def _credit_outlook(self, decision):
        """“After this order 112 % of the limit; it would be held: …”"""
        explanation = self.env["credit.explanation"]
        currency = explanation._currency(self)
        sentences = [self._credit_share(decision.facts, currency)]
        if decision.blocked:
            held = self.sudo().credit_hold_state == "open"
            sentences.append(self.env._("It is on hold:") if held else self.env._("It would be held:"))
        sentences += [explanation._finding(finding, currency) for finding in decision.findings]
        sentences.append(explanation._way_out(decision, currency))
        return Markup(" ").join(sentence for sentence in sentences if sentence)

    def _credit_share(self, facts, currency):
        """How much of the limit will be used after this order."""
        if facts.limit.state != LIMITED or facts.limit.amount <= 0:
            return ""
        return self.env._(
            "After this order %(share)d %% of the limit of %(limit)s will be used.",
            share=round(100 * facts.exposure_after / facts.limit.amount),
            limit=format_amount(self.env, facts.limit.amount, currency),
        )
