from datetime import timedelta
from operator import itemgetter

from odoo import models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.credit_management.const import ANALYST
from odoo.addons.credit_management.core.common.styles import DATE, MONEY, NUMBER, SHARE
from odoo.addons.credit_management.core.exposure.exposure import RECEIVABLE
from odoo.addons.credit_management.reports.common.workbook import LATE, SHARE_DIGITS, Column
from odoo.addons.credit_management.sql.exposure import workbook_items

from ..core.forecast import NEARLY_SURE, PROBABLY
from ..core.receipts import WEEKS
from ..models.credit_forecast_week import EXPECTED, RECEIVED

SERIOUS = 30  # days late


class CreditWorkbook(models.AbstractModel):
    """Expected receipts: week by week against what came in, and the open items they are expected of."""

    _inherit = "credit.workbook"

    def _count_receipts(self, export, root):
        self._check_receipts_reader()
        return self.env["credit.open.item"].search_count(self._receipts_domain())

    def _check_receipts_reader(self):
        if not self.env.user.has_group(ANALYST):
            raise AccessError(
                self.env._("%(user)s cannot see expected receipts. Ask a credit analyst.", user=self.env.user.name)
            )

    def _receipts_domain(self):
        """Receivables of the companies at work."""
        return Domain("company_id", "in", self.env.companies.ids) & Domain("category", "=", RECEIVABLE)

    def _write_receipts(self, book, export, root):
        self._check_receipts_reader()
        self._write_weeks(book, export, root)
        sheet = self._sheet(book, export, root, self.env._("Open Items"), self._receipt_columns())
        query = self.env["credit.open.item"]._search(self._receipts_domain())
        columns = [SQL.identifier(query.table, name) for name in workbook_items.COLUMNS]
        items = workbook_items.rows(query.select(*columns), self.env._("Without customer"))
        written, address, today = 0, self._address(""), root._credit_today()
        for rows in self._fetch(items):
            # Of all columns the first is the customer's id; date, day due and amount are the others needed.
            owed = {place: (row[0], row[5], row[6], row[10]) for place, row in enumerate(rows) if row[0] and row[6]}
            forecasts = self.env["credit.forecast"]._forecast_owed(root, owed)
            for place, row in enumerate(rows):
                links = self._detail_links(row, address) if sheet.linked else {}
                sheet.add(self._receipt_row(row, forecasts.get(place), today), links)
            written += len(rows)
            yield written
        self._close(sheet, root)

    # === WEEKS === #

    def _write_weeks(self, book, export, root):
        """The thirteen weeks before this one, this one, and those to come."""
        columns = [
            Column(self.env._("Week From"), DATE, width=14),
            Column(self.env._("State"), width=22),
            Column(self.env._("Expected When It Began"), MONEY, total=True, width=20),
            Column(self.env._("Came In"), MONEY, total=True, width=20),
            Column(self.env._("Difference"), MONEY, total=True, width=20),
        ]
        sheet = self._sheet(book, export, root, self.env._("Weeks"), columns)
        monday = export.date - timedelta(days=export.date.weekday())
        points = []
        for week, amounts in self._read_weeks(root, monday):
            expected, received = amounts.get(EXPECTED), amounts.get(RECEIVED)
            over = week < monday and None not in (expected, received)
            sheet.add((week, self._week_state(week, monday), expected, received, received - expected if over else None))
            points.append((week.isoformat(), expected or 0.0, received or 0.0))
        self._close(sheet, root)
        names = (self.env._("Expected"), self.env._("Came In"))
        self._ask(book, root, export, self.env._("What comes in, week by week?"), points, names=names)

    def _read_weeks(self, root, monday):
        """:return: Mondays, each with its amounts by kind"""
        near = Domain("date", ">=", monday - timedelta(weeks=WEEKS)) & Domain(
            "date", "<", monday + timedelta(weeks=WEEKS)
        )
        weeks = self.env["credit.forecast.week"].search(near & Domain("company_id", "=", root.id), order="date, kind")
        return [(date, {week.kind: week.amount for week in some}) for date, some in weeks.grouped("date").items()]

    def _week_state(self, week, monday):
        if week == monday:
            return self.env._("This week, so far")
        return self.env._("Past") if week < monday else self.env._("To come")

    # === OPEN ITEMS === #

    def _receipt_columns(self):
        return [
            Column(self.env._("Customer"), width=32),
            Column(self.env._("Document"), width=20),
            Column(self.env._("Due Date"), DATE),
            Column(self.env._("Days Past Due"), NUMBER, mark=LATE),
            Column(self.env._("Open Amount"), MONEY, total=True),
            Column(self.env._("Probably Paid On"), DATE, width=14),
            Column(self.env._("Paid by at 90 %"), DATE, width=14),
            Column(self.env._("More Than %s Days Late", SERIOUS), SHARE, width=14),
            Column(self.env._("Salesperson")),
        ]

    def _receipt_row(self, row, forecast, today):
        """:param row: of ``workbook_items.rows``"""
        customer, reference, due, days, amount, seller = *itemgetter(1, 3, 6, 7, 10)(row), row[15]
        if forecast is None:
            return (customer, reference, due, days, amount, None, None, None, seller)
        return (
            customer,
            reference,
            due,
            days,
            amount,
            forecast.paid_on(PROBABLY, due, today),
            forecast.paid_on(NEARLY_SURE, due, today),
            round(forecast.later_than(SERIOUS), SHARE_DIGITS),
            seller,
        )
