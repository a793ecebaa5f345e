from odoo import models

from ....const import HOLD_RECHECK_CRON


class CreditLimitBatch(models.Model):
    """Many limits that begin change what passes."""

    _inherit = "credit.limit.batch"

    def _apply(self):
        # EXTENDS 'credit_management' (limit)
        done = super()._apply()
        holds = self.env["credit.hold"].sudo()  # who decides on limits need not read them
        if holds.search_count(holds._to_recheck(), limit=1):
            self.env.ref(HOLD_RECHECK_CRON).sudo()._trigger()  # nor administer jobs
        return done
