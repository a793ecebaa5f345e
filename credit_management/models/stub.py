from odoo import fields, models

from ..core.policy import *


class CreditHold(models.Model):
    _name = "credit.hold"
    _description = "stub"

    order_id = fields.Many2one("sale.order")
    reasons_text = fields.Char()

    def _stop(self, decisions, checkpoint, send_email=False, customer_facing=False):
        holds = self.browse()
        for order in decisions:
            hold = self.sudo().create({"order_id": order.id})
            order.sudo().credit_hold_id = hold
            holds |= hold
        return holds


class SaleOrder(models.Model):
    _inherit = "sale.order"
    credit_hold_id = fields.Many2one("credit.hold", copy=False)

    def _credit_release(self):
        return None

    def _credit_after_confirm(self):
        pass
