from markupsafe import Markup

from odoo import api, models
from odoo.tools import format_amount

from ...core.policy.policy import QUOTATION


class SaleOrder(models.Model):
    """Banner for the salesperson on a quotation before it is confirmed."""

    _name = "sale.order"
    _inherit = ["sale.order", "credit.banner"]

    @api.depends(
        "state", "partner_id", "partner_invoice_id", "company_id", "amount_total", "currency_rate", "payment_term_id",
        "commitment_date", "team_id", "tag_ids", "credit_asked_text",
    )  # fmt: skip
    @api.depends_context("lang")
    def _compute_credit_banner(self):
        quotations = self.filtered(
            lambda order: order.state in ("draft", "sent") and order.partner_invoice_id and order.company_id
        )
        self._credit_show(quotations._credit_decide(QUOTATION))
        for order, warning in quotations._credit_resembling().items():
            if order.credit_banner_level != "danger":
                order.credit_banner_level = "warning"
            order.credit_banner = Markup(" ").join(filter(None, (warning, order.credit_banner)))

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
        """Customers who order and who are billed, as saved."""
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

    def _credit_share_text(self, facts, currency):
        # EXTENDS 'credit.banner'
        return self.env._(
            "After this order %(share)d %% of the limit of %(limit)s will be used.",
            share=round(100 * facts.exposure_after / facts.limit.amount),
            limit=format_amount(self.env, facts.limit.amount, currency),
        )
