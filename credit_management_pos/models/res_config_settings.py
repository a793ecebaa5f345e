from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_till_currency_id = fields.Many2one(related="pos_config_id.currency_id", string="Currency of the Till")
    pos_credit_offline_allowance = fields.Monetary(
        related="pos_config_id.credit_offline_allowance",
        readonly=False,
        currency_field="credit_till_currency_id",
    )
