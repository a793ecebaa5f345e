from odoo import models


class IrCron(models.Model):
    _inherit = "ir.cron"

    def _callback(self, cron_name, server_action_id):
        # EXTENDS 'base': a job speaks no language, and what ours writes down is read by people
        speaking, job = self, self.sudo()  # whoever a job runs as, of all addons: Odoo does not ask them to read it
        if (job.model_name or "").startswith("credit."):
            speaking = self.with_context(lang=job.env.company.partner_id.lang or self.env.lang)
        return super(IrCron, speaking)._callback(cron_name, server_action_id)
