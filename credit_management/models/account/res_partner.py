from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

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
        self._check_company_day(vals)
        done = super().write(vals)
        if {"parent_id", "is_company"} & vals.keys():
            self._move_credit_accounts()
        if not set(FACTS.values()).isdisjoint(vals):
            # Whoever writes a contact need not see its account.
            accounts = self.env["credit.account"].sudo().search([("partner_id", "in", self.ids)])
            accounts.filtered(lambda account: account._follows_contact())._follow_contact()
        if RECOGNISED & vals.keys():
            self.env["credit.resemblance"]._look(self)
        return done

    def _check_company_day(self, vals):
        """Refuse another hour for a company's day to whom its settings are not for: a limit would be valid again."""
        if "tz" not in vals:
            return
        # A company out of sight has its day, too.
        for company in self.env["res.company"].sudo().search([("partner_id", "in", self.ids)]):
            if company.partner_id.tz != vals["tz"] and not self.env["res.company"].has_access("write"):
                raise AccessError(
                    self.env._(
                        "The time zone of %(company)s decides when its day begins, for due dates and limits. Ask an"
                        " administrator to change it.",
                        company=company.name,
                    )
                )
            company._check_zone(vals["tz"])
            self.env.registry.clear_cache()

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
