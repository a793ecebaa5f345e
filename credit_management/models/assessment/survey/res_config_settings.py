from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_survey_validity = fields.Integer(related="company_id.credit_survey_validity", readonly=False)
    credit_privacy_notice = fields.Text(related="company_id.credit_privacy_notice", readonly=False)
    credit_survey_retention = fields.Integer(related="company_id.credit_survey_retention", readonly=False)
