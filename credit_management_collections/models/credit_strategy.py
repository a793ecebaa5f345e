from datetime import timedelta

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from odoo.addons.credit_management.models.account.credit_grade import RISK_CLASSES

from ..core import strategy as core

COST_HELP = "Kept with every message that leaves, for the figures. In the currency of the customer's company."
HORIZON = 400  # days for which holidays are looked up


class CreditStrategy(models.Model):
    """In which steps a customer is asked for what is due, on which days, and what is too little to ask for.

    Nobody follows one before it is chosen for an account, a grade, a risk class or the company: see
    credit_strategy_choice.
    """

    _name = "credit.strategy"
    _description = "Reminder Strategy"
    _inherit = ["credit.finite", "credit.shared", "credit.chosen", "credit.log"]
    _chosen_by, _usual_by = "strategy_id", "credit_strategy_id"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True, tracking=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company",
        index=True,
        ondelete="cascade",
        domain="[('parent_id', '=', False)]",
        tracking=True,
        help="Empty: all companies.",
    )
    risk_class = fields.Selection(
        RISK_CLASSES,
        tracking=True,
        help="Customers of this risk class follow it where neither their account nor their grade names another.",
    )
    gap = fields.Integer(
        string="Days Between Messages",
        default=7,
        required=True,
        tracking=True,
        help="A customer gets at most one message within so many days, whatever it is about.",
    )
    spacing = fields.Integer(
        string="Days Between Levels",
        default=7,
        required=True,
        tracking=True,
        help="At least so many days lie between two levels of one item, also where it was old to begin with.",
    )
    matching_days = fields.Integer(
        string="Wait for Matching (Days)",
        default=3,
        required=True,
        tracking=True,
        help="So long after a receipt that nobody has matched yet, no item is asked for that it could have paid.",
    )
    exact_days = fields.Integer(
        string="Wait for Exact Amounts (Days)",
        default=30,
        required=True,
        tracking=True,
        help="So long no item is asked for that such a receipt names, or pays to the coin alone or with others. Lower"
        " it where amounts are alike, such as rents.",
    )
    calendar_id = fields.Many2one(
        "resource.calendar",
        string="Days to Send on",
        ondelete="restrict",
        tracking=True,
        help="Nothing is sent on days without working hours, nor on its public holidays. Empty: not at weekends.",
    )
    statement_day = fields.Integer(
        string="Statements from Day",
        tracking=True,
        help="Of each month, up to 28: from that day on customers get a statement of account by the next statement run."
        " Zero: they get none.",
    )
    is_automatic = fields.Boolean(
        string="Send Automatically",
        tracking=True,
        help="The daily job previews and sends its messages by itself, in the name of the person of the settings. What"
        " is above that person's authority waits for somebody else.",
    )
    cost_mail = fields.Float(string="Cost of a Mail", digits=(16, 2), tracking=True, help=COST_HELP)
    cost_letter = fields.Float(string="Cost of a Letter", digits=(16, 2), tracking=True, help=COST_HELP)
    cost_phone = fields.Float(string="Cost of a Call", digits=(16, 2), tracking=True, help=COST_HELP)
    cost_sms = fields.Float(string="Cost of a Text Message", digits=(16, 2), tracking=True, help=COST_HELP)
    step_ids = fields.One2many("credit.strategy.step", "strategy_id", string="Steps", copy=True)
    minimum_ids = fields.One2many("credit.strategy.minimum", "strategy_id", string="Smallest Amounts", copy=True)
    summary = fields.Char(string="In Short", compute="_compute_summary", help="Its steps by days from due.")

    _days_not_negative = models.Constraint(
        "CHECK (gap >= 0 AND spacing >= 0 AND matching_days >= 0 AND exact_days >= 0)", "Days cannot be negative."
    )
    _statement_day_valid = models.Constraint(
        "CHECK (COALESCE(statement_day, 0) BETWEEN 0 AND 28)",
        "Choose a day that every month has, from 1 to 28; zero for no statements.",
    )
    _costs_not_negative = models.Constraint(
        "CHECK (COALESCE(cost_mail, 0) >= 0 AND COALESCE(cost_letter, 0) >= 0 AND COALESCE(cost_phone, 0) >= 0"
        " AND COALESCE(cost_sms, 0) >= 0)",
        "A message cannot cost less than nothing.",
    )

    # === COMPUTE === #

    @api.depends("step_ids.from_due", "step_ids.channel")
    @api.depends_context("lang")
    def _compute_summary(self):
        for strategy in self:
            steps = strategy.step_ids.sorted("from_due")
            strategy.summary = " · ".join(steps.mapped("display_name")) or False

    @api.constrains("calendar_id", "company_id")
    def _check_calendar(self):
        for strategy in self:
            owner = strategy.sudo().calendar_id.company_id  # of a company out of sight it is as wrong
            if owner and owner.root_id != strategy.company_id:
                raise ValidationError(
                    self.env._(
                        "%(calendar)s belongs to %(company)s: choose a calendar of no company, or make the strategy"
                        " that company's.",
                        calendar=strategy.sudo().calendar_id.name,
                        company=owner.name,
                    )
                )

    # === BUSINESS === #

    def _to_core(self, company, today):
        """The strategy as plain data, with the quiet days of a company from a day on."""
        self.ensure_one()
        hours = self.calendar_id.attendance_ids.filtered(lambda one: not one.display_type and one.day_period != "lunch")
        worked = {int(one.dayofweek) for one in hours}
        return core.Strategy(
            tuple(step._to_core() for step in self.step_ids.sorted("from_due")),
            self.gap,
            self.spacing,
            self.matching_days,
            self.exact_days,
            {one.currency_id.name: one.amount for one in self.minimum_ids},
            core.MONDAY_TO_SUNDAY - worked if worked else core.STANDARD.quiet_weekdays,
            frozenset(self._read_holidays(company, today)),
            self.statement_day,
        )

    def _get_cost(self, channel):
        """What a message by a channel costs."""
        return self[f"cost_{channel}"] if self and channel else 0.0

    def _read_holidays(self, company, today):
        """The days ahead that holidays of its calendar touch, or holidays of every calendar of the company."""
        calendar, until = self.calendar_id, today + timedelta(days=HORIZON)
        if not calendar:
            return
        zone = pytz.timezone(calendar.tz or "UTC")
        every = Domain("calendar_id", "=", False) & Domain("company_id", "=", company.id)
        domain = Domain("resource_id", "=", False) & (Domain("calendar_id", "=", calendar.id) | every)
        domain &= Domain("date_to", ">=", today) & Domain("date_from", "<=", until)
        for leave in self.env["resource.calendar.leaves"].search(domain):
            first, last = (
                pytz.utc.localize(moment).astimezone(zone).date()
                for moment in (leave.date_from, leave.date_to - timedelta(seconds=1))
            )
            day = max(first, today)
            while day <= min(last, until):
                yield day
                day += core.ONE_DAY
