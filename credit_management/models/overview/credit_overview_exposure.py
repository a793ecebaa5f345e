from odoo import api, fields, models
from odoo.tools import format_date

from ...core import overview as core
from ...core.monitoring.figures import BUCKET_STARTS
from ...core.monitoring.indicators import LARGEST, overdue_ratio
from ..common.day import format_day

ITEM_VIEWS = ("list", "pivot", "graph")


class CreditOverview(models.AbstractModel):
    """Exposure by grade and by age, the largest excesses over limits, and the trend."""

    _inherit = "credit.overview"

    # === LIVE: what customers owe at this moment === #

    @api.model
    def _read_live(self, company, source):
        """From the open items; nothing where they are too many and no snapshots have been made yet."""
        if source != core.LIVE:
            return False
        base = [("root_id", "=", company.id), ("counts", "=", True)]
        cells = self.env["credit.open.item"]._read_group(base, ["grade_id", "bucket_id"], ["amount:sum"])
        cells = [(grade.id or None, bucket.id or None, amount) for grade, bucket, amount in cells]
        return self._live(company, base, cells, self._grades(), [("company_id", "=", company.id)])

    @api.model
    def _read_own(self, company):
        """Exposure of a salesperson's own customers, without grades. False where nothing is theirs."""
        own = ("user_id", "=", self.env.uid)
        base = [("root_id", "=", company.id), ("counts", "=", True), own]
        cells = self.env["credit.open.item"]._read_group(base, ["bucket_id"], ["amount:sum"])
        cells = [(None, bucket.id or None, amount) for bucket, amount in cells]
        owing = [partner.id for (partner,) in self.env["credit.open.item"]._read_group(base, ["partner_id"])]
        mine = ["|", ("partner_id", "in", owing), ("partner_id.user_id", "=", self.env.uid)]
        accounts = [("company_id", "=", company.id), *mine]
        found = self._live(company, base, cells, None, accounts)
        return bool(cells or found["largest"]["rows"]) and found

    @api.model
    def _live(self, company, base, cells, grades, accounts_domain):
        late = [*base, ("days_past_due", ">", 0)]
        ((overdue,),) = self.env["credit.open.item"]._read_group(late, [], ["amount:sum"])
        buckets = company.credit_aging_bucket_ids.sorted("day_from")
        spread = core.spread(cells, list(grades or ()), buckets.ids)
        largest = self._largest_live(accounts_domain)
        return {
            "spread": self._spread(
                spread,
                grades,
                {bucket.id: bucket.name for bucket in buckets},
                base=self._action(self.env._("Open Items"), "credit.open.item", base, ITEM_VIEWS),
                domains={bucket: [("bucket_id", "=", bucket or False)] for bucket in spread.buckets},
            ),
            "overdue": {
                "amount": overdue or 0.0,
                "share": self._share(overdue, spread),
                "action": self._action(self.env._("Overdue Items"), "credit.open.item", late, ITEM_VIEWS),
            },
            "largest": largest,
        }

    @api.model
    def _largest_live(self, domain):
        over = [*domain, ("over_limit", "=", True)]
        accounts = self.env["credit.account"].search(over)
        exposures = self.env["credit.exposure"]._read_figures(accounts)
        limits = self.env["credit.limit"]._effective(accounts)
        rows = [(exposures[one].total - limits[one].amount, one) for one in accounts]
        rows.sort(key=lambda row: row[0], reverse=True)
        return self._largest(
            self._action(self.env._("Over the Limit"), "credit.account", over, ("list", "kanban", "form")),
            len(rows),
            sum(excess for excess, _account in rows),
            [(one, exposures[one].total, limits[one].amount, excess) for excess, one in rows[:LARGEST]],
        )

    # === KEPT: the snapshots of the last day === #

    @api.model
    def _read_kept(self, company, day):
        base = [("company_id", "=", company.id), ("date", "=", day)]
        columns = [f"bucket_{start}" for start in BUCKET_STARTS]
        names = ["exposure", "overdue_amount", *columns]
        snapshots = self.env["credit.snapshot"]
        rows = snapshots._read_group(base, ["grade_id"], [f"{name}:sum" for name in names])
        cells, overdue = [], 0.0
        for grade, exposure, late, *receivable in rows:
            overdue += late
            parts = [*zip(columns, receivable, strict=True), (None, exposure - sum(receivable))]
            cells += [(grade.id or None, column, company.currency_id.round(amount)) for column, amount in parts]
        labels = {name: snapshots._fields[name]._description_string(self.env) for name in columns}
        views = [(self.env.ref("credit_management.credit_snapshot_view_list_day").id, "list"), "pivot", "graph"]
        grades = self._grades()
        spread = core.spread(cells, list(grades), columns)
        day_text = format_day(self.env, day)
        late = [*base, ("overdue_amount", ">", 0)]
        return {
            "spread": self._spread(
                spread,
                grades,
                labels,
                base=self._action(self.env._("Snapshots of %s", day_text), "credit.snapshot", base, views),
                domains={name: [(name, "!=", 0)] if name else [] for name in spread.buckets},
            ),
            "overdue": {
                "amount": overdue,
                "share": self._share(overdue, spread),
                "action": self._action(self.env._("Overdue on %s", day_text), "credit.snapshot", late, views),
            },
            "largest": self._largest_kept(base, views, day_text),
        }

    @api.model
    def _largest_kept(self, base, views, day_text):
        over = [*base, ("excess_amount", ">", 0)]
        snapshots = self.env["credit.snapshot"]
        ((count, excess),) = snapshots._read_group(over, [], ["__count", "excess_amount:sum"])
        largest = snapshots.search(over, order="excess_amount DESC, id", limit=LARGEST)
        return self._largest(
            self._action(self.env._("Over the Limit on %s", day_text), "credit.snapshot", over, views),
            count,
            excess or 0.0,
            [(one.account_id, one.exposure, one.limit_amount, one.excess_amount) for one in largest],
        )

    # === TREND === #

    @api.model
    def _read_trend(self, company):
        """Days sales outstanding and overdue ratio by month end; a click opens the items of that day."""
        return [
            {
                "name": format_date(self.env, day, date_format=self.env._("MMM yyyy")),
                "dso": False if dso is None else dso,
                "overdue_ratio": False if ratio is None else ratio,
                "action": self._action(
                    self.env._("Receivables on %s", format_day(self.env, day)),
                    "credit.open.item",
                    [("root_id", "=", company.id), ("category", "=", "receivable")],
                    ("pivot", "graph", "list"),
                    credit_as_of=fields.Date.to_string(day),
                    pivot_row_groupby=["partner_id"],
                    pivot_column_groupby=["bucket_id"],
                ),
            }
            for day, dso, ratio in self.env["credit.company.figure"]._trend(company)
        ]

    # === AS THE PAGE WANTS THEM === #

    @api.model
    def _grades(self):
        return {grade.id: grade.code for grade in self.env["credit.grade"].with_context(active_test=False).search([])}

    @api.model
    def _share(self, overdue, spread):
        """Of the receivables, which are what lies in a bucket."""
        receivable = sum(spread.of_bucket(bucket) for bucket in spread.buckets if bucket)
        share = overdue_ratio(overdue or 0.0, receivable)
        return False if share is None else share

    @api.model
    def _spread(self, spread, grades, labels, base, domains):
        """:param grades: code by id; None where the user is shown none"""
        return {
            "action": base,
            "total": spread.total,
            "buckets": [
                {
                    "name": labels.get(bucket) or self.env._("Orders, drafts, payments"),
                    "amount": spread.of_bucket(bucket),
                    "aged": bool(bucket),
                    "domain": domains[bucket],
                }
                for bucket in spread.buckets
            ],
            "grades": grades is not None
            and [
                {
                    "name": grades.get(grade) or self.env._("No grade"),
                    "amount": spread.of_grade(grade),
                    "amounts": [spread.of(grade, bucket) for bucket in spread.buckets],
                    "domain": [("grade_id", "=", grade or False)],
                }
                for grade in spread.grades
            ],
        }

    @api.model
    def _largest(self, action, count, excess, rows):
        """:param rows: tuples of account, exposure, limit and by how much it is exceeded"""
        return {
            "action": action,
            "count": count,
            "amount": excess,
            "rows": [
                {"id": account.id, "name": account.partner_name, "exposure": total, "limit": limit, "excess": over}
                for account, total, limit, over in rows
            ],
        }
