from odoo import api, models

from ...sql.policy import functions


class CreditSqlFunction(models.AbstractModel):
    """What a decision asks of orders and customers."""

    _inherit = "credit.sql.function"

    @api.model
    def _signatures(self):
        # EXTENDS 'credit_management'
        return super()._signatures() | functions.SIGNATURES

    @api.model
    def _queries(self, more=None):
        # EXTENDS 'credit_management'
        limits = self.env["credit.limit"]._effective_sql
        return super()._queries(more) | functions.queries(limits, self._get_sources(more))
