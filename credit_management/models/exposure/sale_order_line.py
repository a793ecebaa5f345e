from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    credit_price_of_one = fields.Float(
        string="Price of One With Tax",
        compute="_compute_credit_price_of_one",
        groups="base.group_user",
        store=True,
        precompute=True,
        digits=0,
        copy=False,
        help="What one costs, tax included, where nothing is ordered and the line has no total to divide.",
    )
    credit_qty_elsewhere = fields.Float(
        string="Invoiced Elsewhere",
        compute="_compute_credit_qty_elsewhere",
        groups="base.group_user",
        store=True,
        digits="Product Unit",
        copy=False,
        help="What another app calls invoiced without an invoice line of the order: tickets of a till.",
    )
    # Lines that Odoo leaves out when it calls an order invoiced.
    _credit_down_payment = models.Index(
        "(order_id) WHERE is_downpayment AND (qty_invoiced < 0 OR product_uom_qty <> 0 OR qty_delivered <> 0)"
    )

    def _auto_init(self):
        # EXTENDS 'sale'
        # Made by hand, or Odoo would compute them for the orders of years: there they say nothing.
        for name in ("credit_price_of_one", "credit_qty_elsewhere"):
            if not column_exists(self.env.cr, "sale_order_line", name):
                create_column(self.env.cr, "sale_order_line", name, "numeric")
        return super()._auto_init()

    @api.depends("product_uom_qty", "discount", "price_unit", "tax_ids")
    def _compute_credit_price_of_one(self):
        taxes = self.env["account.tax"]
        self.credit_price_of_one = False
        for line in self.filtered(lambda line: not line.product_uom_qty and line.price_unit):
            base_line = line._prepare_base_line_for_taxes_computation(quantity=1.0)
            taxes._add_tax_details_in_base_line(base_line, line.company_id or self.env.company)
            line.credit_price_of_one = base_line["tax_details"]["raw_total_included_currency"]

    @api.depends("qty_invoiced")
    def _compute_credit_qty_elsewhere(self):
        for line in self:
            line.credit_qty_elsewhere = line.qty_invoiced - line._credit_qty_on_invoices()

    def _credit_qty_on_invoices(self):
        """The part of the invoiced quantity that is on invoices, as Odoo's Sales adds it up: drafts too."""
        signs = {"out_invoice": 1, "out_refund": -1}
        return sum(
            signs.get(item.move_id.move_type, 0)
            * item.product_uom_id._compute_quantity(item.quantity, self.product_uom_id)
            for item in self.invoice_lines
            if item.move_id.state != "cancel" or item.move_id.payment_state == "invoicing_legacy"
        )
