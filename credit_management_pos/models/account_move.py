from odoo import models

from odoo.addons.credit_management.models.common.credit_guard import OF_TICKETS


class AccountMove(models.Model):
    """Invoices of tickets: what they leave open has been judged at the till, and counts already."""

    _inherit = "account.move"

    def _credit_judged(self):
        # EXTENDS 'credit_management'
        judged = super()._credit_judged()
        if self.env.context.get("credit_of_tickets") is OF_TICKETS:
            return judged.filtered(lambda move: not move.pos_order_ids)
        return judged
