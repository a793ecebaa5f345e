from odoo import fields, models


class AccountMove(models.Model):
    """Odoo's own warning says what the customer owes of what limit: customers on the portal do not read it."""

    _inherit = "account.move"

    partner_credit_warning = fields.Text(groups="base.group_user")
