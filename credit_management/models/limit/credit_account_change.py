from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...const import ANALYST, MANAGER
from ..account.credit_account import STATUSES
from ..common.number import format_number
from ..common.text import in_sentence

# Fields of an account that a change is about, as the account calls them.
CHANGED = ("status", "grade_id", "payment_term_id", "late_interest_rate", "pricelist_id")


class CreditAccount(models.Model):
    _inherit = "credit.account"

    change_ids = fields.One2many("credit.account.change", "account_id", string="Changes", groups=ANALYST)


class CreditAccountChange(models.Model):
    """A change of an account's status, grade or terms outside an assessment.

    Proposed by one credit manager; a second one, who does not sell to the customer, agrees. What is no easier for the
    customer in any point is done at once.
    """

    _name = "credit.account.change"
    _description = "Change of a Credit Account"
    _inherit = ["credit.late.interest", "credit.decided"]
    _drafted_states = _deleted_states = ()
    _order = "id desc"

    account_id = fields.Many2one("credit.account", required=True, ondelete="cascade", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    status = fields.Selection(STATUSES)
    grade_id = fields.Many2one("credit.grade", ondelete="restrict")
    payment_term_id = fields.Many2one(
        "account.payment.term", ondelete="restrict", domain="[('company_id', 'in', (False, company_id))]"
    )
    late_interest_rate = fields.Float(
        string="Late Interest (% a Year)",
        digits=(5, 2),
        aggregator=None,
        help="In percent a year, charged on what is paid after it was due.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist", ondelete="restrict", domain="[('company_id', 'in', (False, company_id))]"
    )
    reason = fields.Char(required=True)
    names = fields.Char(readonly=True, help="The fields of the account that the change is about.")
    changes = fields.Char(compute="_compute_changes", help="What it changes on the account as that stands.")
    state = fields.Selection(
        [("proposed", "Proposed"), ("approved", "Approved"), ("refused", "Refused")],
        required=True,
        default="proposed",
        readonly=True,
        copy=False,
        index=True,
    )
    author_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, required=True, default=lambda self: self.env.user
    )
    decided_by = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)
    can_decide = fields.Boolean(string="Awaiting My Decision", compute="_compute_can_decide")

    # === COMPUTE === #

    @api.depends("account_id.display_name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for change in self:
            change.display_name = self.env._("Change of %(account)s", account=change.account_id.display_name)

    @api.depends("names", "state", *CHANGED, *(f"account_id.{name}" for name in CHANGED))
    @api.depends_context("lang")
    def _compute_changes(self):
        for change in self:
            change.changes = ", ".join(
                f"{label}: {before} → {after}" if change.state == "proposed" else f"{label}: {after}"
                for label, before, after in change._describe_values()
            )

    @api.depends("state", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_decide(self):
        proposed = self.filtered(lambda change: change.state == "proposed")
        free = proposed._get_free() if self.env.user.has_group(MANAGER) else self.browse()
        for change in self:
            change.can_decide = change in free

    @api.onchange("account_id")
    def _onchange_account_id(self):
        """Begin with what the account says."""
        for name in CHANGED:
            self[name] = self.account_id[name]

    def _describe_values(self):
        """Each field it changes: its label, the account's value and the new one, in words."""
        account = self.account_id
        for name in self._get_names():
            field = account._fields[name]
            label = field._description_string(self.env)
            yield label, self._describe_value(field, account), self._describe_value(field, self)

    def _describe_value(self, field, record):
        value = record[field.name]
        if field.type == "many2one":
            return value.display_name or "–"
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "–")
        return format_number(self.env, value)

    def _get_names(self):
        return self.names.split(",") if self.names else []

    # === CRUD === #

    @api.model
    def _get_creation_fields(self):
        # EXTENDS 'credit.decided'
        return {"account_id", "reason", *CHANGED}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", "changes", "reason", "state"]

    @api.model
    def _get_remedy(self):
        return self.env._("Use Approve or Refuse, or propose another change.")

    def _get_decided_text(self):
        return self.env._(
            "A change that is proposed stays as it is. Refuse this one of %(partner)s and propose another.",
            partner=self.partner_id.display_name,
        )

    @api.model
    def _complete_vals(self, vals_list):
        # EXTENDS 'credit.decided': what is not said stays as it is on the account.
        completed = []
        for vals in vals_list:
            account = self.env["credit.account"].browse(vals.get("account_id") or ())
            account.check_access("write")
            kept = {name: account._fields[name].convert_to_write(account[name], account) for name in CHANGED}
            completed.append(kept | vals)
        return completed

    @api.model_create_multi
    def create(self, vals_list):
        self._check_manager()
        for vals in vals_list:
            account = self.env["credit.account"].browse(vals.get("account_id") or ())
            account._check_not_by_sellers({name: vals[name] for name in CHANGED if name in vals})
        changes = super().create(vals_list)
        for change in changes:
            change._begin()
        return changes

    def _begin(self):
        """Remember what it changes; do at once what makes nothing easier."""
        account = self.account_id
        values = {name: self._fields[name].convert_to_write(self[name], self) for name in CHANGED}
        changed = {name: value for name, value in values.items() if account._is_other(name, value)}
        if not changed:
            raise UserError(
                self.env._(
                    "This changes nothing of %(account)s. Enter what is to change.", account=account.display_name
                )
            )
        self._credit_by_method().write({"names": ",".join(changed)})
        if not account._get_easier(account._get_standing(changed)):
            self._set_approved()
            return
        account._message_log(
            body=self.env._(
                "%(user)s proposes: %(changes)s. %(reason)s",
                user=self.env.user.name,
                changes=self.changes,
                reason=self.reason,
            )
        )

    # === ACTIONS === #

    def action_approve(self):
        """Let the changes hold, as a second credit manager."""
        self._check_deciding()
        self._check_hands()
        self._check_shown()
        for change in self:
            change._set_approved()
        return True

    def action_refuse(self):
        """Turn changes down; who proposed them withdraws them the same way."""
        self._check_deciding()
        self._check_shown()
        for change in self:
            change._set_refused()
        return True

    def action_apply(self):
        """Close the dialog in which it was entered, and say whether somebody else decides."""
        self.ensure_one()
        done = self.state == "approved"
        message = self.env._("Done.") if done else self.env._("Proposed: a second credit manager decides.")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success" if done else "warning",
                "message": message,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    # === CHECKS === #

    def _check_manager(self):
        if not self.env.su and not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._("%(user)s is no credit manager. Ask one to change the account.", user=self.env.user.name)
            )

    def _check_deciding(self):
        self._check_manager()
        self.check_access("write")
        for change in self:
            if change.state != "proposed":
                raise UserError(
                    self.env._(
                        "%(change)s is %(state)s already.",
                        change=change.display_name,
                        state=in_sentence(
                            self.env, dict(self._fields["state"]._description_selection(self.env))[change.state]
                        ),
                    )
                )

    # === TRANSITIONS === #

    def _set_approved(self):
        self.ensure_one()
        account = self.account_id
        vals = {name: self._fields[name].convert_to_write(self[name], self) for name in self._get_names()}
        if "status" in vals:
            vals["status_reason"] = self.reason
        changes = self.changes  # as long as the account says what it said
        account.sudo().write(vals)  # asked above who decides, and what
        self._credit_by_method().write({"state": "approved", **self._prepare_decision_vals()})
        account._message_log(
            body=self.env._(
                "%(user)s: %(changes)s. Proposed by %(author)s: %(reason)s",
                user=self.env.user.name,
                changes=changes,
                author=self.author_id.name,
                reason=self.reason,
            )
        )

    def _set_refused(self):
        self._credit_by_method().write({"state": "refused", **self._prepare_decision_vals()})
        self.account_id._message_log(
            body=self.env._("%(user)s refused: %(changes)s.", user=self.env.user.name, changes=self.changes)
        )

    def _prepare_decision_vals(self):
        return {"decided_by": self.env.uid, "decided_on": fields.Datetime.now()}
