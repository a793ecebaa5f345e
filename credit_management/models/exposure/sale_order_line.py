from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    _credit_down_payment_taken_back = models.Index("(order_id) WHERE is_downpayment AND qty_invoiced < 0")
