from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    credit_closed_short = fields.Boolean(
        string="Closed Short",
        readonly=True,
        copy=False,
        tracking=True,
        groups="base.group_user",
        help="Nothing more will be delivered, nor invoiced again after a credit note: only what was delivered and never"
        " invoiced counts against the customer's credit limit.",
    )
    _credit_open = models.Index("(partner_invoice_id) WHERE state = 'sale'")

    def action_credit_close_short(self):
        """Free the credit of what will never be delivered, or invoiced again; the order itself stays as it is."""
        self.filtered(lambda order: order.state == "sale").credit_closed_short = True
        return True

    def action_credit_reopen(self):
        """Count the whole order again."""
        self.credit_closed_short = False
        return True
