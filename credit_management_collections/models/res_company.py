from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL


class ResCompany(models.Model):
    """The strategy of customers for whom nothing else is said."""

    _inherit = "res.company"

    credit_strategy_id = fields.Many2one(
        "credit.strategy",
        string="Usual Reminder Strategy",
        groups=INTERNAL,
        domain="[('company_id', 'in', (False, id))]",
        ondelete="restrict",
        help="Customers follow it where neither their account, grade nor risk class names another. Empty: nobody else"
        " is reminded.",
    )
