from odoo import fields, models


class CreditJobFailure(models.Model):
    """An account that a run could not look at, and why."""

    _name = "credit.job.failure"
    _description = "Account That Failed"
    _order = "id"
    _log_access = False

    run_id = fields.Many2one("credit.job.run", required=True, readonly=True, ondelete="cascade", index=True)
    account_id = fields.Many2one("credit.account", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True)
    message = fields.Char(string="What Went Wrong", readonly=True)
