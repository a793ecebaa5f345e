from odoo import api, models


class AccountPartialReconcile(models.Model):
    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account': what is matched is no longer owed, nor overdue.
        partials = super().create(vals_list)
        lines = (partials.debit_move_id | partials.credit_move_id).sudo()
        receivable = lines.filtered(lambda line: line.account_type == "asset_receivable")
        self.env["credit.hold"]._recheck_soon(receivable.partner_id)
        return partials
