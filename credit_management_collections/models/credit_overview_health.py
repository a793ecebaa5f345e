from odoo import api, models

from ..const import FOLLOW_CRON, REMINDER_CRON


class CreditOverview(models.AbstractModel):
    """Health of collections: jobs that send and follow, and whether automatic runs have somebody to send them."""

    _inherit = "credit.overview"

    @api.model
    def _jobs(self):
        # EXTENDS 'credit_management'
        return [*super()._jobs(), REMINDER_CRON, FOLLOW_CRON]

    @api.model
    def _check_health(self, company):
        # EXTENDS 'credit_management'
        checks = super()._check_health(company)
        entity = company.sudo()  # in whose name it sends is no secret to who runs the app
        if not entity.credit_reminder_user_id:
            return checks
        problem = self.env["credit.reminder.run"].sudo()._get_automatic_problem(entity)  # as above
        text = problem or self.env._("Sent in the name of %s.", entity.credit_reminder_user_id.name)
        return [*checks, self._check("automatic_runs", self.env._("Automatic reminders"), not problem, text)]
