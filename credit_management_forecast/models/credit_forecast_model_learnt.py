from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import formatLang

from ..core import kept
from ..core.features import HEADS
from ..core.learnt import by_segment, factors

SEGMENTS = {"country": "res.country", "industry": "res.partner.industry", "team": "crm.team"}


class CreditForecastModel(models.Model):
    """What was learnt, as tables of figures: the JSON it is kept as is for developers."""

    _inherit = "credit.forecast.model"

    chance_table = fields.Html(
        string="How Late Items Are Paid",
        compute="_compute_learnt",
        sanitize=False,
        help="Share of items paid more than so many days late, before anything is known of the customer.",
    )
    factor_table = fields.Html(
        string="What Moves the Chance",
        compute="_compute_learnt",
        sanitize=False,
        help="By what one step more of it multiplies the odds to be paid later: above 1 makes later, below 1 earlier.",
    )

    @api.depends("content")
    @api.depends_context("lang")
    def _compute_learnt(self):
        for model in self:
            forecaster = model._read_learnt()
            model.chance_table = forecaster and model._tabulate_chances(forecaster)
            model.factor_table = forecaster and model._tabulate_factors(forecaster)

    def _read_learnt(self):
        """What was learnt; nothing where another version of the addon has kept it."""
        try:
            return kept.from_json(self.content) if self.content else None
        except (kept.UnknownFormatError, ValueError):
            return None

    def _tabulate_chances(self, forecaster):
        found = by_segment(forecaster)
        names = self._segment_names(found)
        rows = [
            (names.get((kind, id_)), [f"{formatLang(self.env, 100 * chance, digits=0)} %" for chance in chances])
            for kind, id_, chances in found
        ]
        return self._tabulate(self.env._("Items"), [row for row in rows if row[0]])

    def _segment_names(self, found):
        names = {("", 0): self.env._("All")}
        for kind, model in SEGMENTS.items():
            # Names of segments, whether or not whoever reads them sees the records.
            records = self.env[model].sudo().browse([id_ for own, id_, _chances in found if own == kind]).exists()
            label = self.env["ir.model"]._get(model).name
            names |= {(kind, record.id): f"{label}: {record.display_name}" for record in records}
        return names

    def _tabulate_factors(self, forecaster):
        words = self.env["credit.explanation"]._forecast_feature
        rows = [
            (
                (label := words(name))[:1].upper() + label[1:],
                [f"× {formatLang(self.env, one, digits=2)}" for one in own],
            )
            for name, own in factors(forecaster)
        ]
        return self._tabulate(self.env._("One Step More of"), rows)

    def _tabulate(self, first, rows):
        """A table with a column for each number of days late."""
        heads = [self.env._("Late"), *(self.env._("> %s Days Late", days) for days in HEADS[1:])]
        cell = Markup('<td class="text-end">{}</td>')
        body = Markup().join(
            Markup('<tr><th scope="row" class="fw-normal">{}</th>{}</tr>').format(
                name, Markup().join(map(cell.format, own))
            )
            for name, own in rows
        )
        titles = Markup().join(Markup('<th scope="col" class="text-end">{}</th>').format(head) for head in heads)
        return Markup(
            '<div class="table-responsive"><table class="table table-sm mb-0"><thead><tr><th scope="col">{}</th>{}</tr>'
            "</thead><tbody>{}</tbody></table></div>"
        ).format(first, titles, body)
