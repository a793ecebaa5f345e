from odoo import models

from ..const import REMINDER_CRON


class CreditJobRun(models.Model):
    """Automatic runs follow the daily job: right after it, in a job of their own."""

    _inherit = "credit.job.run"

    def _finish(self):
        # EXTENDS 'credit_management'
        done = super()._finish()
        self.env.ref(REMINDER_CRON)._trigger()
        return done
