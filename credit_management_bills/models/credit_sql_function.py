from odoo import api, models


class CreditSqlFunction(models.AbstractModel):
    """Made anew where this addon is installed: bills are in the functions of decisions, too."""

    _inherit = "credit.sql.function"

    @api.model
    def _install_without_bills(self):
        """Make the functions as they are without this addon, which is about to go."""
        sources = [
            one for one in self.env["credit.open.item"]._more_sources() if not one.__name__.endswith("bill_items")
        ]
        self._install(self._queries(sources))
