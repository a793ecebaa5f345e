from odoo import fields, models
from odoo.tools import format_amount

# The fields that say how much of a customer somebody may hand over.
HANDOVER = ("handover_amount", "handover_unlimited")


class CreditAuthority(models.Model):
    """How much of what one customer owes a manager may hand over to an agency or a lawyer."""

    _inherit = "credit.authority"

    handover_amount = fields.Monetary(
        string="Hands Over up to",
        tracking=True,
        help="Of one customer at a time, together with what is with agencies and lawyers already. Who asked for a"
        " hand-over does not approve it.",
    )
    handover_unlimited = fields.Boolean(string="Hands Over Any Amount", tracking=True)

    _handover_not_negative = models.Constraint(
        "CHECK (COALESCE(handover_amount, 0) >= 0)", "An authority cannot be negative."
    )

    def _describe_granted(self):
        # EXTENDS 'credit_management'
        granted = super()._describe_granted()
        if not self.handover_amount and not self.handover_unlimited:
            return granted
        amount = format_amount(self.env, self.handover_amount, self.currency_id)
        return self.env._(
            "%(granted)s, hands over %(amount)s",
            granted=granted,
            amount=self.env._("any amount") if self.handover_unlimited else self.env._("up to %s", amount),
        )
