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
    def _queries(self):
        # EXTENDS 'credit_management'
        return super()._queries() | functions.queries(self.env["credit.limit"]._effective_sql)
