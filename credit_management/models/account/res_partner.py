from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import MANAGER, USER
from ...core.limit.limits import LIMITED, NOT_ASSESSED


class ResPartner(models.Model):
    _inherit = "res.partner"

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
        given = [partner for partner, vals in zip(partners, vals_list, strict=True) if "credit_limit" in vals]
        self.concat(*given)._check_credit_limit()
        return partners

    def write(self, vals):
        # EXTENDS 'base'
        if "credit_limit" in vals:
            self._check_credit_limit(vals["credit_limit"])
        if "property_payment_term_id" in vals:
            self._check_approved_terms(vals["property_payment_term_id"])
        done = super().write(vals)
        # A company out of sight has its day, too.
        if "tz" in vals and self.env["res.company"].sudo().search_count([("partner_id", "in", self.ids)], limit=1):
            self.env.registry.clear_cache()  # the day of a company may begin at another hour
        if {"parent_id", "is_company"} & vals.keys():
            self._move_credit_accounts()
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

    # === CREDIT LIMIT === #

    def _check_credit_limit(self, value=None):
        """Refuse a limit that is not the account's: the native field only shows that one.

        The value the customer has already is let through, for Odoo copies it to contacts, on a
        day on which the mirror may not have been renewed yet.

        :param value: what is about to be written; without it, what has been written
        """
        customers = self.sudo().commercial_partner_id  # contacts share the account of a customer they may not read
        root = self.env.company._credit_root()
        accounts = (
            self.env["credit.account"]
            .sudo()  # salespeople see the limit in Odoo's own field
            .search([("partner_id", "in", customers.ids), ("company_id", "=", root.id)])
        )
        effective = self.env["credit.limit"]._effective(accounts)
        by_customer = {account.partner_id: limit for account, limit in effective.items()}
        for partner in self.sudo():  # the limit shown is that of the commercial partner
            customer = partner.commercial_partner_id
            if customer not in by_customer:
                continue
            written = partner.credit_limit if value is None else float(value or 0.0)
            shown = {customer.credit_limit, customer._mirrored_limit(by_customer[customer])}
            if all(root.currency_id.compare_amounts(written, amount) for amount in shown):
                raise AccessError(
                    self.env._(
                        "The credit limit of %(partner)s is set on its credit account. Open it under Credit → Accounts,"
                        " propose a limit there, and let a credit manager approve it.",
                        partner=customer.display_name,
                    )
                )

    def _check_approved_terms(self, term_id):
        """Payment terms of an assessed customer count as approved: who may decide on the account sets them."""
        if self.env.su or self.env.user.has_group(MANAGER):
            return
        changed = self.filtered(
            lambda partner: (
                partner == partner.commercial_partner_id and partner.property_payment_term_id.id != (term_id or False)
            )
        )
        root = self.env.company._credit_root()
        accounts = (
            # An account out of sight follows, too.
            self.env["credit.account"].sudo().search([("partner_id", "in", changed.ids), ("company_id", "=", root.id)])
        )
        if assessed := accounts.filtered(lambda account: account.limit_state != NOT_ASSESSED)[:1]:
            raise AccessError(
                self.env._(
                    "%(user)s cannot change the payment terms of %(partner)s: they were approved with the credit"
                    " limit. Ask a credit manager to change them on the credit account.",
                    user=self.env.user.name,
                    partner=assessed.partner_id.display_name,
                )
            )

    def _mirrored_limit(self, limit):
        """The value of the native field for a :class:`core.limit.limits.EffectiveLimit`."""
        if limit.state == LIMITED:
            return limit.amount
        return self._fields["credit_limit"].get_company_dependent_fallback(self)

    # === ACCOUNTS === #

    def _move_credit_accounts(self):
        """A partner that is no longer a customer of its own leaves its account to the one it joins."""
        # An account out of sight counts, too.
        accounts = self.env["credit.account"].sudo().search([("partner_id", "in", self.ids)])
        for account in accounts:
            customer = account.partner_id.commercial_partner_id
            if customer != account.partner_id:
                account._move_to(customer)
