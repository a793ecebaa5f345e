from odoo import api, fields, models

from ...const import INTERNAL
from ...core.common import late_rate
from ..common.number import format_number
from ..common.text import number_of


class CreditLateInterest(models.AbstractModel):
    """A document with a rate of late interest, which may be entered by the year or by the day: 日万分之五.

    Kept is the rate of a year, of 365 days.
    """

    _name = "credit.late.interest"
    _description = "Late Interest by Year or Day"

    late_interest_daily = fields.Float(
        string="Late Interest (per Ten Thousand a Day)",
        compute="_compute_late_interest_daily",
        readonly=False,
        digits=(6, 3),
        aggregator=None,
        help="The same by the day: 5 is 0.05 % a day, or 18.25 % a year. Enter either of the two.",
    )

    @api.depends("late_interest_rate")
    def _compute_late_interest_daily(self):
        for record in self:
            record.late_interest_daily = late_rate.daily(record.late_interest_rate)

    @api.onchange("late_interest_daily")
    def _onchange_late_interest_daily(self):
        """Show at once what it is in a year."""
        if late_rate.yearly(self.late_interest_daily) != round(self.late_interest_rate, 2):
            self.late_interest_rate = late_rate.yearly(self.late_interest_daily)

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._credit_with_yearly_rate(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._credit_with_yearly_rate(vals))

    @api.model
    def _credit_with_yearly_rate(self, vals):
        """The values with the rate of a year in place of that of a day; a rate of a year sent beside it counts."""
        if "late_interest_daily" not in vals:
            return vals
        kept = {name: value for name, value in vals.items() if name != "late_interest_daily"}
        if "late_interest_rate" in kept:
            return kept
        rate = number_of(vals["late_interest_daily"] or 0.0)
        # What is no number is refused where rates are.
        return kept | {"late_interest_rate": vals["late_interest_daily"] if rate is None else late_rate.yearly(rate)}


class ResCompany(models.Model):
    """Whether papers say late interest by the year or by the day."""

    _inherit = "res.company"

    credit_late_interest_by = fields.Selection(
        [("year", "Percent a Year"), ("day", "Percent a Day")],
        string="Late Interest Is Said In",
        required=True,
        default="year",
        groups=INTERNAL,
        help="On papers and pages for customers, and in assessments. It is kept by the year; a year has 365 days.",
    )

    def _credit_late_interest_text(self, rate):
        """A rate in percent a year as this company says it; nothing for none."""
        if not rate:
            return ""
        # How papers say it is no secret to who reads them.
        if self._credit_root().sudo().credit_late_interest_by == "day":
            return self.env._("%s %% a day", format_number(self.env, late_rate.percent_a_day(rate), most=4))
        return self.env._("%s %% a year", format_number(self.env, rate, least=2))
