from odoo import api, models

from odoo.addons.credit_management.sql.exposure import functions


class CreditSqlFunction(models.AbstractModel):
    """Made anew where this addon is installed: what tills sell on account is in the functions of decisions, too."""

    _inherit = "credit.sql.function"

    @api.model
    def _install_without_tills(self):
        """Make the functions as they are without this addon, which is about to go."""
        self._install(self._queries() | functions.queries())
