from odoo import models

from ..core.bill import HELD


class AccountMove(models.Model):
    """Entries of a bill that has ended stay: else it would count no more, and what it had paid would not be owed."""

    _inherit = "account.move"

    def write(self, vals):
        # EXTENDS 'account': buttons, and whatever else takes an entry back
        if vals.get("state") in ("draft", "cancel"):
            own = ["|", ("move_id", "in", self.ids), ("credit_bill_entry_id", "in", self.ids)]
            # Receipts need not be in sight of who takes entries back.
            bills = self.env["account.payment"].sudo()
            bills.search(
                [("credit_bill_kind", "!=", False), ("credit_bill_state", "!=", HELD), *own]
            )._credit_check_not_ended()
        return super().write(vals)
