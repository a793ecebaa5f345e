from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_amount

from ...core.monitoring import kinds
from ...core.monitoring import monitoring as core
from ...core.monitoring.figures import BUCKET_STARTS, MOST
from ..common.day import count_days
from ..common.number import format_number, format_percent

SEVERITIES = [("notice", "Notice"), ("warning", "Warning"), ("critical", "Critical")]
KINDS = [
    ("days_past_due", "Days Past Due of the Oldest Item"),
    ("overdue_amount", "Amount Overdue From a Day On"),
    ("overdue_share", "Share of Receivables Overdue (%)"),
    ("utilisation", "Use of the Limit (%)"),
    ("limit_expiry", "Days Until the Limit Ends"),
    ("document_expiry", "Days Until a Document Expires"),
    ("review_overdue", "Days the Review Is Overdue"),
    ("slowing_payer", "Days Paid Later Than Before"),
    ("score_drop", "Fall of the Score (Points)"),
    ("grade_drop", "Fall of the Grade (Steps)"),
    ("order_growth", "Growth of Orders (%)"),
    ("statement_age", "Age of the Newest Statement (Days)"),
    ("reconciliation_age", "Days Since the Last Agreed Reconciliation"),
    ("concentration", "Share of All Receivables (%)"),
    ("shared_use", "Use of the Shared Limit (%)"),
    ("evidence_gone", "Payments Gone an Assessment Rested On (%)"),
    ("resemblance", "Things in Common With a Customer on Stop"),
]
ENDS = ("limit_expiry", "document_expiry")  # counted down to a day, and from it on
RISK_CLASSES = ("low", "medium", "high")
USED_TO_JUDGE = ("kind", "warn", "clear", "days")


