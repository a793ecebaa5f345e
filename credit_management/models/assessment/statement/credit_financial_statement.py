from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import date_utils

from ....core.assessment.statement import LINES
from ...common.day import format_day
from ...common.text import in_sentence

DRAFTED = {
    "is_short",
    "kind",
    "period_start",
    "period_end",
    "currency_id",
    "audited",
    "source",
    "note",
    "difference_reason",
}
# Fields that the ratios follow from.
JUDGED = {"period_start", "period_end", "kind", "currency_id", "state", *LINES}
LARGEST = 1e15


class CreditFinancialStatement(models.Model):
    """Balance sheet, income and cash flow of a customer for one period.

    A statement is edited as a draft, confirmed once and then stays as it is. What turns out to
    be wrong later is put right in a new version, which takes the place of the older one when it
    is confirmed in its turn.
    """

    _name = "credit.financial.statement"
    _description = "Financial Statement"
    _inherit = ["credit.decided", "credit.log", "mail.activity.mixin"]
    _order = "period_end desc, id desc"

    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    kind = fields.Selection(
        [("annual", "Annual"), ("interim", "Interim")],
        required=True,
        default="annual",
        help="Interim statements, of a quarter or a half-year, are compared with those of the same months a year ago.",
    )
    period_start = fields.Date(required=True, default=lambda self: self._default_period("start"))
    period_end = fields.Date(required=True, default=lambda self: self._default_period("end"))
    months = fields.Integer(
        string="Months Covered",
        compute="_compute_months",
        store=True,
        aggregator=None,
        help="Flows of other than twelve months are brought to twelve months before they are compared with a balance.",
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
        help="The currency of the figures, whatever the company's own is.",
    )
    audited = fields.Selection(
        [("yes", "Audited"), ("no", "Not Audited"), ("unknown", "Unknown")],
        required=True,
        default="unknown",
        tracking=True,
    )
    source = fields.Selection(
        [
            ("customer", "Customer"),
            ("public", "Public Register"),
            ("agency", "Credit Agency"),
            ("bank", "Bank"),
            ("tax", "Tax Office"),
            ("other", "Other"),
        ],
        required=True,
        default="customer",
        tracking=True,
        help="Where the figures come from. Attach the document below.",
    )
    is_short = fields.Boolean(
        string="Short Form",
        help="Five figures are all that a small customer gives: assets, debts, equity, sales and net result. Ratios"
        " that follow from them are worked out.",
    )
    note = fields.Text(string="Notes")
    state = fields.Selection(
        [("draft", "Draft"), ("confirmed", "Confirmed"), ("superseded", "Superseded")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    version = fields.Integer(required=True, default=1, readonly=True, copy=False, aggregator=None)
    replaces_id = fields.Many2one(
        "credit.financial.statement",
        string="New Version Of",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    confirmed_by = fields.Many2one("res.users", readonly=True, copy=False)
    confirmed_on = fields.Datetime(readonly=True, copy=False)
    can_confirm = fields.Boolean(compute="_compute_can_confirm", help="You had no hand in it.")
    difference_reason = fields.Text(
        string="Reason of Difference",
        copy=False,
        tracking=True,
        help="Why the figures stand although they do not add up: a rounding of the source, a line it does not show.",
    )

    _one_per_period = models.UniqueIndex(
        "(account_id, kind, period_end, state) WHERE state <> 'superseded'",
        "Another statement of this customer and period was made at the same moment. Try again.",
    )
    _confirmed_by_somebody = models.Constraint(
        "CHECK (state <> 'confirmed' OR confirmed_by IS NOT NULL)", "Somebody confirms a statement."
    )

    # === DEFAULTS === #

    @api.model
    def _default_period(self, edge):
        """The calendar year that ended last."""
        year = date_utils.subtract(self.env.company._credit_today(), years=1)
        return (date_utils.start_of if edge == "start" else date_utils.end_of)(year, "year")

    # === COMPUTE === #

    @api.depends("period_start", "period_end")
    def _compute_months(self):
        for statement in self:
            start, end = statement.period_start, statement.period_end
            statement.months = max(round(((end - start).days + 1) / 30.4375), 1) if start and end else 0

    @api.depends("account_id")
    def _compute_currency_id(self):
        for statement in self:
            company = statement.account_id.company_id or self.env.company
            statement.currency_id = statement.currency_id or company.currency_id

    @api.depends("kind", "period_end", "partner_id.display_name", "version")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for statement in self:
            name = self.env._(
                "%(partner)s, %(kind)s to %(day)s",
                partner=statement.partner_id.display_name or "",
                kind=in_sentence(self.env, kinds.get(statement.kind, "")),
                day=format_day(self.env, statement.period_end),
            )
            statement.display_name = f"{name} (v{statement.version})" if statement.version > 1 else name

    @api.depends("state", "hand_ids")
    @api.depends_context("uid")
    def _compute_can_confirm(self):
        free = self.filtered(lambda statement: statement.state == "draft")._get_free()
        for statement in self:
            statement.can_confirm = statement in free

    # === CONSTRAINTS === #

    @api.constrains(*LINES)
    def _check_amounts(self):
        for statement in self:
            for name in LINES:
                if abs(statement[name]) > LARGEST:
                    raise ValidationError(
                        self.env._(
                            "“%(line)s” of %(statement)s is larger than any company. Correct the amount.",
                            line=self._line_label(name),
                            statement=statement.display_name,
                        )
                    )

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | DRAFTED | set(LINES)

    @api.model
    def _get_creation_fields(self):
        return super()._get_creation_fields() | {"account_id"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return ["partner_id", *sorted(DRAFTED), *LINES]

    @api.model
    def _get_remedy(self):
        return self.env._("Confirm the statement, or make a new version of it.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft and confirm it.")

    def _get_decided_text(self):
        return self.env._(
            "%(statement)s is confirmed and stays as it is. Make a new version of it.", statement=self.display_name
        )

    @api.model_create_multi
    def create(self, vals_list):
        statements = super().create(vals_list)
        statements._refresh_ratios()
        return statements

    @api.model
    def _prepare_creation_vals(self, vals):
        vals = super()._prepare_creation_vals(vals)
        self.browse()._check_only_one(vals)  # a copy is created by its original
        return vals

    def write(self, vals):
        if {"kind", "period_end"} & vals.keys() and not self._credit_is_by_method():
            self._check_draft()
            for statement in self:
                statement._check_only_one(vals)
        done = super().write(vals)
        if JUDGED & vals.keys():
            self._refresh_ratios()
        return done

    def unlink(self):
        accounts = self.account_id
        done = super().unlink()
        self._refresh_ratios_of(accounts)
        return done

    # === ACTIONS === #

    def action_confirm(self):
        """Let drafts stand, once their figures add up or somebody has said why they do not."""
        self.check_access("write")
        self._check_draft()
        self._check_hands()
        self._check_shown()
        for statement in self:
            statement._fill_totals()
            statement._check_confirmable()
            statement._set_confirmed()
        return True

    def action_new_version(self):
        """Make a draft like this statement that is to replace it, and open it."""
        self.ensure_one()
        if self.state != "confirmed":
            raise UserError(
                self.env._(
                    "%(statement)s is not confirmed. A draft is edited, and what is superseded stays on record.",
                    statement=self.display_name,
                )
            )
        draft = self.search([("replaces_id", "=", self.id), ("state", "=", "draft")], limit=1)
        if not draft:
            values = {"version": self.version + 1, "replaces_id": self.id}
            draft = self._credit_by_method().copy(values).with_env(self.env)
        return draft._get_records_action()

    def _check_confirmable(self):
        self.ensure_one()
        if not any(self[name] for name in LINES):
            raise UserError(
                self.env._("%(statement)s has no figures yet. Fill them in first.", statement=self.display_name)
            )
        if not self.balanced and not (self.difference_reason or "").strip():
            raise UserError(
                self.env._(
                    "%(statement)s does not add up:\n%(faults)s\n"
                    "Correct the figures, or say under “Reason of Difference” why they stand.",
                    statement=self.display_name,
                    faults=self.fault_text,
                )
            )

    # === TRANSITIONS === #

    def _set_confirmed(self):
        self.ensure_one()
        if replaced := self.replaces_id.filtered(lambda one: one.state == "confirmed"):
            replaced._credit_by_method().write({"state": "superseded"})
            replaced.flush_recordset(["state"])  # or both would be confirmed for a moment
        self._credit_by_method().write(
            {"state": "confirmed", "confirmed_by": self.env.uid, "confirmed_on": fields.Datetime.now()}
        )
