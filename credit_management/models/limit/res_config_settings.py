from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_authority_window = fields.Integer(related="company_id.credit_authority_window", readonly=False)
    credit_remind_days = fields.Integer(related="company_id.credit_remind_days", readonly=False)
    credit_escalate_days = fields.Integer(related="company_id.credit_escalate_days", readonly=False)
