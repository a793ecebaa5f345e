from odoo import api, models
from odoo.tools import formatLang

from ...core.common import chart, columns

WIDTH, WIDE, HEIGHT = 900, 1240, 150  # upright, on its side
AXIS = 110  # pixels left of a chart, for amounts
LETTERS = 13  # pixels
# Languages that count by ten thousands: 万 and 亿.
BY_FOURS = {"zh": ("万", "亿"), "ja": ("万", "億"), "ko": ("만", "억")}
# From not due to long overdue.
AGES = ("#2e8b57", "#f2c14e", "#ec9a3c", "#dd6b34", "#c0392b", "#7b241c")  # green to red, as on screen


class CreditPrint(models.AbstractModel):
    """Charts as drawings of lines: sharp on paper, and the same in every build of wkhtmltopdf."""

    _inherit = "credit.print"

    @api.model
    def _bar_chart(self, names, amounts, currency, width=WIDTH, height=HEIGHT):
        """Bars from the first bucket to the last, each with its name and amount."""
        drawing = chart.bars(amounts, width, height)
        step = self._step(amounts, width / max(len(amounts), 1))
        colours = [AGES[min(number, len(AGES) - 1)] for number in range(len(amounts))]
        return {
            "width": width,
            "height": height,
            "base": drawing.base,
            "unit": self._unit(step, currency),
            "bars": [
                {"bar": bar, "name": name, "colour": colour, "text": self._short_amount(bar.amount / step)}
                for bar, name, colour in zip(drawing.bars, names, colours, strict=True)
            ],
        }

    @api.model
    def _line_chart(self, names, series, days, currency, dots=(), width=WIDTH, height=HEIGHT):
        """Lines over time; the last series is stepped, as a limit is.

        :param dots: pairs of a place among the days and an amount; the last of the names is theirs
        """
        drawing = chart.lines(series, width - AXIS, height, stepped={len(series) - 1}, dots=dots)
        step = self._step([mark.amount for mark in drawing.marks], AXIS - 10)
        return {
            "unit": self._unit(step, currency),
            "width": width,
            "height": height,
            "axis": AXIS,
            "marks": [{"y": mark.y, "text": self._short_amount(mark.amount / step)} for mark in drawing.marks],
            "days": list(zip(drawing.columns, days, strict=True)),
            "lines": list(zip(names, drawing.paths, strict=False)),
            "dots": drawing.dots,
            "dots_name": names[-1] if dots else None,
        }

    @api.model
    def _short_amount(self, amount):
        digits = 0 if amount == round(amount) or abs(amount) >= 100 else 1
        return formatLang(self.env, round(amount, digits) or 0.0, digits=digits)

    # === UNITS === #

    @api.model
    def _steps(self):
        """What amounts may be divided by, in the language of the print, from the smallest."""
        return columns.FOURS if self.env.context["lang"][:2] in BY_FOURS else columns.THREES

    @api.model
    def _step(self, amounts, room):
        """The smallest unit in which each amount fits into so many pixels."""
        steps = self._steps()
        texts = ([self._short_amount(amount / step) for amount in amounts] for step in steps)
        found = (step for step, some in zip(steps, texts, strict=True) if columns.fits(some, room, LETTERS))
        return next(found, steps[-1])

    @api.model
    def _unit(self, step, currency):
        """What figures are told in: “thousand USD”."""
        if step in columns.FOURS[1:]:
            return BY_FOURS[self.env.context["lang"][:2]][columns.FOURS.index(step) - 1] + " " + currency.name
        names = {
            1: currency.name,
            1_000: self.env._("thousand %s", currency.name),
            1_000_000: self.env._("million %s", currency.name),
            1_000_000_000: self.env._("billion %s", currency.name),
        }
        return names[step]
