from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_authority_window = fields.Integer(related="company_id.credit_authority_window", readonly=False)
