import ast

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...core.limit import mass_row as core
from ..account.credit_grade import RISK_CLASSES
from ..common.day import count_days, format_day
from ..common.number import format_percent

# Whose limits change; whoever changes one of these, or how they change, has a hand in it.
CHOSEN = {"company_id", "domain", "grade_ids", "risk_class", "salesperson_id", "country_id", "only_unused"}
CHANGED = {"formula", "percent", "amount", "grade_line_ids", "days", "valid_to", "step", "most"}
LEAST_PERCENT, MOST_PERCENT = -100, 1000


class CreditLimitBatch(models.Model):
    """One change of many limits: whose, by which formula, previewed customer by customer, decided on as one.

    draft → previewed (credit_limit_batch_preview, read by credit_limit_batch_read) → submitted → approved or refused
    (credit_limit_batch_state), by as many people as its largest increase, and all of them together, ask for
    (credit_limit_batch_step), none of whom sells to a customer of it (credit_limit_batch_own). Single customers
    are left out with a reason (credit_limit_batch_line). The last yes lets all of it hold in the same transaction;
    what only informs follows (credit_limit_batch_apply). Another batch undoes it (credit_limit_batch_undo).
    """

    _name = "credit.limit.batch"
    _description = "Mass Change of Limits"
    _inherit = ["credit.decided", "credit.voted", "credit.nudged", "credit.log", "mail.activity.mixin"]
    _drafted_states = ("draft", "previewed")
    _deleted_states = ("draft", "previewed")
    _order = "id desc"

    name = fields.Char(string="Number", readonly=True, copy=False, index=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        domain=[("parent_id", "=", False)],
        default=lambda self: self.env.company.root_id,
        index=True,
        help="The legal entity whose limits change.",
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    grade_ids = fields.Many2many("credit.grade", string="Grades", help="Empty for every grade, and for none.")
    risk_class = fields.Selection(RISK_CLASSES, help="Empty for every risk class.")
    salesperson_id = fields.Many2one("res.users", help="Of the customer. Empty for everybody's.")
    country_id = fields.Many2one("res.country", help="Of the customer. Empty for every country.")
    only_unused = fields.Boolean(string="Owe Nothing", help="Only customers who owe nothing today.")
    domain = fields.Char(
        string="More Conditions", default="[]", help="On the credit account, beside the choices above."
    )
    formula = fields.Selection(
        [
            ("percent", "By a Percentage"),
            ("amount", "By an Amount"),
            ("grades", "By Grade"),
            ("expiry", "Move the Last Day"),
            ("undo", "Take Back Another Batch"),
        ],
        required=True,
        default="percent",
        help="How the new base limit of each customer follows from what is known of it.",
    )
    percent = fields.Float(help="More than today, or less where it is negative.")
    amount = fields.Monetary(help="More than today, or less where it is negative, in the company's currency.")
    grade_line_ids = fields.One2many("credit.limit.batch.grade", "batch_id", string="Percent by Grade", copy=True)
    days = fields.Integer(string="Days Later", help="By how many days the last day of each limit moves.")
    valid_to = fields.Date(string="New Last Day", help="The same last day for every limit, instead of days later.")
    step = fields.Monetary(
        string="Round Down To",
        help="New limits are multiples of it. Smaller ones, and all of them where it is zero, are cut to two figures:"
        " 1,254 becomes 1,200.",
    )
    most = fields.Monetary(string="At Most", help="No limit is raised beyond it. Zero for no such bound.")
    reason = fields.Text(help="Why these limits change: those who decide read this.")
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("previewed", "Previewed"),
            ("submitted", "Submitted"),
            ("approved", "Approved"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )
    author_id = fields.Many2one(
        "res.users", string="Proposed by", readonly=True, required=True, copy=False, default=lambda self: self.env.user
    )
    previewed_on = fields.Datetime(readonly=True, copy=False)
    first_day = fields.Date(readonly=True, copy=False, help="The company's day of the preview.")
    token = fields.Char(readonly=True, copy=False, help="One mark of every line as it was shown.")
    submitted_on = fields.Datetime(readonly=True, copy=False)
    decided_by = fields.Many2one("res.users", readonly=True, copy=False)
    decided_on = fields.Datetime(readonly=True, copy=False)
    decision_reason = fields.Text(string="Reason of the Decision", readonly=True, copy=False)
    counter_of_id = fields.Many2one(
        "credit.limit.batch",
        string="Takes Back",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
    )
    counter_ids = fields.One2many("credit.limit.batch", "counter_of_id", string="Taken Back by", readonly=True)
    line_ids = fields.One2many("credit.limit.batch.line", "batch_id", string="Customers", readonly=True)
    filter_text = fields.Char(string="Customers Chosen", compute="_compute_texts")
    formula_text = fields.Char(string="Change", compute="_compute_texts")

    _percent_bounds = models.Constraint(
        f"CHECK (percent >= {LEAST_PERCENT} AND percent <= {MOST_PERCENT})",
        "Enter a percentage from -100 to 1,000.",
    )
    _bounds_not_negative = models.Constraint(
        "CHECK (COALESCE(step, 0) >= 0 AND COALESCE(most, 0) >= 0)", "A bound of limits cannot be negative."
    )

    # === COMPUTE === #

    @api.depends("name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for batch in self:
            batch.display_name = batch.name or self.env._("New Mass Change")

    @api.depends(*(CHOSEN - {"company_id"}), *CHANGED, "grade_line_ids.percent", "counter_of_id")
    @api.depends_context("lang")
    def _compute_texts(self):
        for batch in self:
            batch.filter_text = batch._describe_filter()
            batch.formula_text = batch._describe_formula()

    def _describe_filter(self):
        """Whose limits, in words."""
        if self.counter_of_id:
            return self.env._("Customers of %s", self.counter_of_id.name)
        chosen = {
            "grade_ids": ", ".join(self.grade_ids.mapped("code")),
            "risk_class": dict(self._fields["risk_class"]._description_selection(self.env)).get(self.risk_class),
            "salesperson_id": self.salesperson_id.name,
            "country_id": self.country_id.name,
        }
        parts = [f"{self._fields[name]._description_string(self.env)}: {text}" for name, text in chosen.items() if text]
        parts += [self.env._("owe nothing")] if self.only_unused else []
        parts += [self.env._("more conditions")] if (self.domain or "[]") != "[]" else []
        return " · ".join(parts) or self.env._("All customers with a limit")

    def _describe_formula(self):
        """How they change, in words."""
        currency = self.currency_id or self.env.company.currency_id
        texts = {
            core.PERCENT: lambda: format_percent(self.env, self.percent, most=4, signed=True),
            core.AMOUNT: lambda: ("+" if self.amount > 0 else "") + currency.format(self.amount),
            core.GRADES: lambda: ", ".join(line.display_name for line in self.grade_line_ids),
            core.EXPIRY: lambda: (
                self.env._("last day %s", format_day(self.env, self.valid_to))
                if self.valid_to
                else self.env._("last day %s later", count_days(self.env, self.days))
            ),
            "undo": lambda: self.env._("back to the limits before %s", self.counter_of_id.name or "–"),
        } | self._get_more_formulas()
        text = texts[self.formula]() if self.formula in texts else ""
        if self.step and self.formula not in (core.EXPIRY, "undo"):
            text += " · " + self.env._("rounded down to %s", currency.format(self.step))
        if self.most and self.formula not in (core.EXPIRY, "undo"):
            text += " · " + self.env._("at most %s", currency.format(self.most))
        return text

    def _get_more_formulas(self):
        """How further formulas are said: ``{formula: function}``; for areas that know more of a customer."""
        return {}

    # === CRUD === #

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_drafted_fields() | CHOSEN | CHANGED | {"reason"}

    @api.model
    def _get_row_fields(self):
        # EXTENDS 'credit.decided'
        return super()._get_row_fields() | {"grade_line_ids"}

    @api.model
    def _get_shown_fields(self):
        # EXTENDS 'credit.shown': of the lines the token, and what was left out since
        return [
            "formula_text", "filter_text", "count", "count_refused", "amount_before", "amount_after", "count_over",
            "count_held", "token", "reason", "state",
        ]  # fmt: skip

    @api.model
    def _complete_vals(self, vals_list):
        numbers = self.env["ir.sequence"].sudo()  # nobody but the system counts
        return [{**vals, "name": numbers.next_by_code(self._name)} for vals in vals_list]

    def write(self, vals):
        # EXTENDS 'credit.decided': a preview is of what was chosen then
        done = super().write(vals)
        if not self._credit_is_by_method() and (self._get_drafted_fields() - {"reason"}) & vals.keys():
            # What was submitted stays as it is: a list of no grades at all gets here, and changes nothing.
            self.filtered(lambda batch: batch.state == "previewed")._drop_preview()
        return done

    @api.constrains("company_id", "formula")
    def _check_chosen(self):
        for batch in self:
            if batch.company_id.parent_id:
                raise UserError(self.env._("Choose the legal entity: its branches have the limits of it."))
            if (batch.formula == "undo") != bool(batch.counter_of_id):
                raise UserError(self.env._("Use Take Back on the batch that is to be undone."))

    @api.model
    def _get_remedy(self):
        return self.env._("Use Preview, Submit, Approve, Refuse or Take Back instead.")

    @api.model
    def _get_creation_remedy(self):
        return self.env._("Create a draft, preview it and submit it: others decide.")

    def _get_decided_text(self):
        if self.state == "submitted":
            return self.env._("%s is submitted and stays as it is. Preview it again to change it.", self.display_name)
        return self.env._("%s is decided and stays as it is. Make another mass change.", self.display_name)

    def _get_kept_text(self):
        return self.env._("%s stays on record: only what nobody has decided on is deleted.", self.display_name)

    def _check_deletable(self):
        # EXTENDS 'credit.decided': nor where somebody has refused a customer of it, or has voted on it
        for batch in self:
            if batch.count_refused or batch.sudo().vote_ids:  # that somebody has decided counts, readable or not
                raise UserError(batch._get_kept_text())
        return super()._check_deletable()

    # === BUSINESS === #

    def _get_domain(self):
        """Which accounts were chosen: read with the rights of who previews it."""
        try:
            more = Domain(ast.literal_eval(self.domain or "[]"))
            more.validate(self.env["credit.account"])
        except (ValueError, SyntaxError, TypeError, KeyError, MemoryError, RecursionError) as error:
            raise UserError(
                self.env._("“More Conditions” cannot be read: choose them with the editor, or leave them empty.")
            ) from error
        domain = Domain("company_id", "=", self.company_id.id) & more
        for name, value in {
            "grade_id": self.grade_ids.ids,
            "partner_id.user_id": self.salesperson_id.ids,
            "partner_id.country_id": self.country_id.ids,
            "risk_class": [self.risk_class] if self.risk_class else [],
        }.items():
            if value:
                domain &= Domain(name, "in", value)
        return domain

    def _to_formula(self):
        """How new limits follow, as plain data; a batch that takes another one back moves what that one moved."""
        return core.Formula(
            core.EXPIRY if self.formula == "undo" else self.formula,
            self._get_value(),
            {line.grade_id.id: line.percent for line in self.grade_line_ids if line.grade_id},
            self.days,
            self.valid_to or None,
            self.step or 0.0,
            self.currency_id.rounding,
            self.most or 0.0,
            self.first_day or None,
        )

    def _get_value(self):
        """The one figure of the formula; 0 where it has none."""
        return {core.PERCENT: self.percent, core.AMOUNT: self.amount}.get(self.formula, 0.0)
