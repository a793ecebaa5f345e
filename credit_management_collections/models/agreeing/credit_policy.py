from odoo import api, fields, models

from ...core import dispute as core


class CreditPolicy(models.Model):
    """How items in dispute count."""

    _inherit = "credit.policy"

    dispute_counts = fields.Selection(
        [
            (core.FULLY, "Count Fully"),
            (core.NOT, "Do Not Count"),
            (core.OWN_LIMIT, "Do Not Count, up to a Limit"),
        ],
        string="Items in Dispute",
        required=True,
        default=core.FULLY,
        help="How items that a credit analyst has confirmed to be in dispute count as owed and as overdue. Others count"
        " fully.",
    )
    dispute_limit = fields.Monetary(
        string="Up to", help="So much of a customer's items does not count while it is in dispute."
    )
    dispute_longest = fields.Integer(
        string="For Days",
        default=90,
        help="A dispute that is open longer counts fully again. 0 for however long.",
    )

    _dispute_limit_not_negative = models.Constraint(
        "CHECK (dispute_limit >= 0 AND dispute_longest >= 0)", "Limits of disputes cannot be negative."
    )

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit_management'
        return super()._get_drafted_fields() | {"dispute_counts", "dispute_limit", "dispute_longest"}

    def _get_counting(self):
        """How this policy counts disputes, as core knows it."""
        self.ensure_one()
        return core.Counting(self.dispute_counts, self.dispute_limit, self.dispute_longest or None)
