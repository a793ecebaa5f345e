from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_write_off_journal_id = fields.Many2one(related="company_id.credit_write_off_journal_id", readonly=False)
    credit_loss_account_id = fields.Many2one(related="company_id.credit_loss_account_id", readonly=False)
    credit_allowance_account_id = fields.Many2one(related="company_id.credit_allowance_account_id", readonly=False)
    credit_bad_debt_tax_account_id = fields.Many2one(
        related="company_id.credit_bad_debt_tax_account_id", readonly=False
    )
    credit_recovery_account_id = fields.Many2one(related="company_id.credit_recovery_account_id", readonly=False)
