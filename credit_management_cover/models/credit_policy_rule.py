from odoo import fields, models

KINDS = {
    "uncovered": "Uncovered Exposure Over",
    "terms_beyond_cover": "Terms Longer Than Insured",
    "cover_ends": "Cover Ends Before the Due Date",
}


class CreditPolicyRule(models.Model):
    _inherit = "credit.policy.rule"

    kind = fields.Selection(selection_add=list(KINDS.items()), ondelete=dict.fromkeys(KINDS, "cascade"))
