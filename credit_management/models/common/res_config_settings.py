from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_second_publisher = fields.Boolean(related="company_id.credit_second_publisher", readonly=False)
    credit_form_layout = fields.Selection(related="company_id.credit_form_layout", readonly=False, required=True)
