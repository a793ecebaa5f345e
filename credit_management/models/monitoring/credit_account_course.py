from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_date

from ...const import ANALYST
from ...core.exposure.ratios import over
from ...core.monitoring import course

BACK = 30  # days: what the trend compares with


class CreditAccount(models.Model):
    """How the exposure of an account went against its limit: from its snapshots, and today."""

    _inherit = "credit.account"

    exposure_course = fields.Json(
        string="Exposure Against Limit",
        compute="_compute_exposure_course",
        help="At the end of the last twelve months, as the daily job kept it, and today.",
    )
    exposure_trend = fields.Selection(
        [("up", "Rising"), ("same", "Steady"), ("down", "Falling")],
        string="Trend",
        compute="_compute_exposure_trend",
        groups=ANALYST,
        help="The exposure today against 30 days ago; within 5 % it is steady.",
    )

    # === COURSE === #

    @api.depends("exposure", "effective_limit", "limit_state")
    @api.depends_context("lang")
    def _compute_exposure_course(self):
        kept = self._read_kept()
        for account in self:
            today = course.Point(
                account.company_id._credit_today(),
                account.exposure,
                course.granted(account.limit_state, account.effective_limit),
                account.overdue_amount,
            )
            account.exposure_course = account._draw_course(course.by_month(kept.get(account._origin.id, ()), today))

    def _read_kept(self):
        """The last snapshot of each month of a year, in one query.

        Who reads an account sees how its own figures went; snapshots hold scores, too, and are for analysts.

        :return: ``{account id: [core.monitoring.course.Point]}``
        """
        accounts = self._origin
        if not accounts:
            return {}
        self.env["credit.snapshot"].flush_model()
        since = min(account.company_id._credit_today() for account in accounts) - relativedelta(months=course.MONTHS)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT DISTINCT ON (account_id, DATE_TRUNC('month', date))
                       account_id, date, exposure::float8, limit_state, limit_amount::float8, overdue_amount::float8
                  FROM credit_snapshot
                 WHERE account_id = ANY(%s) AND date >= %s
                 ORDER BY account_id, DATE_TRUNC('month', date), date DESC
                """,
                accounts.ids,
                since.replace(day=1),
            )
        )
        kept = {}
        for account_id, day, exposure, state, limit, overdue in rows:
            point = course.Point(day, exposure or 0.0, course.granted(state, limit or 0.0), overdue or 0.0)
            kept.setdefault(account_id, []).append(point)
        return kept

    def _draw_course(self, points):
        """None as long as there is nothing but today: the figures say that."""
        if len(points) < 2:
            return None
        return {
            "label": self.env._("Exposure against the limit, month by month"),
            "head": [self.env._("Month"), self.env._("Exposure"), self.env._("Limit"), self.env._("Overdue")],
            "currency": self.currency_id.id,
            "points": [
                {
                    "name": format_date(self.env, point.day, date_format=self.env._("MMM yy")),
                    "exposure": point.exposure,
                    "limit": point.limit,
                    "overdue": point.overdue,
                    "texts": [
                        self._amount_text(point.exposure),
                        self._granted_text(point),
                        self._amount_text(point.overdue),
                    ],
                    "over": point.limit is not None and over(point.exposure, point.limit) > 0,
                }
                for point in points
            ],
        }

    def _granted_text(self, point):
        return "–" if point.limit is None else self._amount_text(point.limit)

    # === TREND === #

    @api.depends("exposure")
    def _compute_exposure_trend(self):
        before = self._read_exposure_before(BACK)
        for account in self:
            account.exposure_trend = course.trend(before.get(account._origin.id), account.exposure)

    def _read_exposure_before(self, days):
        """The exposure of each account so many days ago, in one query; accounts younger than that are left out."""
        accounts = self._origin
        if not accounts:
            return {}
        self.env["credit.snapshot"].flush_model(["account_id", "date", "exposure"])
        on = [fields.Date.subtract(account.company_id._credit_today(), days=days) for account in accounts]
        rows = self.env.execute_query(
            SQL(
                """
                SELECT account.id, former.exposure::float8
                  FROM UNNEST(%s::int[], %s::date[]) account (id, date)
            CROSS JOIN LATERAL (SELECT exposure FROM credit_snapshot
                                 WHERE account_id = account.id AND date <= account.date
                                 ORDER BY date DESC LIMIT 1) former
                """,
                accounts.ids,
                on,
            )
        )
        return dict(rows)
