from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _name = "res.config.settings"
    _inherit = ["res.config.settings", "credit.finite"]

    credit_late_interest_by = fields.Selection(related="company_id.credit_late_interest_by", readonly=False)
    credit_controller_id = fields.Many2one(related="company_id.credit_controller_id", readonly=False)
    credit_tz = fields.Selection(related="company_id.credit_tz", readonly=False)
