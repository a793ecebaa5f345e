from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_portal_promise_days = fields.Integer(related="company_id.credit_portal_promise_days", readonly=False)
