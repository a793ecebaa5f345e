from odoo import models
from odoo.exceptions import UserError

from ...core.policy.policy import CONFIRMATION


class SaleOrder(models.Model):
    """Way out of a firm order: what has been delivered on it and not invoiced is owed all the same."""

    _inherit = "sale.order"

    def write(self, vals):
        # EXTENDS 'sale'
        if vals.get("state", "sale") != "sale":
            self.filtered(lambda order: order.state == "sale")._credit_check_leaving()
        return super().write(vals)

    def _credit_check_leaving(self):
        """Refuse to cancel or reopen orders with deliveries that nobody has invoiced.

        An order that is not firm claims nothing: its customer would owe for the goods and have the credit again.
        """
        owing = self.sudo().order_line.filtered(lambda line: line._credit_is_owed())  # sizes are no secret to the gate
        for order in owing.order_id._credit_governed():
            raise UserError(
                self.env._(
                    "%(order)s has been delivered to %(partner)s and not invoiced. Invoice what was delivered or take"
                    " it back before you cancel the order.",
                    order=order.name,
                    partner=order.partner_invoice_id.commercial_partner_id.display_name,
                )
            )

    def _credit_governed(self):
        """Orders among these whose customer has been given a limit under a policy that is in force."""
        orders = self.filtered("partner_invoice_id")
        governed = self.browse()
        for company, of_company in orders.grouped("company_id").items():
            root = company._credit_root()
            if not self.env["credit.policy"]._in_force(root).rules_at(CONFIRMATION):
                continue
            customers = of_company.partner_invoice_id.commercial_partner_id
            accounts = (
                self.env["credit.account"]
                .sudo()  # accounts decide, whoever may read them
                .search([("partner_id", "in", customers.ids), ("company_id", "=", root.id)])
            )
            limited = accounts.filtered(lambda account: account.limit_state != "not_assessed").partner_id
            governed |= of_company.filtered(
                lambda order, limited=limited: order.partner_invoice_id.commercial_partner_id in limited
            )
        return governed
