from odoo import api, models


class AccountAccount(models.Model):
    _inherit = "account.account"

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        self._forget_receivable_accounts()
        return accounts

    def write(self, vals):
        done = super().write(vals)
        if {"account_type", "non_trade"} & vals.keys():
            self._forget_receivable_accounts()
        return done

    def unlink(self):
        done = super().unlink()
        self._forget_receivable_accounts()
        return done

    def _forget_receivable_accounts(self):
        """Open items remember on which accounts customers owe."""
        self.env.registry.clear_cache()
