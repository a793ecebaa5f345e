from odoo import api, fields, models
from odoo.exceptions import UserError


class AccountAccount(models.Model):
    _inherit = "account.account"

    # Read by IS_LOSS (sql/exposure/paid_items.py), and kept where a company takes another account: what was written off
    # from the old one was a loss.
    credit_is_allowance = fields.Boolean(
        string="Allowance for Bad Debts",
        tracking=True,
        help="What of a receivable is booked against this account was written off: it had been provided for.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        accounts = super().create(vals_list)
        self._forget_receivable_accounts()
        return accounts

    def write(self, vals):
        # EXTENDS 'account'
        self._credit_check_posted(vals)
        done = super().write(vals)
        if {"account_type", "non_trade"} & vals.keys():
            self._forget_receivable_accounts()
        return done

    def unlink(self):
        # EXTENDS 'account'
        done = super().unlink()
        self._forget_receivable_accounts()
        return done

    def _credit_check_posted(self, vals):
        """Refuse a change by which posted receivables of the account would begin or cease to count."""
        if self.env.su or not {"account_type", "non_trade"} & vals.keys():
            return
        for account in self.filtered(lambda account: account._credit_counts() != account._credit_would_count(vals)):
            # Entries of companies the user does not see count too.
            lines = self.env["account.move.line"].sudo()
            if lines.search_count([("account_id", "=", account.id), ("parent_state", "=", "posted")], limit=1):
                raise UserError(
                    self.env._(
                        "%(account)s has posted entries: whether customers owe on it cannot be changed any more. Make"
                        " another account, and move what is open there by an entry.",
                        account=account.display_name,
                    )
                )

    def _credit_counts(self):
        return self.account_type == "asset_receivable" and not self.non_trade

    def _credit_would_count(self, vals):
        type_, non_trade = vals.get("account_type", self.account_type), vals.get("non_trade", self.non_trade)
        return type_ == "asset_receivable" and not non_trade

    def _forget_receivable_accounts(self):
        """Open items remember on which accounts customers owe."""
        self.env.registry.clear_cache()