class CreditAlertRule(models.Model):
    """Rule by which an account raises an alert, when that is over again, and what is done about it."""

    _name = "credit.alert.rule"
    _description = "Alert Rule"
    _inherit = ["credit.finite", "credit.log", "credit.shared"]
    _order = "sequence, id"

    name = fields.Char(string="Rule", required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        tracking=True,
        help="Empty: all companies. Amounts are then in the currency of each.",
    )
    kind = fields.Selection(KINDS, string="Looks At", required=True, default="days_past_due", tracking=True)
    warn = fields.Float(string="Warn At", required=True, tracking=True, help="From this figure on an alert is raised.")
    clear = fields.Float(
        string="Clear At",
        required=True,
        tracking=True,
        help="At this figure the alert closes automatically. It lies apart from the other one, so that a figure that"
        " wavers a little does not raise and close alerts every day.",
    )
    days = fields.Integer(
        tracking=True,
        help="Overdue amounts: those at least so many days past due, that is 1, 31, 61, 91 or 121. Falls of score or"
        " grade: compared with so many days ago.",
    )
    days_meaning = fields.Char(compute="_compute_days_meaning")
    grace = fields.Integer(
        string="Grace (Days)", tracking=True, help="For so many days the figure must have stood before it counts."
    )
    exposure_min = fields.Float(
        string="Minimum Exposure",
        tracking=True,
        help="Customers who owe less raise no alert by this rule. In the currency of their company.",
    )
    overdue_min = fields.Float(
        string="Minimum Overdue",
        tracking=True,
        help="Days past due and share overdue: up to this amount overdue raises no alert. In the currency of the"
        " customer's company.",
    )
    overdue_min_percent = fields.Float(
        string="Minimum Overdue (% of Limit)",
        tracking=True,
        help="Days past due and share overdue: up to this share of the credit limit overdue raises no alert.",
    )
    has_floor = fields.Boolean(compute="_compute_days_meaning")
    risk_low = fields.Boolean(string="Low Risk")
    risk_medium = fields.Boolean(string="Medium Risk")
    risk_high = fields.Boolean(string="High Risk")
    grade_ids = fields.Many2many("credit.grade", string="Grades", context={"active_test": False})
    severity = fields.Selection(SEVERITIES, required=True, default="warning", tracking=True)
    owner_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False)]",
        tracking=True,
        help="Empty: the controller of the customer, else that of the company.",
    )
    due_days = fields.Integer(
        string="Due In (Days)", default=7, tracking=True, help="By when somebody should have dealt with the alert."
    )
    act_activity = fields.Boolean(string="Activity", tracking=True, help="Plan an activity for the owner.")
    act_mail = fields.Boolean(
        string="Daily Mail", default=True, tracking=True, help="List new alerts in the owner's mail of the day."
    )
    act_status = fields.Selection(
        [("watch", "Watch"), ("stop", "Stop")],
        string="Set the Status To",
        tracking=True,
        help="Only ever stricter than it is. Closing the alert as false can set it back.",
    )
    condition = fields.Char(compute="_compute_condition")

    _spans_not_negative = models.Constraint(
        "CHECK (grace >= 0 AND due_days >= 0 AND days >= 0 AND exposure_min >= 0"
        " AND COALESCE(overdue_min, 0) >= 0 AND COALESCE(overdue_min_percent, 0) >= 0)",
        "Days, the smallest exposure and the smallest overdue amount of a rule cannot be negative.",
    )

    # === COMPUTE === #

    @api.depends("kind")
    def _compute_days_meaning(self):
        for rule in self:
            rule.days_meaning = kinds.KINDS[rule.kind].days if rule.kind else False
            rule.has_floor = bool(rule.kind) and kinds.KINDS[rule.kind].has_floor

    @api.depends("kind", "warn", "clear", "days", "company_id")
    @api.depends_context("lang")
    def _compute_condition(self):
        for rule in self:
            rule.condition = rule.kind and self.env._(
                "%(warn)s, until %(clear)s",
                warn=rule._bound_text(rule.warn, True),
                clear=rule._bound_text(rule.clear, False),
            )

    def _bound_text(self, value, warning):
        figure = self._figure_text(value)
        if kinds.KINDS[self.kind].rising == warning:
            return self.env._("%(figure)s or more", figure=figure)
        return self.env._("%(figure)s or less", figure=figure)

    @api.model
    def _text_of(self, kind, value, currency):
        """A figure of a kind in words."""
        unit = kinds.KINDS[kind].unit
        if kind == "utilisation" and value >= MOST:  # of a limit of zero, too
            return self.env._("more than ten times the limit")
        if unit == kinds.PERCENT and value >= MOST:
            return self.env._("more than ten times as much")
        if kind in ENDS and value < 0:
            return self.env._("%(days)s ago", days=count_days(self.env, -value))
        if unit == kinds.AMOUNT:
            return format_amount(self.env, value, currency) if currency else format_number(self.env, value, 2)
        texts = {
            kinds.PERCENT: format_percent(self.env, value, least=1, most=1),
            kinds.DAYS: count_days(self.env, value),
            kinds.POINTS: self.env._("%(value)s points", value=format_number(self.env, value, least=1, most=1)),
            kinds.STEPS: self.env._("%(value)s steps", value=format_number(self.env, value, most=0)),
            kinds.GROUNDS: self.env._("%(value)s in common", value=format_number(self.env, value, most=0)),
        }
        return texts[unit]

    def _figure_text(self, value):
        self.ensure_one()
        return self._text_of(self.kind, value, self.company_id.currency_id)

    # === CONSTRAINTS === #

    @api.constrains(*USED_TO_JUDGE)
    def _check_thresholds(self):
        for rule in self:
            if rule._to_core().flaps:
                raise ValidationError(rule._flapping())
            if rule.days_meaning == kinds.FROM and rule.days not in BUCKET_STARTS[1:]:
                raise ValidationError(
                    self.env._(
                        "“%(rule)s” counts what is overdue from day %(days)s on. Choose day 1, 31, 61, 91 or 121.",
                        rule=rule.name,
                        days=rule.days,
                    )
                )
            if rule.days_meaning == kinds.BACK and not rule.days:
                raise ValidationError(
                    self.env._("“%(rule)s” compares with the past: say with how many days ago.", rule=rule.name)
                )

    @api.constrains("company_id")
    def _check_company(self):
        for rule in self.sudo():  # the constraint holds for grades and companies the user cannot see, too
            if rule.company_id.parent_id:
                raise ValidationError(
                    self.env._(
                        "“%(rule)s” is for %(branch)s, but customers are looked at in %(root)s. Choose that, or none.",
                        rule=rule.name,
                        branch=rule.company_id.name,
                        root=rule.company_id.root_id.name,
                    )
                )

    def _flapping(self):
        rising = kinds.KINDS[self.kind].rising
        figures = {
            "rule": self.name,
            "warn": self._figure_text(self.warn),
            "clear": self._figure_text(self.clear),
        }
        if rising:
            return self.env._(
                "“%(rule)s” warns at %(warn)s and would clear at %(clear)s already: alerts would come and go every"
                " day. Clear at less than %(warn)s.",
                **figures,
            )
        return self.env._(
            "“%(rule)s” warns at %(warn)s and would clear at %(clear)s already: alerts would come and go every day."
            " Clear at more than %(warn)s.",
            **figures,
        )

    # === CRUD === #

    def copy_data(self, default=None):
        return [
            vals | {"name": self.env._("%s (copy)", rule.name)}
            for rule, vals in zip(self, super().copy_data(default), strict=True)
        ]

    # === BUSINESS === #

    @api.model
    def _in_use(self, companies):
        """The rules that look at accounts of these companies, as the core judges by them."""
        # Users of the job need not read rules.
        rules = self.sudo().search([("company_id", "in", [False, *companies.ids])])
        return [rule._to_core() for rule in rules]

    def _to_core(self):
        self.ensure_one()
        return core.Rule(
            id=self.id or 0,
            kind=self.kind,
            warn=self.warn,
            clear=self.clear,
            severity=self.severity,
            grace=self.grace,
            days=self.days if kinds.KINDS[self.kind].days else 0,
            exposure_min=self.exposure_min,
            overdue_min=self.overdue_min,
            overdue_min_percent=self.overdue_min_percent,
            risk_classes=frozenset(name for name in RISK_CLASSES if self[f"risk_{name}"]),
            grade_ids=frozenset(self.grade_ids.ids),
            company_id=self.company_id.id or None,
        )
