from odoo import api, models

from odoo.addons.credit_management.sql.exposure.scope import KINDS

from ..sql import till_items


class CreditOpenItem(models.Model):
    """What a customer takes on account at a till is owed from the sale on, not from the closing of the session."""

    _inherit = "credit.open.item"

    def action_open_document(self):
        # EXTENDS 'credit_management'
        self.ensure_one()
        if self.id % KINDS == till_items.KIND:
            return self.env["pos.order"].browse(self.id // KINDS)._get_records_action()
        return super().action_open_document()

    @api.model
    def _more_sources(self):
        # EXTENDS 'credit_management'
        return (*super()._more_sources(), till_items)

    @api.model
    def _columns_read(self):
        # EXTENDS 'credit_management'
        return super()._columns_read() | {
            "pos.order": ["state", "session_id", "partner_id", "account_move", "date_order", "currency_rate", "name"],
            "pos.payment": ["pos_order_id", "payment_method_id", "amount"],
            "pos.payment.method": ["credit_is_on_account", "split_transactions", "receivable_account_id"],
            "pos.session": ["config_id", "move_id"],
            "account.move": None,
        }
