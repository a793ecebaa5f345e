from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account': what is paid is asked for no more, and may keep a promise
        partials = super().create(vals_list)
        partials._credit_follow()
        return partials

    def unlink(self):
        # EXTENDS 'account': what is taken back is owed again
        partners = self._credit_get_customers()
        done = super().unlink()
        self.env["credit.account"]._follow_soon(partners)
        return done

    def _credit_follow(self):
        self.env["credit.account"]._follow_soon(self._credit_get_customers())

    def _credit_get_customers(self):
        """The customers whose receivables are matched."""
        lines = (self.debit_move_id | self.credit_move_id).sudo()  # who matches need not read all of both sides
        return lines.filtered(lambda line: line.account_type == "asset_receivable").partner_id.commercial_partner_id
