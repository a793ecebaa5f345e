from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_without_policy = fields.Selection(related="company_id.credit_without_policy", readonly=False)
