from odoo import models
from odoo.exceptions import UserError

ADVISER = "account.group_account_manager"
# Rates are shown, and typed, to six digits.
RATE_ROOM = 1e-3


class AccountMove(models.Model):
    """Rate of a customer invoice in another currency: the ledger, and so the exposure, takes it at its word."""

    _inherit = "account.move"

    def write(self, vals):
        # EXTENDS 'account'
        if vals.get("state") == "posted":
            self.filtered(lambda move: move.state != "posted")._credit_judged()._credit_check_typed_rate()
        return super().write(vals)

    def _credit_check_typed_rate(self):
        """Refuse a rate at which the customer would owe less than at that of the invoice's day.

        An order that the invoice takes from is free of the whole amount, whatever the ledger says is owed.
        """
        # A job posts what somebody else has typed.
        if self.env.user.has_group(ADVISER) and not self.env.user._is_superuser():
            return
        typed = self.sudo().filtered(lambda move: move._credit_is_cheapened())  # what it counts is no secret here
        for company, moves in typed.grouped("company_id").items():
            governed = company._credit_governed(moves.commercial_partner_id)
            for move in moves.filtered(lambda move, governed=governed: move.commercial_partner_id in governed):
                raise UserError(
                    self.env._(
                        "%(invoice)s of %(partner)s has a rate at which less is owed than at the rate of its day. Take"
                        " the rate of the day, or have an accounting administrator post it.",
                        invoice=move._credit_number(),
                        partner=move.commercial_partner_id.display_name,
                    )
                )

    def _credit_is_cheapened(self):
        self.ensure_one()
        if not self.currency_id or self.currency_id == self.company_currency_id:
            return False
        rate = self._get_expected_currency_rate_at(self._get_invoice_currency_rate_date())
        return self.invoice_currency_rate > rate * (1 + RATE_ROOM)
