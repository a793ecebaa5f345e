from odoo import api, models

from ..sql import bill_items


class CreditSqlFunction(models.AbstractModel):
    """Made anew where this addon is installed: bills are in the functions of decisions, too."""

    _inherit = "credit.sql.function"

    @api.model
    def _install_without_bills(self):
        """Make the functions as they are without this addon, which is about to go."""
        self._install_without(bill_items)
