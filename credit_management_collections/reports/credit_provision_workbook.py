import base64
import tempfile
from pathlib import Path

from odoo import fields, models

from odoo.addons.credit_management.core.common.styles import MONEY, NUMBER, SHARE, TEXT
from odoo.addons.credit_management.core.monitoring.provision import ROLL
from odoo.addons.credit_management.models.common.day import format_day, format_moment
from odoo.addons.credit_management.models.common.number import format_percent
from odoo.addons.credit_management.reports.common.workbook import Column, Workbook, money_format
from odoo.addons.credit_management.reports.common.workbook_cover import Cover

from ..models.credit_provision_posting import FIGURES


class CreditProvisionPosting(models.Model):
    """The calculation of a provision as a workbook, kept with it and with its entry."""

    _inherit = "credit.provision.posting"

    def _add_workbook(self):
        with tempfile.TemporaryDirectory(prefix="credit_provision_") as folder:
            path = Path(folder) / "workbook.xlsx"
            properties = {"title": self.display_name, "author": self.env.user.name, "company": self.company_id.name}
            with Workbook(str(path), folder, properties, self._make_cover(), self.display_name) as book:
                self._write_movement(book)
                self._write_matrix(book)
                self._write_names(book)
            content = base64.b64encode(path.read_bytes())
        name = self.env._("Provision %s.xlsx", fields.Date.to_string(self.date))
        self._credit_by_method().write({"workbook": content, "workbook_name": name})

    def _make_cover(self):
        lines = [
            (self.env._("Company"), self.company_id.name),
            (self.env._("As of"), format_day(self.env, self.date)),
            (self.env._("Method"), self._get_method_label()),
            *([(self.env._("Months counted"), str(self.months))] if self.method == ROLL else []),
            (self.env._("Expected change"), format_percent(self.env, self.adjustment)),
            (self.env._("Needed"), self.currency_id.format(self.closing)),
            (self.env._("Expense of the period"), self.currency_id.format(self.charge)),
            (self.env._("Made by"), self.env.user.name),
            (self.env._("Made on"), format_moment(self.env, fields.Datetime.now())),
        ]
        return Cover(
            self.display_name,
            [(label, text, "") for label, text in lines],
            self.env._("Contents"),
            self.env._("Rows and Sums"),
            self.env._("Cover"),
        )

    def _get_method_label(self):
        return dict(self._fields["method"]._description_selection(self.env))[self.method]

    def _open_sheet(self, book, title, columns):
        currency = self.currency_id
        money = money_format(currency.symbol, currency.position == "before", currency.decimal_places)
        return book.sheet(title, [title, self.display_name, self._get_method_label()], columns, money)

    def _write_movement(self, book):
        titles = [self.row_ids._fields[name]._description_string(self.env) for name in FIGURES]
        columns = [Column(self.env._("Class")), *(Column(title, MONEY, total=True) for title in titles)]
        sheet = self._open_sheet(book, self.env._("Movement"), columns)
        kinds = dict(self.row_ids._fields["kind"]._description_selection(self.env))
        for row in self.row_ids:
            sheet.add([kinds[row.kind], *(row[name] for name in FIGURES)])
        sheet.close(self.env._("Total"), self.currency_id.decimal_places)

    def _write_matrix(self, book):
        columns = [
            Column(self.band_ids._fields["first_day"]._description_string(self.env), NUMBER),
            Column(self.env._("Receivables"), MONEY, total=True),
            Column(self.env._("Loss rate"), SHARE),
            Column(self.env._("Expected loss"), MONEY, total=True),
        ]
        sheet = self._open_sheet(book, self.env._("Matrix"), columns)
        for band in self.band_ids:
            sheet.add([band.first_day, band.amount, band.rate if band.known else None, band.loss])
        sheet.close(self.env._("Total"), self.currency_id.decimal_places)

    def _write_names(self, book):
        columns = [
            Column(self.env._("Customer")),
            Column(self.env._("Allowance"), MONEY),
            Column(self.env._("Counted"), MONEY, total=True),
            Column(self.env._("Reason"), TEXT),
            Column(self.env._("Approved by"), TEXT),
        ]
        sheet = self._open_sheet(book, self.env._("By Name"), columns)
        _owed, by_name = self._read_named(self.company_id._credit_root(), (0,))  # no more counts than is owed
        for one, counted in by_name.items():
            sheet.add([one.partner_id.name, one.amount, counted, one.reason, one.approver_id.name])
        sheet.close(self.env._("Total"), self.currency_id.decimal_places)
