from odoo import api, models

from ..sql import till_items


class CreditSqlFunction(models.AbstractModel):
    """Made anew where this addon is installed: what tills sell on account is in the functions of decisions, too."""

    _inherit = "credit.sql.function"

    @api.model
    def _install_without_tills(self):
        """Make the functions as they are without this addon, which is about to go."""
        self._install_without(till_items)
