from odoo import fields, models

from ...const import ANALYST


class CreditLimitRequest(models.Model):
    """A request that a rule has made."""

    _inherit = "credit.limit.request"

    rule_id = fields.Many2one(
        "credit.limit.rule",
        string="Proposed by Rule",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        groups=ANALYST,
    )
