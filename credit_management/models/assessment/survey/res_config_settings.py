from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_survey_validity = fields.Integer(related="company_id.credit_survey_validity", readonly=False)
    credit_survey_retention = fields.Integer(related="company_id.credit_survey_retention", readonly=False)
