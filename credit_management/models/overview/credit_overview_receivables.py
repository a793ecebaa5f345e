from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import formatLang

from ...core.monitoring.indicators import overdue_ratio
from ..common.day import count_days, format_day

SHOWN = 10  # rows of a table
ITEM_VIEWS = ("list", "pivot", "graph")


class CreditOverview(models.AbstractModel):
    """Receivables for accountants: what falls due this week, what is late by age, what no payment is matched with."""

    _inherit = "credit.overview"

    @api.model
    def _read_receivables(self, company):
        last = self.env["credit.job.run"]._last_day(company)
        figures = self._read_month(company)
        if not self._is_small(company):
            return self._read_receivables_kept(company, last, figures)
        base = [("root_id", "=", company.id), ("category", "=", "receivable")]
        week, ages = self._read_due(company, base), self._read_ages(company, base)
        overdue = [*base, ("days_past_due", ">", 0)]
        late = sum(amount for _cells, amount, is_late in ages if is_late)
        whole = sum(amount for _cells, amount, _is_late in ages)
        unmatched = self._read_unmatched(company)
        tiles = [
            self._tile("due", self.env._("Due within a week"), week["text"], week["hint"], action=week["action"]),
            self._tile_overdue(company, late, whole, last, self._items(self.env._("Overdue Items"), overdue)),
            self._tile(
                "unmatched", self.env._("Receipts not matched"), unmatched["text"], unmatched["hint"],
                "warning" if unmatched["rows"] else "", unmatched["action"],
            ),
            *figures,
        ]  # fmt: skip
        blocks = [
            self._block(
                "due", self.env._("Due within a week"),
                [self.env._("Customer"), self.env._("First due"), self.env._("Amount")],
                week["rows"], self.env._("Nothing falls due within a week."), week["action"],
            ),
            self._block(
                "ages", self.env._("Receivables by age"),
                [self.env._("Days past due"), self.env._("Share"), self.env._("Amount")],
                [cells for cells, _amount, _is_late in ages], self.env._("Nothing is owed."),
            ),
            self._block(
                "unmatched", self.env._("Receipts not matched"),
                [self.env._("Customer"), self.env._("Since"), self.env._("Amount")],
                unmatched["rows"], self.env._("Every receipt is matched with what it pays."), unmatched["action"],
            ),
        ]  # fmt: skip
        return {"as_of": False, "tiles": tiles, "blocks": blocks, "checks": False}

    @api.model
    def _read_receivables_kept(self, company, last, figures):
        """Of a large company: the figures of the night; what falls due is opened, not summed up at each visit."""
        day = self.env["credit.snapshot"]._read_group(
            [("company_id", "=", company.id), ("date", "=", last)], [], ["amount_receivable:sum", "overdue_amount:sum"]
        )
        whole, late = day[0] if last else (0.0, 0.0)
        base = [("root_id", "=", company.id), ("category", "=", "receivable")]
        week = [*base, *self._domain_of_week(company)]
        due = self._tile(
            "due", self.env._("Due within a week"), self.env._("Open"), action=self._items(self.env._("Due"), week)
        )
        overdue = self._items(self.env._("Overdue Items"), [*base, ("days_past_due", ">", 0)])
        tiles = [due, self._tile_overdue(company, late or 0.0, whole or 0.0, last, overdue), *figures]
        as_of = format_day(self.env, last) if last else False
        return {"as_of": as_of, "tiles": tiles, "blocks": [], "checks": False}

    @api.model
    def _items(self, name, domain, **context):
        return self._action(name, "credit.open.item", domain, ITEM_VIEWS, **context)

    # === TILES === #

    @api.model
    def _tile_overdue(self, company, late, whole, last, action):
        share = overdue_ratio(late, whole)
        texts = [self.env._("%s of receivables", self._percent_text(share))] if share is not None else []
        if week := self._read_week(company, last):
            texts.append(self._tell_change(company, week, "overdue_amount"))
        tone = "danger" if late > 0 else ""
        return self._tile(
            "overdue", self.env._("Overdue"), self._amount_text(company, late), " · ".join(texts), tone, action
        )

    @api.model
    def _tell_change(self, company, week, name):
        change = week[name]
        if not change:
            return self.env._("as on %s", week["since"])
        sign = "+" if change > 0 else "−"
        return self.env._(
            "%(change)s since %(day)s", change=sign + self._amount_text(company, abs(change)), day=week["since"]
        )

    @api.model
    def _read_month(self, company):
        """How fast the company is paid, by the last month end that is known."""
        kept = self.env["credit.company.figure"].search(
            [("company_id", "=", company.id)], order="date DESC", limit=1
        )  # fmt: skip
        if not kept:
            return []
        until = self.env._("end of %s", format_day(self.env, kept.date))
        action = self._action(
            self.env._("Month Ends"), "credit.company.figure", [("company_id", "=", company.id)], ("list", "graph")
        )
        labels = self.env._("%s days")
        tiles = [
            self._tile(name, kept._fields[name]._description_string(self.env), labels % formatLang(
                self.env, kept[name], digits=1), until, action=action)
            for name in ("dso", "best_possible_dso", "average_days_delinquent") if kept[name]
        ]  # fmt: skip
        if kept.collection_effectiveness:
            tiles.append(
                self._tile(
                    "collection_effectiveness", self.env._("Collection effectiveness"),
                    self._percent_text(kept.collection_effectiveness), until, action=action,
                )
            )  # fmt: skip
        return tiles

    # === TABLES === #

    @api.model
    def _domain_of_week(self, company):
        today = company._credit_today()
        return [("date_due", ">=", today), ("date_due", "<=", today + timedelta(days=7))]

    @api.model
    def _read_due(self, company, base):
        domain = [*base, *self._domain_of_week(company)]
        found = self.env["credit.open.item"]._read_group(
            domain, ["partner_id"], ["amount:sum", "date_due:min", "__count"]
        )
        found.sort(key=lambda row: -row[1])
        count = sum(row[3] for row in found)
        return {
            "text": self._amount_text(company, sum(row[1] for row in found)),
            "hint": self.env._("%(items)d items of %(customers)d customers", items=count, customers=len(found)),
            "action": self._items(self.env._("Due within a week"), domain),
            "rows": [
                (
                    (partner.display_name, format_day(self.env, first), self._amount_text(company, amount)),
                    self._items(partner.display_name, [*domain, ("partner_id", "=", partner.id)]),
                )
                for partner, amount, first, _count in found[:SHOWN]
            ],
        }

    @api.model
    def _read_ages(self, company, base):
        """Receivables by bucket: ``[((texts, action), amount, whether it is late)]``."""
        found = dict(self.env["credit.open.item"]._read_group(base, ["bucket_id"], ["amount:sum"]))
        whole = sum(found.values())
        rows = []
        for bucket in company.credit_aging_bucket_ids.sorted("day_from"):
            amount = found.get(bucket, 0.0)
            share = overdue_ratio(amount, whole)
            texts = (bucket.name, self._percent_text(share or 0.0), self._amount_text(company, amount))
            action = self._items(bucket.name, [*base, ("bucket_id", "=", bucket.id)])
            rows.append(((texts, action), amount, bucket.day_from > 0))
        return rows

    @api.model
    def _read_unmatched(self, company):
        domain = [("root_id", "=", company.id), ("category", "=", "unallocated"), ("amount", "<", 0)]
        found = self.env["credit.open.item"]._read_group(domain, ["partner_id"], ["amount:sum", "date:min", "__count"])
        found.sort(key=lambda row: row[1])
        since = min((row[2] for row in found if row[2]), default=None)
        oldest = since and (fields.Date.today() - since).days
        hint = self.env._(
            "%(count)d, the oldest %(days)s", count=sum(r[3] for r in found), days=count_days(self.env, oldest or 0)
        )
        return {
            "text": self._amount_text(company, -sum(row[1] for row in found)),
            "hint": hint if found else "",
            "action": self._items(self.env._("Receipts Not Matched"), domain),
            "rows": [
                (
                    (partner.display_name, format_day(self.env, first), self._amount_text(company, -amount)),
                    self._items(partner.display_name, [*domain, ("partner_id", "=", partner.id)]),
                )
                for partner, amount, first, _count in found[:SHOWN]
            ],
        }
