from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...core.limit import mass_row as core
from ..common.number import format_percent

YEAR, MOST_MONTHS = 12, 120


class CreditLimitBatch(models.Model):
    """Limits that follow from the most a customer has owed."""

    _inherit = "credit.limit.batch"

    formula = fields.Selection(selection_add=[("peak", "To the Peak of Use")], ondelete={"peak": "cascade"})
    factor = fields.Float(
        help="Of the limit that the last assessment, submitted or approved, has proposed by its scorecard; or of the"
        " most the customer has owed at the end of a day.",
    )
    months = fields.Integer(
        string="Months Looked Back", default=YEAR, help="The most owed on a day within these months before the preview."
    )

    _months_bounds = models.Constraint(
        f"CHECK (months > 0 AND months <= {MOST_MONTHS})", "Look back from 1 to 120 months."
    )

    @api.depends("months")
    def _compute_texts(self):
        # EXTENDS 'credit_management' (limit)
        return super()._compute_texts()

    @api.model
    def _get_drafted_fields(self):
        # EXTENDS 'credit_management' (limit)
        return super()._get_drafted_fields() | {"months"}

    def _get_more_formulas(self):
        # EXTENDS 'credit_management' (limit)
        said = {
            core.PEAK: lambda: self.env._(
                "%(share)s of the most owed in %(months)d months",
                share=format_percent(self.env, self.factor, most=4),
                months=self.months,
            )
        }
        return super()._get_more_formulas() | said

    @api.model
    def _get_by_factor(self):
        # EXTENDS 'credit_management' (assessment)
        return super()._get_by_factor() | {core.PEAK}

    def _read_more(self, account_ids):
        # EXTENDS 'credit_management' (limit): up to the day before the preview, for that stays what it is
        found = super()._read_more(account_ids)
        if self.formula != core.PEAK:
            return found
        self.env["credit.snapshot"].flush_model(["account_id", "date", "exposure"])
        query = SQL(
            """
            SELECT account_id, GREATEST(MAX(exposure), 0)::float8
              FROM credit_snapshot
             WHERE account_id = ANY(%s) AND date >= %s AND date < %s
             GROUP BY account_id
            """,
            list(account_ids),
            self.first_day - relativedelta(months=self.months),
            self.first_day,
        )
        return found | {id_: {"peak": amount} for id_, amount in self.env.execute_query(query)}
