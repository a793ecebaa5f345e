from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    credit_controller_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False), ('company_ids', 'in', id)]",
        help="Receives holds, reviews and alerts of customers without a controller of their own.",
    )
