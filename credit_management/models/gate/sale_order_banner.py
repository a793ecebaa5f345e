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
        resembling = quotations._credit_resembling()
        for order in self:
            decision, warning = decisions.get(order), resembling.get(order)
            level = decision and order._credit_level(decision)
            outlook = decision and order._credit_outlook(decision)
            order.credit_banner_level = "warning" if warning and level != "danger" else level
            order.credit_banner = Markup(" ").join(filter(None, (warning, outlook))) if warning else outlook

    def _credit_resembling(self):
        """A sentence for each quotation of a customer that resembles one to whom nothing is sold.

        :return: {order: sentence}
        """
        found = {}
        for root, orders in self.grouped(lambda order: order.company_id._credit_root()).items():
            customers = {order: order._credit_customers() for order in orders}
            ids = {customer.id for concerned in customers.values() for customer in concerned}
            pairs = self.env["credit.resemblance"]._standing(ids, root) if ids else ()
            for order, concerned in customers.items():
                for customer_id, account, grounds in pairs:
                    if customer_id in concerned.ids and order not in found:
                        found[order] = order._credit_resemblance(concerned.browse(customer_id), account, grounds)
        return found

    def _credit_customers(self):
        """Who orders and who is billed, as saved."""
        order = self.sudo()  # contacts out of sight have a customer, too
        return (order.partner_id | order.partner_invoice_id).commercial_partner_id._origin

    def _credit_resemblance(self, customer, account, grounds):
        """Whom a customer resembles; by name for who reads that one's account."""
        account = account.with_env(self.env)
        other = account.partner_name if account.has_access("read") else self.env._("another customer")
        return self.env._(
            "%(customer)s looks like %(other)s, to whom nothing is sold any more (same %(grounds)s). Ask a credit"
            " analyst before you go on.",
            customer=customer.display_name,
            other=other,
            grounds=grounds,
        )

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
