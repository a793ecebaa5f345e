from odoo import api, fields, models
from odoo.exceptions import UserError

from ...const import USER
from .credit_account_fact import FACTS
from .credit_resemblance import RECOGNISED


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "credit.finite"]

    credit_account_ids = fields.One2many(
        "credit.account",
        "partner_id",
        string="Credit Accounts",
        groups=USER,
    )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        partners = super().create(vals_list)
        self.env["credit.resemblance"]._look(partners)
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        # A company out of sight has its day, too.
        if "tz" in vals and self.env["res.company"].sudo().search_count([("partner_id", "in", self.ids)], limit=1):
            self.env.registry.clear_cache()  # the day of a company may begin at another hour
        if {"parent_id", "is_company"} & vals.keys():
            self._move_credit_accounts()
        if not set(FACTS.values()).isdisjoint(vals):
            # Whoever writes a contact need not see its account.
            accounts = self.env["credit.account"].sudo().search([("partner_id", "in", self.ids)])
            accounts.filtered(lambda account: account._follows_contact())._follow_contact()
        if RECOGNISED & vals.keys():
            self.env["credit.resemblance"]._look(self)
        return done

    @api.ondelete(at_uninstall=False)
    def _unlink_except_credit_account(self):
        # An account out of the user's sight keeps its customer, too.
        accounts = self.env["credit.account"].sudo().search([("partner_id", "in", self.ids)], limit=1)
        if accounts:
            raise UserError(
                self.env._(
                    "%(partner)s has a credit account and cannot be deleted. Archive the customer instead.",
                    partner=accounts.partner_id.display_name,
                )
            )

    # === ACCOUNTS === #

    def _move_credit_accounts(self):
        """A partner that is no longer a customer of its own leaves its account to the one it joins."""
        # An account out of sight counts, too.
        accounts = self.env["credit.account"].sudo().search([("partner_id", "in", self.ids)])
        for account in accounts:
            customer = account.partner_id.commercial_partner_id
            if customer != account.partner_id:
                account._move_to(customer)
