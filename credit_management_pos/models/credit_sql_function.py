from odoo import api, models


class CreditSqlFunction(models.AbstractModel):
    """Made anew where this addon is installed: what tills sell on account is in the functions of decisions, too."""

    _inherit = "credit.sql.function"

    @api.model
    def _install_without_tills(self):
        """Make the functions as they are without this addon, which is about to go."""
        sources = self.env["credit.open.item"]._more_sources()
        self._install(self._queries([one for one in sources if not one.__name__.endswith("till_items")]))
