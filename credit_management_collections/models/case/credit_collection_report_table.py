from typing import NamedTuple

from odoo import api, models

from odoo.addons.credit_management.core.common.styles import DECIMAL, MONEY, NUMBER, SHARE, TEXT
from odoo.addons.credit_management.models.common.day import format_month

from ...core import figures as core

SHOWN_MONTHS = 3  # of which each has a column of its own
COLLECTED, STEPS, PROMISES, DISPUTES, COST = ("collected", "steps", "promises", "disputes", "cost")


class Heading(NamedTuple):
    """A column: its title, what it holds, and whether it is summed."""

    title: str
    kind: str = TEXT
    total: bool = False


class Table(NamedTuple):
    """A table of the report; cells are values, None for what is not known."""

    key: str
    title: str
    columns: list
    rows: list
    empty: str


class CreditCollectionReport(models.AbstractModel):
    """The figures of collection as tables, the same on the page and in the workbook."""

    _inherit = "credit.collection.report"

    @api.model
    def _get_tables(self, root, found):
        """
        :param found: credit_collection_report.Figures
        """
        return [
            self._table_collected(found),
            self._table_steps(found),
            self._table_promises(found),
            self._table_disputes(found),
            self._table_cost(found),
        ]

    @api.model
    def _get_months(self, found):
        """Collected by month, the first one first."""
        sums = {}
        for _user_id, month, amount, _customers in sorted(found.collected, key=lambda row: row[1]):
            sums[month] = sums.get(month, 0.0) + amount
        return {format_month(self.env, month): amount for month, amount in sums.items()}

    @api.model
    def _get_names(self, user_ids):
        # Names of colleagues, also of those who have left.
        users = self.env["res.users"].sudo().browse(filter(None, user_ids))
        return {user.id: user.name for user in users.exists()} | {None: self.env._("Nobody")}

    @api.model
    def _table_collected(self, found):
        months = sorted({month for _user, month, _amount, _customers in found.collected})[-SHOWN_MONTHS:]
        by_user = {}
        for user_id, month, amount, _customers in found.collected:
            by_user.setdefault(user_id, {})[month] = amount
        names = self._get_names(by_user)
        rows = [
            [names.get(user_id), *(of_user.get(month, 0.0) for month in months), sum(of_user.values())]
            for user_id, of_user in by_user.items()
        ]
        columns = [
            Heading(self.env._("Collector")),
            *(Heading(format_month(self.env, month), MONEY, True) for month in months),
            Heading(self.env._("Six Months"), MONEY, True),
        ]
        rows.sort(key=lambda row: -row[-1])
        empty = self.env._("Nothing came in for overdue items in six months.")
        return Table(COLLECTED, self.env._("Collected for Overdue Items"), columns, rows, empty)

    @api.model
    def _get_channels(self):
        return dict(self.env["credit.reminder"]._fields["channel"]._description_selection(self.env))

    @api.model
    def _table_steps(self, found):
        channels = self._get_channels()
        rows = [
            [
                f"{one.level} · {channels.get(one.channel, '')}", one.sent, one.known, one.cured, one.share, one.days,
                one.cured_amount,
            ]
            for one in found.steps
        ]  # fmt: skip
        columns = [
            Heading(self.env._("Level Sent")),
            Heading(self.env._("Items"), NUMBER, True),
            Heading(self.env._("%d Days Ago and More", core.CURE_DAYS), NUMBER, True),
            Heading(self.env._("Paid by the Next Step"), NUMBER, True),
            Heading(self.env._("Share"), SHARE),
            Heading(self.env._("Days until Paid"), DECIMAL),
            Heading(self.env._("Amount Paid"), MONEY, True),
        ]
        empty = self.env._("No reminder was sent in six months.")
        return Table(STEPS, self.env._("What Each Step Brings"), columns, rows, empty)

    @api.model
    def _table_promises(self, found):
        names = self._get_names(found.promises)
        rows = [
            [names.get(user_id), one.judged, one.kept, one.partly, one.broken, one.promised, one.share]
            for user_id, one in found.promises.items()
            if user_id and one.judged
        ]
        columns = [
            Heading(self.env._("Taken by")),
            Heading(self.env._("Promises"), NUMBER, True),
            Heading(self.env._("Kept"), NUMBER, True),
            Heading(self.env._("Kept in Part"), NUMBER, True),
            Heading(self.env._("Broken"), NUMBER, True),
            Heading(self.env._("Promised"), MONEY, True),
            Heading(self.env._("Came in Time"), SHARE),
        ]
        rows.sort(key=lambda row: -row[5])
        empty = self.env._("No promise has come to its end in six months.")
        return Table(PROMISES, self.env._("Promises Kept"), columns, rows, empty)

    @api.model
    def _table_disputes(self, found):
        reasons = dict(self.env["credit.dispute"]._fields["reason"]._description_selection(self.env))
        rows = [
            [reasons.get(one.reason), *one.ages, one.late, one.amount, one.closed, one.days] for one in found.disputes
        ]
        ages = zip(core.AGES, [*(start - 1 for start in core.AGES[1:]), None], strict=True)
        bands = [f"{start}–{end}" if end else f"{start}+" for start, end in ages]
        columns = [
            Heading(self.env._("Reason")),
            *(Heading(self.env._("%s Days", band), NUMBER, True) for band in bands),
            Heading(self.env._("Late"), NUMBER, True),
            Heading(self.env._("In Dispute"), MONEY, True),
            Heading(self.env._("Closed"), NUMBER, True),
            Heading(self.env._("Days to Solve"), DECIMAL),
        ]
        empty = self.env._("Nothing is in dispute, and nothing was in six months.")
        return Table(DISPUTES, self.env._("Disputes by Reason and Age"), columns, rows, empty)

    @api.model
    def _table_cost(self, found):
        channels = self._get_channels()
        rows = [[channels.get(one.channel), one.count, one.each, one.amount] for one in found.costs]
        columns = [
            Heading(self.env._("Channel")),
            Heading(self.env._("Messages"), NUMBER, True),
            Heading(self.env._("Each"), MONEY),
            Heading(self.env._("Cost"), MONEY, True),
        ]
        empty = self.env._("No reminder was sent in six months.")
        return Table(COST, self.env._("What Reminders Cost"), columns, rows, empty)
