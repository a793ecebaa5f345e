import math

from odoo import api, fields, models
from odoo.exceptions import ValidationError

FIRST_YEAR, LAST_YEAR = 1900, 2199


class CreditFinite(models.AbstractModel):
    """Amounts that are finite numbers, and days of this age.

    JSON carries NaN, Infinity, the year 1 and the year 9999. Sums, ages and jobs would fail on them later, and far
    from the person who could correct them.
    """

    _name = "credit.finite"
    _description = "Records of Finite Amounts and Days"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_finite(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_finite(vals)
        return super().write(vals)

    @api.model
    def _check_finite(self, vals):
        """Refuse amounts that are no numbers, and days that nobody means."""
        for name, value in vals.items():
            field = self._fields.get(name)
            if value and field and field.type in ("float", "monetary") and not self._is_finite(value):
                raise ValidationError(
                    self.env._("“%(field)s” is no number. Enter an amount.", field=field._description_string(self.env))
                )
            if value and field and field.type in ("date", "datetime") and not self._is_of_this_age(value):
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
    def _is_finite(self, value):
        try:
            return math.isfinite(float(value))
        except (TypeError, ValueError, OverflowError):
            return False

    @api.model
    def _is_of_this_age(self, value):
        try:
            day = fields.Date.to_date(value)
        except (TypeError, ValueError):
            return False
        return FIRST_YEAR <= day.year <= LAST_YEAR
