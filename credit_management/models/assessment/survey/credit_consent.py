from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...common.day import format_day
from ...common.text import stripped

RECORDED = {"account_id", "person", "role", "given_on", "given_by", "text"}


class CreditConsent(models.Model):
    """Who of a customer has agreed to what is done with the details it gave: written once, and withdrawn at most."""

    _name = "credit.consent"
    _description = "Consent"
    _inherit = ["credit.guard", "credit.finite"]
    _order = "given_on desc, id desc"
    _rec_name = "person"

    account_id = fields.Many2one("credit.account", required=True, ondelete="cascade", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    person = fields.Char(required=True, help="Who agreed, as written beside the signature.")
    role = fields.Char(help="Of the person at the customer.")
    given_on = fields.Date(required=True, default=lambda self: self.env.company._credit_today())
    given_by = fields.Selection(
        [("paper", "Signed Form"), ("online", "Application Online"), ("mail", "Mail"), ("other", "Otherwise")],
        string="How",
        required=True,
        default="paper",
    )
    text = fields.Text(
        string="Agreed To",
        required=True,
        default=lambda self: self._default_text(),
        help="As it stood then: the notice and the consent of the form.",
    )
    withdrawn_on = fields.Date(readonly=True)
    in_force = fields.Boolean(compute="_compute_in_force", search="_search_in_force")

    @api.model
    def _default_text(self):
        company = self.env.company
        return f"{company._credit_get_privacy_notice()}\n\n{company._credit_get_consent_text()}"

    @api.depends("withdrawn_on", "company_id")
    def _compute_in_force(self):
        for consent in self:
            today = (consent.company_id or self.env.company)._credit_today()
            consent.in_force = not consent.withdrawn_on or consent.withdrawn_on > today

    def _search_in_force(self, operator, value):
        if operator != "in":
            return NotImplemented
        return [("withdrawn_on", "=" if True in value else "!=", False)]

    @api.constrains("given_on", "person")
    def _check_given(self):
        for consent in self:
            if not stripped(consent.person):
                raise ValidationError(self.env._("Say who has agreed: write the name."))
            if consent.given_on > consent.company_id._credit_today():
                raise ValidationError(
                    self.env._(
                        "%(person)s cannot have agreed on %(day)s, which is still to come. Correct the day.",
                        person=consent.person,
                        day=format_day(self.env, consent.given_on),
                    )
                )

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        if not self._credit_is_by_method():
            # Filled in before the check: a client can send defaults in the context, or store them.
            vals_list = [self._add_missing_default_values(vals) for vals in vals_list]
            for vals in vals_list:
                forged = {name for name, value in vals.items() if value and name in self._fields} - RECORDED
                if forged := forged - {"id", "create_uid", "create_date"}:
                    self._credit_refuse_fields(forged, self.env._("Record who agreed to what, when and how."))
                self.env["credit.account"].browse(vals.get("account_id") or ()).check_access("read")
        return super(CreditConsent, self._credit_drop_defaults()).create(vals_list).with_env(self.env)

    def write(self, vals):
        if not self._credit_is_by_method():
            self._credit_refuse_fields(
                vals.keys() & self._fields.keys(), self.env._("A consent stays as it was given. Withdraw it instead.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_method(self):
        if not self._credit_is_by_method():
            raise UserError(
                self.env._("The consent of %(person)s stays on record. Withdraw it instead.", person=self[:1].person)
            )

    # === ACTIONS === #

    def action_withdraw(self):
        """Note that the consent was withdrawn today, and tell on the account that the data has to be looked at."""
        self.check_access("read")
        for consent in self.filtered("in_force"):
            today = consent.company_id._credit_today()
            consent.sudo()._credit_by_method().write({"withdrawn_on": today})  # nobody writes consents
            # Whoever hears of it may note it.
            consent.account_id.sudo()._message_log(
                # Without the name: the log outlives what is deleted.
                body=self.env._(
                    "The consent of %(day)s was withdrawn. What is kept of who had given it can be deleted under"
                    " Customers → Personal Data.",
                    day=format_day(self.env, consent.given_on),
                )
            )
        return True

    # === WORDS === #

    @api.model
    def _describe(self, account):
        """Who has agreed last, in a few words; nothing where nobody has, or has withdrawn it."""
        # Printed on the survey, whoever prints it.
        consent = self.sudo().search([("account_id", "=", account.id), ("in_force", "=", True)], limit=1)
        return consent and f"{consent.person}, {format_day(self.env, consent.given_on)}"


class CreditAccount(models.Model):
    _inherit = "credit.account"

    consent_ids = fields.One2many("credit.consent", "account_id", string="Consents")
