from collections import defaultdict

from odoo import models

# Fields of an account that decisions on orders read.
READ_BY_DECISIONS = {"status", "grade_id", "next_review", "payment_term_id"}


class CreditAccount(models.Model):
    """The holds of an account follow what is decided about the customer."""

    _inherit = "credit.account"

    def write(self, vals):
        done = super().write(vals)
        if READ_BY_DECISIONS & vals.keys():
            self.env["credit.hold"]._recheck_soon(self.partner_id)
        return done

    def _move_references(self, other):
        # Through the ORM: the customer of a hold is stored on it.
        holds = self.env["credit.hold"].sudo().search([("account_id", "=", other.id)])
        holds._credit_by_method().write({"account_id": self.id})
        return super()._move_references(other)

    def _get_released_alone(self):
        # EXTENDS 'credit_management' (limit)
        since, largest = self._get_window_starts(), defaultdict(dict)
        # What was decided counts, readable or not.
        for hold in (
            self.env["credit.hold"]
            .sudo()
            .search([("account_id", "in", self.ids), ("alone_up_to", ">", 0), ("release_amount", ">", 0)])
        ):
            if hold.decided_on >= since[hold.account_id]:
                of_account, key = largest[hold.account_id], hold._document_key()
                of_account[key] = max(of_account.get(key, 0.0), hold.release_amount)
        return {account: sum(of_account.values()) for account, of_account in largest.items()}
