from odoo import api, models

from ...sql import promises
from ..credit_owing import Held


class CreditOwing(models.AbstractModel):
    """Promises that run, and disputes, keep their items out of reminders."""

    _inherit = "credit.owing"

    @api.model
    def _write_pending(self):
        # EXTENDS 'credit_management_collections'
        for name in ("credit.promise", "credit.promise.item", "credit.dispute", "credit.dispute.item"):
            self.env[name].flush_model()
        return super()._write_pending()

    def _read_held(self, item_ids):
        # EXTENDS 'credit_management_collections'
        held, today = super()._read_held(item_ids), {}
        for line_id, why, company_id, until in self.env.execute_query(promises.held(item_ids)) if item_ids else ():
            if company_id not in today:
                today[company_id] = self.env["res.company"].browse(company_id)._credit_today()
            if until and until >= today[company_id]:
                before = held.get(line_id, Held())
                held[line_id] = before._replace(**{why: True})
        return held
