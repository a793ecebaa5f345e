from odoo import api, models
from odoo.tools import formatLang

from ...core.common import chart

WIDTH, WIDE, HEIGHT = 900, 1320, 150  # upright, on its side
AXIS = 110  # pixels left of a chart, for amounts
# From not due to long overdue.
AGES = ("#4c7fa8", "#8fae6b", "#d9b44a", "#dc8f3c", "#cf6238", "#a8322a")


class CreditPrint(models.AbstractModel):
    """Charts as drawings of lines: sharp on paper, and the same in every build of wkhtmltopdf."""

    _inherit = "credit.print"

    @api.model
    def _bar_chart(self, names, amounts, width=WIDTH, height=HEIGHT):
        """Bars from the first bucket to the last, each with its name and amount."""
        drawing = chart.bars(amounts, width, height)
        colours = [AGES[min(number, len(AGES) - 1)] for number in range(len(amounts))]
        return {
            "width": width,
            "height": height,
            "base": drawing.base,
            "bars": [
                {"bar": bar, "name": name, "colour": colour, "text": self._short_amount(bar.amount)}
                for bar, name, colour in zip(drawing.bars, names, colours, strict=True)
            ],
        }

    @api.model
    def _line_chart(self, names, series, days, width=WIDTH, height=HEIGHT):
        """Lines over time; the last series is stepped, as a limit is."""
        drawing = chart.lines(series, width - AXIS, height, stepped={len(series) - 1})
        return {
            "width": width,
            "height": height,
            "axis": AXIS,
            "marks": [{"y": mark.y, "text": self._short_amount(mark.amount)} for mark in drawing.marks],
            "days": list(zip(drawing.columns, days, strict=True)),
            "lines": list(zip(names, drawing.paths, strict=True)),
        }

    @api.model
    def _short_amount(self, amount):
        return formatLang(self.env, round(amount) or 0.0, digits=0)
