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
