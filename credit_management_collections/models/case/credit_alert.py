from odoo import fields, models

from .alert_kinds import LABELS


class CreditAlert(models.Model):
    _inherit = "credit.alert"

    kind = fields.Selection(selection_add=list(LABELS.items()), ondelete=dict.fromkeys(LABELS, "cascade"))
