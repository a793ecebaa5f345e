from odoo import api, models

from ..sql import functions


class CreditSqlFunction(models.AbstractModel):
    """What a forecast asks of the ledger while an order is decided on."""

    _inherit = "credit.sql.function"

    @api.model
    def _signatures(self):
        # EXTENDS 'credit_management'
        return super()._signatures() | functions.SIGNATURES

    @api.model
    def _queries(self, more=None):
        # EXTENDS 'credit_management'
        return super()._queries(more) | functions.queries()
