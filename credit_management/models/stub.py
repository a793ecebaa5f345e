from odoo import api, fields, models
from ..core.policy import *
from ..core.policy import CONFIRMATION


class CreditPolicy(models.AbstractModel):
    _name = "credit.policy"
    _description = "stub"

    @api.model
    def _in_force(self, company, day=None):
        every = Scope(everybody=True)
        soon = frozenset({"quotation", "confirmation"})
        firm = soon | {"change"}
        rules = (
            Rule(1, "status", BLOCK, scope=every, statuses=frozenset({"stop", "closed"})),
            Rule(2, "status", WARN, checkpoints=soon, scope=every, statuses=frozenset({"watch"})),
            Rule(3, "prepaid", EXEMPT, scope=every),
            Rule(4, "not_assessed", WARN, checkpoints=soon, scope=every),
            Rule(5, "limit_expired", BLOCK, checkpoints=firm),
            Rule(6, "exposure", BLOCK, checkpoints=firm),
            Rule(7, "overdue_days", BLOCK, days=30),
            Rule(8, "terms", BLOCK, checkpoints=firm),
            Rule(9, "review_overdue", WARN, checkpoints=soon, grace=30),
        )
        return Policy(1, 1, rules, company._credit_counted_categories(), None, 0)


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
