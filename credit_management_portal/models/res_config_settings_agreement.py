from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_tell_customer = fields.Selection(related="company_id.credit_tell_customer", readonly=False)
    credit_agreement_first = fields.Boolean(related="company_id.credit_agreement_first", readonly=False)
    credit_agreement_sign_days = fields.Integer(related="company_id.credit_agreement_sign_days", readonly=False)
    credit_agreement_notice_days = fields.Integer(related="company_id.credit_agreement_notice_days", readonly=False)
    credit_agreement_link_days = fields.Integer(related="company_id.credit_agreement_link_days", readonly=False)
    credit_agreement_remind_days = fields.Integer(related="company_id.credit_agreement_remind_days", readonly=False)
