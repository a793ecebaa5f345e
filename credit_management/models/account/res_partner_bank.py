from odoo import api, models


class ResPartnerBank(models.Model):
    """Bank accounts tell a customer: one that a customer on stop has too is noted."""

    _inherit = "res.partner.bank"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        accounts = super().create(vals_list)
        self.env["credit.resemblance"]._look(accounts.partner_id)
        return accounts

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        if {"acc_number", "partner_id"} & vals.keys():
            self.env["credit.resemblance"]._look(self.partner_id)
        return done
