from odoo import api, models

from ..sql import bill_items


class CreditReplayHistory(models.AbstractModel):
    """Bills counted as owed in the past, too."""

    _inherit = "credit.replay.history"

    @api.model
    def _beside_sql(self, root):
        # EXTENDS 'credit_management'
        return bill_items.movements(root.id)
