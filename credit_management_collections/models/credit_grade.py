from odoo import fields, models


class CreditGrade(models.Model):
    """The strategy of customers of a grade."""

    _inherit = "credit.grade"

    strategy_id = fields.Many2one(
        "credit.strategy",
        string="Reminder Strategy",
        domain=[("company_id", "=", False)],
        ondelete="restrict",
        tracking=True,
        help="Customers of this grade follow it where their account names no other.",
    )
