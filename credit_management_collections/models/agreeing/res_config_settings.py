from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_promise_days = fields.Integer(related="company_id.credit_promise_days", readonly=False)
    credit_promise_grace = fields.Integer(related="company_id.credit_promise_grace", readonly=False)
    credit_dispute_days = fields.Integer(related="company_id.credit_dispute_days", readonly=False)
