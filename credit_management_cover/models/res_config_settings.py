from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_cover_uplift = fields.Float(related="company_id.credit_cover_uplift", readonly=False)
