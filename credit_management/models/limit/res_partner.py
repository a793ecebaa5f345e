from odoo import api, models
from odoo.exceptions import AccessError

from ...const import MANAGER
from ...core.limit.limits import LIMITED, NOT_ASSESSED


class ResPartner(models.Model):
    """The customer's own fields for limit and terms: they show what was approved, and nobody types over it."""

    _inherit = "res.partner"

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
            self._credit_check_finite(vals)
            self._check_credit_limit(vals["credit_limit"])
        if "property_payment_term_id" in vals:
            self._check_approved_terms(vals["property_payment_term_id"])
        return super().write(vals)

    # === BUSINESS === #

    def _check_credit_limit(self, value=None):
        """Refuse a limit that is not the account's: the native field only shows that one.

        The value the customer has already is let through, for Odoo copies it to contacts, on a
        day on which the mirror may not have been renewed yet.

        :param value: what is about to be written; without it, what has been written
        """
        # Whose contact it is decides, whoever may read that.
        customers = self.sudo().commercial_partner_id
        # The legal entity, which users of a branch need not read.
        root = self.env.company.sudo().root_id
        # That an account is there decides, whoever may read it.
        accounts = (
            self.env["credit.account"]
            .sudo()
            .search([("partner_id", "in", customers.ids), ("company_id", "=", root.id)])
        )
        effective = self.env["credit.limit"]._effective(accounts)
        by_customer = {account.partner_id: limit for account, limit in effective.items()}
        # As above.
        for partner in self.sudo():
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
        if self.env.su:
            return
        changed = self.filtered(
            lambda partner: (
                partner == partner.commercial_partner_id and partner.property_payment_term_id.id != (term_id or False)
            )
        )
        # The legal entity, which users of a branch need not read.
        root = self.env.company.sudo().root_id
        # That an account is there decides, whoever may read it.
        accounts = (
            self.env["credit.account"].sudo().search([("partner_id", "in", changed.ids), ("company_id", "=", root.id)])
        )
        assessed = accounts.filtered(lambda account: account.limit_state != NOT_ASSESSED)
        if assessed and self.env.user.has_group(MANAGER):
            assessed.with_env(self.env)._check_terms(term_id)
        elif assessed:
            raise AccessError(
                self.env._(
                    "%(user)s cannot change the payment terms of %(partner)s: they were approved with the credit"
                    " limit. Ask a credit manager to change them on the credit account.",
                    user=self.env.user.name,
                    partner=assessed[0].partner_id.display_name,
                )
            )

    def _mirrored_limit(self, limit):
        """What the native field shows for a :class:`core.limit.limits.EffectiveLimit`."""
        if limit.state == LIMITED:
            return limit.amount
        return self._fields["credit_limit"].get_company_dependent_fallback(self)
