from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.models.common.text import id_of

KINDS = [
    ("call", "Call"),
    ("mail_in", "Mail Received"),
    ("mail_out", "Mail Sent"),
    ("visit", "Visit"),
    ("note", "Note"),
]
OUTCOMES = [
    ("reached", "Reached"),
    ("not_reached", "Not Reached"),
    ("promised", "Promises to Pay"),
    ("disputes", "Disputes"),
    ("wants_documents", "Wants Documents"),
    ("refuses", "Refuses to Pay"),
    ("came_back", "Mail Came Back"),
]
LATEST = 31  # days ahead that the next call may be: nobody calls before
WRITTEN = {"account_id", "kind", "outcome", "person", "text", "next_on"}


class CreditContact(models.Model):
    """What was said with a customer about what it owes: written once, never edited; another one corrects it."""

    _name = "credit.contact"
    _description = "Contact About What Is Owed"
    _inherit = ["credit.guard", "credit.finite"]
    _order = "id desc"
    _rec_name = "day"

    account_id = fields.Many2one("credit.account", string="Customer", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Contact", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    day = fields.Date(readonly=True, required=True, help="The company's day on which it was logged.")
    user_id = fields.Many2one("res.users", string="Logged by", readonly=True, required=True, index=True)
    kind = fields.Selection(KINDS, required=True, default="call")
    outcome = fields.Selection(OUTCOMES, required=True, default="reached")
    person = fields.Char(string="With Whom", help="The person at the customer.")
    text = fields.Text(string="What Was Said")
    mail_message_id = fields.Many2one(
        "mail.message", string="Mail", readonly=True, ondelete="set null", index="btree_not_null"
    )
    next_on = fields.Date(string="Call Again on", help="Nobody calls before, and the customer is first on that day.")

    @api.depends("kind", "outcome", "day")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = {name: dict(self._fields[name]._description_selection(self.env)) for name in ("kind", "outcome")}
        for contact in self:
            kind, outcome = labels["kind"].get(contact.kind), labels["outcome"].get(contact.outcome)
            contact.display_name = f"{format_day(self.env, contact.day)} · {kind}: {outcome}" if contact.day else ""

    # === CRUD === #

    @api.model_create_multi
    def create(self, vals_list):
        # Filled in before the check: a client can send defaults in the context, or store them.
        filled = [self._add_missing_default_values(vals) for vals in vals_list]
        created = []
        for vals in filled:
            self._credit_check_finite(vals)
            if forged := {name for name, value in vals.items() if value} & self._fields.keys() - WRITTEN:
                self._credit_refuse_fields(forged, self.env._("The log knows who writes, and when."))
            account = self.env["credit.account"].browse(id_of(vals.get("account_id"))).exists()
            if not account:
                raise UserError(self.env._("Choose the customer with whom somebody spoke."))
            account.check_access("read")
            vals = {name: vals[name] for name in WRITTEN & vals.keys()}
            created.append(vals | {"day": account.company_id._credit_today(), "user_id": self.env.uid})
        contacts = super(CreditContact, self._credit_drop_defaults()).create(created)
        contacts._credit_recompute_related()
        return contacts.with_env(self.env)

    def write(self, vals):
        if not self._credit_is_by_method():
            raise AccessError(
                self.env._("What was logged stays as it is, %s. Log another contact instead.", self.env.user.name)
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_by_method(self):
        raise UserError(self.env._("What was logged stays on record. Log another contact instead."))

    @api.constrains("next_on")
    def _check_next_on(self):
        for contact in self:
            if contact.next_on and contact.next_on < contact.day:
                raise ValidationError(
                    self.env._("%s is past: choose the day of the next call.", format_day(self.env, contact.next_on))
                )
            if contact.next_on and (contact.next_on - contact.day).days > LATEST:
                raise ValidationError(
                    self.env._(
                        "%(day)s is more than %(days)d days ahead: agree on an earlier call.",
                        day=format_day(self.env, contact.next_on),
                        days=LATEST,
                    )
                )
