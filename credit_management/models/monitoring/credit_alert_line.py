from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...core.monitoring.alert_line import DAYS, MEASURES, Kept


class CreditAlert(models.Model):
    """The figure of an alert over time, with the thresholds at which it warns and clears."""

    _inherit = "credit.alert"

    figure_line = fields.Json(
        string="Figure and Thresholds",
        compute="_compute_figure_line",
        help="As far as the daily job keeps the figure; of the others when it was raised, and now.",
    )

    @api.depends("kind", "value", "value_now", "threshold", "rule_id.clear", "state")
    @api.depends_context("lang")
    def _compute_figure_line(self):
        kept = self._read_kept()
        for alert in self:
            points = alert._get_points(kept.get(alert.account_id.id, ()))
            alert.figure_line = alert._draw_line(points) if alert._is_drawn() else None

    def _is_drawn(self):
        """What customers have in common is no figure."""
        return bool(self.kind) and not self.resemblance_id

    def _read_kept(self):
        """The snapshots of the last days, of all accounts whose alerts look at what is kept, in one query.

        Who reads alerts reads snapshots.

        :return: ``{account id: [(day, core.monitoring.alert_line.Kept)]}``
        """
        accounts = self.filtered(lambda alert: alert.kind in MEASURES).account_id
        if not accounts:
            return {}
        self.env["credit.snapshot"].flush_model()
        since = min(account.company_id._credit_today() for account in accounts) - relativedelta(days=DAYS)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account_id, date, exposure::float8, amount_receivable::float8, overdue_amount::float8,
                       oldest_days_past_due, CASE limit_state WHEN 'limited' THEN utilisation END,
                       ARRAY[bucket_0, bucket_1, bucket_31, bucket_61, bucket_91, bucket_121]::float8[]
                  FROM credit_snapshot
                 WHERE account_id = ANY(%s) AND date > %s
                 ORDER BY account_id, date
                """,
                accounts.ids,
                since,
            )
        )
        kept = {}
        for account_id, day, exposure, receivable, overdue, oldest, use, buckets in rows:
            figures = Kept(exposure or 0.0, receivable or 0.0, overdue or 0.0, oldest or 0, use, tuple(buckets))
            kept.setdefault(account_id, []).append((day, figures))
        return kept

    def _get_points(self, kept):
        """Days and figures of the line, oldest first."""
        measure, days = MEASURES.get(self.kind), self.rule_id.sudo().days  # rules need not be readable
        found = [(day, measure(figures, days)) for day, figures in kept] if measure else []
        points = [(day, value) for day, value in found if value is not None]
        if len(points) > 1:
            return points
        today = self.company_id._credit_today()
        return [(self.raised_on, self.value), (today, self.value_now)]

    def _draw_line(self, points):
        rule = self.rule_id.sudo()  # as above
        words = self._get_figure_text
        return {
            "label": self.env._("The figure, with the lines at which the alert warns and clears"),
            "points": [
                {
                    "name": format_date(self.env, day, date_format=self.env._("d MMM")),
                    "value": value,
                    "text": words(value),
                }
                for day, value in points
            ],
            "thresholds": [
                {
                    "label": self.env._("Warns at"),
                    "value": self.threshold,
                    "text": words(self.threshold),
                    "tone": "danger",
                },
                {"label": self.env._("Clears at"), "value": rule.clear, "text": words(rule.clear), "tone": "success"},
            ],
        }

    def _get_figure_text(self, value):
        return self.env["credit.alert.rule"]._text_of(self.kind, value, self.currency_id)
