from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    credit_portal_page = fields.Boolean(related="company_id.credit_portal_page", readonly=False)
    credit_portal_limit = fields.Boolean(related="company_id.credit_portal_limit", readonly=False)
    credit_portal_items = fields.Boolean(related="company_id.credit_portal_items", readonly=False)
    credit_portal_payments = fields.Boolean(related="company_id.credit_portal_payments", readonly=False)
    credit_portal_terms = fields.Boolean(related="company_id.credit_portal_terms", readonly=False)
    credit_portal_orders = fields.Boolean(related="company_id.credit_portal_orders", readonly=False)
    credit_portal_statement = fields.Boolean(related="company_id.credit_portal_statement", readonly=False)
    credit_portal_pay = fields.Boolean(related="company_id.credit_portal_pay", readonly=False)
    credit_portal_problem = fields.Boolean(related="company_id.credit_portal_problem", readonly=False)
    credit_portal_promise = fields.Boolean(related="company_id.credit_portal_promise", readonly=False)
    credit_portal_more = fields.Boolean(related="company_id.credit_portal_more", readonly=False)
