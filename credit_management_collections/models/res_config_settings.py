from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_reminder_user_id = fields.Many2one(related="company_id.credit_reminder_user_id", readonly=False)
    credit_strategy_id = fields.Many2one(related="company_id.credit_strategy_id", readonly=False)
