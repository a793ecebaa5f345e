from odoo import api, models

from ...sql import disputed_items


class CreditSqlFunction(models.AbstractModel):
    """Made anew where this addon is installed: what is let off while it is disputed is in decisions, too."""

    _inherit = "credit.sql.function"

    @api.model
    def _install_without_disputes(self):
        """Make the functions as they are without this addon, which is about to go."""
        self._install_without(disputed_items)
