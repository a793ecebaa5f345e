from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_bill_share = fields.Float(related="company_id.credit_bill_share", readonly=False)
