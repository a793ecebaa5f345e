from odoo import fields, models


class ResPartner(models.Model):
    """The contact that reminders go to."""

    _inherit = "res.partner"

    type = fields.Selection(
        selection_add=[("credit_reminder", "Reminders")], ondelete={"credit_reminder": "set default"}
    )
