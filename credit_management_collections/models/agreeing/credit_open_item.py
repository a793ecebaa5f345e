from odoo import api, fields, models

from odoo.addons.credit_management.core.exposure.exposure import DISPUTED
from odoo.addons.credit_management.sql.exposure.scope import KINDS

from ...sql import disputed_items


class CreditOpenItem(models.Model):
    """What a policy lets off of items in dispute is an item of its own, negative: lists and sums show it apart."""

    _inherit = "credit.open.item"

    category = fields.Selection(selection_add=[(DISPUTED, "Let Off While in Dispute")])

    def action_open_document(self):
        # EXTENDS 'credit_management'
        self.ensure_one()
        if self.id % KINDS == disputed_items.KIND:
            # The row is of an item; its dispute is what there is to see.
            return (
                self.env["credit.dispute.item"]
                .sudo()
                .browse(self.id // KINDS)
                .dispute_id.sudo(False)
                ._get_records_action()
            )
        return super().action_open_document()

    @api.model
    def _more_sources(self):
        # EXTENDS 'credit_management'
        return (*super()._more_sources(), disputed_items)

    @api.model
    def _columns_read(self):
        # EXTENDS 'credit_management'
        return super()._columns_read() | {
            "credit.dispute": [
                "account_id", "state", "amount", "confirmed_by_id", "confirmed_on", "opened_on", "closed_on",
            ],
            "credit.dispute.item": ["dispute_id", "move_id", "instalment", "chosen"],
        }  # fmt: skip
