from datetime import date

from odoo import api, models

from ...sql import handovers
from ..credit_owing import Held


class CreditOwing(models.AbstractModel):
    """Nobody reminds of what an agency or a lawyer collects, nor writes to a customer of whom they have anything."""

    _inherit = "credit.owing"

    @api.model
    def _write_pending(self):
        # EXTENDS 'credit_management_collections'
        for name in ("credit.handover", "credit.handover.item"):
            self.env[name].flush_model()
        return super()._write_pending()

    def _read_held(self, item_ids):
        # EXTENDS 'credit_management_collections'
        held = super()._read_held(item_ids)
        for (line_id,) in self.env.execute_query(handovers.held(item_ids)) if item_ids else ():
            held[line_id] = held.get(line_id, Held())._replace(stopped_until=date.max)
        return held

    def _read_stopped(self, accounts):
        # EXTENDS 'credit_management_collections'
        stops = self.env["credit.handover"]._read_stops(accounts)
        return super()._read_stopped(accounts) | {account_id: (stop, None) for account_id, stop in stops.items()}
