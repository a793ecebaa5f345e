from odoo import api, fields, models

from odoo.addons.credit_management.core.exposure.exposure import BILL

from ..sql import bill_items


class CreditOpenItem(models.Model):
    """Acceptance bills are items of their own: lists and sums show them apart."""

    _inherit = "credit.open.item"

    category = fields.Selection(selection_add=[(BILL, "Acceptance Bill")])

    @api.model
    def _more_sources(self):
        # EXTENDS 'credit_management'
        return (*super()._more_sources(), bill_items)

    @api.model
    def _columns_read(self):
        # EXTENDS 'credit_management'
        columns = super()._columns_read()
        return columns | {
            "account.payment": [
                *columns["account.payment"], "move_id", "credit_bill_kind", "credit_bill_number", "credit_bill_bank_id",
                "credit_bill_matures_on", "credit_bill_ended_on",
            ],
            "credit.bill.bank": ["company_id", "bank_id", "share", "active"],
            "credit.bill.matching": None,
        }  # fmt: skip
