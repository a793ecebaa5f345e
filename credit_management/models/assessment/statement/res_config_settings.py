from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_statement_tolerance = fields.Float(related="company_id.credit_statement_tolerance", readonly=False)
