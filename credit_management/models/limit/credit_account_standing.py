from odoo import api, models
from odoo.exceptions import UserError

from ...const import MANAGER
from ...core.limit.standing import STATUSES, Standing, easier
from ..common.text import stripped

# What core calls the fields of an account that let its customer do more or less.
PARTS = {
    "status": "status",
    "grade": "grade_id",
    "score": "score",
    "terms": "payment_term_id",
    "late_interest": "late_interest_rate",
    "pricelist": "pricelist_id",
}
# Fields of an account that who sells to its customer leaves alone, but for a stricter status.
NOT_BY_SELLERS = {*PARTS.values(), "last_review", "next_review"}


class CreditAccount(models.Model):
    """What clears a hold besides the limit: made stricter by one person, easier by two, and by nobody who sells."""

    _inherit = "credit.account"

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'credit_management' (account)
        if self._is_decided():
            return super().create(vals_list)
        before = [self._get_standing_before(vals) for vals in vals_list]
        accounts = super().create(vals_list)
        for account, standing in zip(accounts, before, strict=True):
            account._check_easier(standing, account._get_standing())
        return accounts

    def write(self, vals):
        # EXTENDS 'credit_management' (account)
        if NOT_BY_SELLERS & vals.keys() and not self._is_decided():
            self._check_may_decide(PARTS.values() & vals.keys())
            self._check_not_by_sellers(vals)
            for account in self:
                account._check_easier(account._get_standing(), account._get_standing(vals))
        return super().write(vals)

    # === ACTIONS === #

    def action_set_status(self, status, reason):
        """Set a stricter status at once; an easier one is proposed, and a second credit manager decides.

        :return: whether it is done
        """
        # EXTENDS 'credit_management' (account)
        easing = self.browse()
        if self.env.user.has_group(MANAGER) and not self._is_decided():
            easing = self.filtered(lambda account: account._get_easier(account._get_standing({"status": status})))
        if self - easing or not easing:
            super(CreditAccount, self - easing).action_set_status(status, reason)
        if easing and not stripped(reason):
            raise UserError(self.env._("Say why the status changes: open the account and choose “Change Status”."))
        easing._propose_change({"status": status}, reason)
        return not easing

    def action_change_terms(self):
        """Open a change of grade, terms, late interest and price list."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Change Terms"),
            "res_model": "credit.account.change",
            "view_mode": "form",
            "target": "new",
            "context": {"default_account_id": self.id},
        }

    def _propose_change(self, vals, reason):
        changes = self.env["credit.account.change"]
        changes.create([{"account_id": account.id, "reason": reason, **vals} for account in self])

    # === CHECKS === #

    def _is_decided(self):
        """Whether the system writes, or a method that has asked who decides."""
        return self.env.su or self._credit_is_by_method()

    def _check_not_by_sellers(self, vals):
        """Refuse that who sells to a customer decides what its orders are held against; the system decides anything."""
        if self.env.su:
            return
        sellers = self.sudo().partner_id._credit_get_sellers()  # the customer need not be in sight
        for account in self:
            if self.env.user not in sellers[account.sudo().partner_id]:
                continue
            changed = {name for name in NOT_BY_SELLERS & vals.keys() if account._is_other(name, vals[name])}
            if not account._get_easier(account._get_standing(vals)):
                changed -= {"status"}
            if changed:
                account._credit_refuse_fields(
                    changed,
                    self.env._(
                        "They sell to %(partner)s: ask a credit manager who does not.",
                        partner=account.sudo().partner_id.display_name,
                    ),
                )

    def _check_terms(self, term_id):
        """Hold payment terms written on the customer itself against the same as those written here."""
        vals = {"payment_term_id": term_id}
        self._check_not_by_sellers(vals)
        for account in self:
            account._check_easier(account._get_standing(), account._get_standing(vals))

    def _is_other(self, name, value):
        field, account = self._fields[name], self.sudo()  # what the account says, readable or not
        return field.convert_to_cache(value, account, validate=False) != field.convert_to_cache(account[name], account)

    def _get_easier(self, after):
        return easier(self._get_standing(), after, self.env["credit.grade"]._get_active().mapped("code"))

    def _check_easier(self, before, after):
        """Refuse that one person makes anything easier."""
        if eased := easier(before, after, self.env["credit.grade"]._get_active().mapped("code")):
            self._credit_refuse_fields(
                {PARTS[part] for part in eased},
                self.env._(
                    "It lets the customer do more, so a second credit manager agrees: choose “Change Status” or “Change"
                    " Terms” on the credit account."
                ),
            )

    # === STANDING === #

    def _get_standing(self, vals=None):
        """What is decided about the customer, with values that are about to be written.

        :rtype: core.limit.standing.Standing
        """
        self.ensure_one()
        values = {name: self._get_value(name, vals or {}) for name in PARTS.values()}
        # What stands is compared, whoever may read it.
        return Standing(
            status=values["status"] if values["status"] in STATUSES else self.sudo().status,
            grade=values["grade_id"].code or None,
            score=values["score"],
            terms=self._get_terms(values["payment_term_id"]),
            late_interest=values["late_interest_rate"],
            pricelist=values["pricelist_id"].id or None,
        )

    def _get_value(self, name, vals):
        account = self.sudo()  # what the account says, readable or not
        if name not in vals:
            return account[name]
        field = account._fields[name]
        return field.convert_to_record(field.convert_to_cache(vals[name], account, validate=False), account)

    @api.model
    def _get_standing_before(self, vals):
        """The standing of a customer whose account is about to be created: nothing but its own terms."""
        company = self.env["res.company"].browse(vals.get("company_id") or self.env.company.id)._credit_root()
        # The customer's own terms, whoever may read the contact.
        partner = self.env["res.partner"].sudo().browse(vals.get("partner_id") or ()).commercial_partner_id
        return Standing(terms=self._get_terms(partner.with_company(company).property_payment_term_id))

    @api.model
    def _get_terms(self, term):
        return self.env["account.payment.term"]._credit_terms(term.id, self.env.company._credit_today())
