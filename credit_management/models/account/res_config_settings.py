from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_controller_id = fields.Many2one(related="company_id.credit_controller_id", readonly=False)
    credit_tz = fields.Selection(related="company_id.credit_tz", readonly=False)
    credit_authority_window = fields.Integer(related="company_id.credit_authority_window", readonly=False)
    credit_statement_tolerance = fields.Float(related="company_id.credit_statement_tolerance", readonly=False)
    credit_without_policy = fields.Selection(related="company_id.credit_without_policy", readonly=False)
    credit_aging_basis = fields.Selection(related="company_id.credit_aging_basis", readonly=False)
    credit_aging_bucket_ids = fields.One2many(related="company_id.credit_aging_bucket_ids", readonly=False)
    credit_survey_validity = fields.Integer(related="company_id.credit_survey_validity", readonly=False)
    credit_survey_retention = fields.Integer(related="company_id.credit_survey_retention", readonly=False)
