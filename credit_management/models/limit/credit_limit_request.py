from odoo import api, fields, models
from odoo.tools import format_amount

from ...const import ANALYST
from ...core.limit import request as core
from ...core.limit.season import Season
from ..common.day import format_day
from ..common.text import id_of

# What is asked for: whoever changes one of these has a hand in the request.
ASKED = {"account_id", "kind", "amount", "unlimited", "valid_from", "valid_to", "ends_suspension", "yearly_until"}
WORDS = {"reason_kind", "reason", "forecast_use", "forecast_until", "condition_ids"}


class CreditLimitRequest(models.Model):
    """A change of a customer's limit that somebody asks for, and the decisions of those who grant it.

    draft → submitted → returned, refused, approved or partly approved; taken back it is a draft again
    (credit_limit_request_state). How many decide follows from the increase and the risk class
    (credit_limit_request_step); what was granted becomes limits at once, or when its last condition is met
    (credit_limit_request_grant). Whether it is in force then follows from dates, with every job off.
    """

    _name = "credit.limit.request"
    _description = "Limit Request"
    _inherit = [
        "credit.decided",
        "credit.refused",
        "credit.stepped",
        "credit.voted",
        "credit.nudged",
        "credit.log",
        "mail.activity.mixin",
    ]
    _drafted_states = ("draft", "returned")
    _order = "id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    account_id = fields.Many2one("credit.account", required=True, ondelete="restrict", index=True)
    partner_id = fields.Many2one(related="account_id.partner_id", string="Customer", store=True, index=True)
    company_id = fields.Many2one(related="account_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    kind = fields.Selection(
        [
            ("raise", "Raise"),
            ("lower", "Lower"),
            ("temporary", "Temporary Increase"),
            ("extend", "Extend"),
            ("suspend", "Suspend"),
            ("close", "Close"),
        ],
        required=True,
        default="raise",
        help="Raise and Lower ask for a new base limit, a temporary increase comes on top of it while it lasts. Extend"
        " moves the last day, Suspend takes the limit away until a day, Close for good.",
    )
    amount = fields.Monetary(
        string="Asked For", help="The new base limit, or what comes on top of it for a time, in the company's currency."
    )
    unlimited = fields.Boolean(help="Asks for no ceiling at all.")
    valid_from = fields.Date(string="From", required=True, default=lambda self: self.env.company._credit_today())
    valid_to = fields.Date(string="Until", help="The last day; of a suspension the last day without a limit.")
    yearly_until = fields.Date(
        string="Every Year Until",
        help="A temporary increase comes again on the same days of each year until this day, three years ahead at"
        " most.",
    )
    ends_suspension = fields.Boolean(
        help="The limit is suspended: this raise holds at once, and what was to come back afterwards does not."
    )
    reason_kind = fields.Selection(
        [
            ("growth", "Sales Grow"),
            ("season", "Season"),
            ("good_payer", "Pays Well"),
            ("overdue", "Overdue"),
            ("weaker", "Weaker Figures"),
            ("lawsuit", "Lawsuit"),
            ("grade", "Grade Changed"),
            ("other", "Other"),
        ],
        string="Cause",
        required=True,
        default="growth",
    )
    reason = fields.Text(help="Why the customer needs it: those who decide read this.")
    forecast_use = fields.Monetary(string="Expected Use", help="How much the customer is expected to owe at most.")
    forecast_until = fields.Date(string="Expected Until")
    condition_ids = fields.One2many("credit.limit.condition", "request_id", string="Conditions")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("submitted", "Submitted"),
            ("returned", "Returned"),
            ("approved", "Approved"),
            ("partly", "Approved in Part"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    author_id = fields.Many2one(
        "res.users", string="Asked by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    submitted_on = fields.Datetime(readonly=True, copy=False)
    granted_amount = fields.Monetary(
        readonly=True, copy=False, help="As the amount asked for: what those who decide have left of it."
    )
    granted_unlimited = fields.Boolean(readonly=True, copy=False)
    granted_from = fields.Date(readonly=True, copy=False)
    granted_to = fields.Date(readonly=True, copy=False)
    decided_by = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(
        string="Reason of the Decision", readonly=True, copy=False, help="Why it was returned, refused or cut."
    )
    applied_on = fields.Date(readonly=True, copy=False, help="The day on which it became limits.")
    told_on = fields.Date(string="Customer Told on", readonly=True, copy=False)
    limit_ids = fields.One2many("credit.limit", "request_id", string="Limits", readonly=True, copy=False)
    figures = fields.Json(
        string="Figures When Submitted",
        readonly=True,
        copy=False,
        groups=ANALYST,
        help="Kept as they were that moment.",
    )
    asked_text = fields.Char(string="Asks For", compute="_compute_texts")
    granted_text = fields.Char(string="Grants", compute="_compute_texts")
    limit_before = fields.Char(string="Limit Today", compute="_compute_limit_before")

    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "A limit cannot be negative.")
    _unlimited_is_raise = models.Constraint(
        "CHECK (unlimited IS NOT TRUE OR kind = 'raise')", "Only a raise can be without a ceiling."
    )
    _one_waits = models.UniqueIndex(
        "(account_id, kind) WHERE state = 'submitted'",
        "A request of this kind waits for this customer already: take it back or wait for the decision.",
    )
    _account_state_idx = models.Index("(account_id, state)")

    # === COMPUTE === #

    @api.depends("name", "partner_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for request in self:
            names = (request.name, request.partner_id.sudo().name)  # of a customer who need not be in sight
            request.display_name = " · ".join(filter(None, names)) or self.env._("New Limit Request")

    @api.depends(
        "kind",
        "amount",
        "unlimited",
        "valid_to",
        "yearly_until",
        "granted_amount",
        "granted_unlimited",
        "granted_to",
        "state",
    )
    @api.depends_context("lang")
    def _compute_texts(self):
        for request in self:
            request.asked_text = request._describe(request.amount, request.unlimited, request.valid_to)
            granted = request.granted_from and request._describe(
                request.granted_amount, request.granted_unlimited, request.granted_to
            )
            request.granted_text = granted

    def _describe(self, amount, unlimited, last):
        texts = [dict(self._fields["kind"]._description_selection(self.env)).get(self.kind, "–")]
        if self.kind in core.WITH_AMOUNT:
            currency = self.currency_id or self.env.company.currency_id
            texts.append(self.env._("Unlimited") if unlimited else format_amount(self.env, amount, currency))
        if last:
            texts.append(self.env._("until %s", format_day(self.env, last)))
        if self.kind == core.TEMPORARILY and self.yearly_until:
            texts.append(self.env._("every year until %s", format_day(self.env, self.yearly_until)))
        return " · ".join(texts)

    @api.depends("account_id.effective_limit", "account_id.limit_state")
    @api.depends_context("lang")
    def _compute_limit_before(self):
        for request in self:
            account = request.account_id
            request.limit_before = account and account._limit_words(account.limit_state, account.effective_limit)

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | ASKED | WORDS

    @api.model
    def _get_row_fields(self):
        # EXTENDS 'credit.decided'
        return {"condition_ids"}

    @api.model
    def _get_counting_fields(self):
        # EXTENDS 'credit.hands'
        return ASKED | {"forecast_use", "reason"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown'
        return [
            "partner_id",
            "asked_text",
            "valid_from",
            "granted_text",
            "limit_before",
            "reason",
            "condition_ids",
            "state",
        ]

    @api.model
    def _prepare_creation_vals(self, vals):
        # EXTENDS 'credit.decided': nobody asks for a customer out of sight
        vals = super()._prepare_creation_vals(vals)
        self.env["credit.account"].browse(vals.get("account_id") or ()).check_access("read")
        return vals

    @api.model
    def _complete_vals(self, vals_list):
        numbers = self.env["ir.sequence"].sudo()  # nobody but the system counts
        return [{**vals, "name": numbers.next_by_code(self._name)} for vals in vals_list]

    def write(self, vals):
        # EXTENDS 'credit.decided': nor moves a request to one
        if "account_id" in vals and not self._credit_is_by_method():
            self.env["credit.account"].browse(id_of(vals["account_id"])).check_access("read")
        return super().write(vals)

    @api.model
    def _get_remedy(self):
        return self.env._("Use Submit, Approve, Return, Refuse or Take Back instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft and submit it: others decide.")

    def _get_decided_text(self):
        if self.state == "submitted":
            return self.env._("%s is submitted and stays as it is. Take it back to change it.", self.display_name)
        return self.env._("%s is decided and stays as it is. Ask for another change.", self.display_name)

    def _get_kept_text(self):
        return self.env._("%s stays on record: only a draft is deleted.", self.display_name)

    # === BUSINESS === #

    def _to_asked(self):
        """What is asked for, as plain data."""
        return self._to_change(self.amount, self.unlimited, self.valid_from, self.valid_to)

    def _to_granted(self):
        """What would be granted, or was: what is asked for until somebody grants less."""
        if not self.granted_from:
            return self._to_asked()
        return self._to_change(self.granted_amount, self.granted_unlimited, self.granted_from, self.granted_to)

    def _to_change(self, amount, unlimited, first, last):
        """A change of this kind; a limit is closed today and for good."""
        if self.kind == core.CLOSE:
            first, last = self.company_id._credit_today(), None
        if self.kind not in core.WITH_AMOUNT:
            amount, unlimited = 0.0, False
        season, until = self._get_season(last)
        return core.Asked(self.kind, amount, bool(unlimited), first, last or None, season, until)

    def _get_season(self, last):
        """The days of each year on which a temporary increase comes again, and until when."""
        if self.kind != core.TEMPORARILY or not self.yearly_until or not last:
            return None, None
        first = self.valid_from
        return Season(self.amount, (first.month, first.day), (last.month, last.day)), self.yearly_until

    # === ACTIONS === #

    def action_open_account(self):
        self.ensure_one()
        return self.account_id.get_formview_action()
