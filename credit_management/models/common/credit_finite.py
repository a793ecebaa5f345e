import math

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .number import format_number
from .text import number_of

FIRST_YEAR, LAST_YEAR = 1900, 2199
LARGEST_AMOUNT = 1e15  # beyond, sums lose their cents
LARGEST_NUMBER = 2**31 - 1  # a column of integers takes no more
MOST_DAYS, MOST_MONTHS = 36_500, 1_200  # a century: further away there are no dates to compute with
# Integers of a client that are neither days nor months.
COUNTS = {"count", "position", "staff"}
SIGNED = {"sequence", "color", "from_due"}  # may be negative
MONTHS = {"credit_survey_retention", "credit_survey_validity", "first_review_months", "months", "review_interval"}


class CreditFinite(models.AbstractModel):
    """Amounts that are finite numbers, whole numbers of a size one can compute with, and days of this age.

    JSON carries NaN, Infinity, numbers of any length, the year 1 and the year 9999. Sums, ages and jobs would fail on
    them later, and far from the person who could correct them. Of Odoo's own models only our fields are looked at.
    """

    _name = "credit.finite"
    _description = "Records of Finite Amounts and Days"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._credit_check_finite(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._credit_check_finite(vals)
        return super().write(vals)

    @api.model
    def _credit_check_finite(self, vals):
        """Refuse amounts that are no numbers, numbers without bounds, and days that nobody means."""
        checks = {
            "float": self._credit_check_amount,
            "monetary": self._credit_check_amount,
            "integer": self._credit_check_whole,
            "date": self._credit_check_day,
            "datetime": self._credit_check_day,
        }
        ours = self._name.startswith("credit.")
        for name, value in vals.items():
            field = self._fields.get(name)
            if value and field and field.type in checks and (ours or self._credit_is_added(field)):
                checks[field.type](field, value)

    @api.model
    def _credit_is_added(self, field):
        """Whether a field is ours on a model of Odoo's; its own limit of a customer is ours to judge."""
        return field.name.startswith("credit_") or any(one.startswith("credit_management") for one in field._modules)

    @api.model
    def _credit_check_amount(self, field, value):
        label, number = field._description_string(self.env), self._credit_number(value)
        if number is None:
            raise ValidationError(self.env._("“%(field)s” is no number. Enter an amount.", field=label))
        if abs(number) > LARGEST_AMOUNT:
            raise ValidationError(
                self.env._(
                    "“%(field)s” is too large to compute with. Enter an amount up to %(most)s.",
                    field=label,
                    most=format_number(self.env, LARGEST_AMOUNT),
                )
            )

    @api.model
    def _credit_check_whole(self, field, value):
        label, number = field._description_string(self.env), self._credit_number(value)
        if number is None:
            raise ValidationError(self.env._("“%(field)s” is no number. Enter a whole number.", field=label))
        least, most = self._credit_get_bounds(field)
        if not least <= number <= most:
            raise ValidationError(
                self.env._(
                    "“%(field)s” is %(number)s. Enter a whole number from %(least)s to %(most)s.",
                    field=label,
                    number=format_number(self.env, number, most=0),
                    least=format_number(self.env, least),
                    most=format_number(self.env, most),
                )
            )

    @api.model
    def _credit_get_bounds(self, field):
        """The least and the most of an integer; what clients do not write is counted by the code."""
        if field.readonly or field.name in SIGNED:
            return -LARGEST_NUMBER, LARGEST_NUMBER
        if field.name in COUNTS:
            return 0, LARGEST_NUMBER
        return 0, MOST_MONTHS if field.name in MONTHS else MOST_DAYS

    @api.model
    def _credit_check_day(self, field, value):
        if not self._credit_is_of_this_age(value):
            raise ValidationError(
                self.env._(
                    "“%(field)s” is %(value)s. Enter a day of the years %(first)s to %(last)s.",
                    field=field._description_string(self.env),
                    value=value,
                    first=FIRST_YEAR,
                    last=LAST_YEAR,
                )
            )

    @api.model
    def _credit_number(self, value):
        """A value of a client as a finite number; None where it is none."""
        return number_of(value, most=math.inf)

    @api.model
    def _credit_is_of_this_age(self, value):
        try:
            day = fields.Date.to_date(value)
        except (TypeError, ValueError):
            return False
        return bool(day) and FIRST_YEAR <= day.year <= LAST_YEAR
