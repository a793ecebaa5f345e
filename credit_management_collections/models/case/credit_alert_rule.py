from odoo import fields, models

from .alert_kinds import LABELS


class CreditAlertRule(models.Model):
    _inherit = "credit.alert.rule"

    kind = fields.Selection(selection_add=list(LABELS.items()), ondelete=dict.fromkeys(LABELS, "cascade"))
