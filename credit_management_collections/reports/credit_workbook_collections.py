from odoo import models

from odoo.addons.credit_management.models.common.day import format_day
from odoo.addons.credit_management.reports.common.workbook import Column

from ..models.case.credit_collection_report_table import STEPS


class CreditWorkbook(models.AbstractModel):
    """The figures of collection: a sheet a table, the same figures as on the page."""

    _inherit = "credit.workbook"

    def _count_collections(self, export, root):
        self.env["credit.collection.report"]._check_reader()
        return 1

    def _write_collections(self, book, export, root):
        report = self.env["credit.collection.report"]
        found = report._read(root)
        channels = report._get_channels()
        brought = [
            (f"{one.level} · {channels.get(one.channel, '')}", one.share)
            for one in found.steps
            if one.share is not None
        ]
        self._ask(
            book, root, export, self.env._("What comes in for overdue items?"), list(report._get_months(found).items())
        )
        self._ask(book, root, export, self.env._("Which step brings the money?"), brought, share=True)
        for table in report._get_tables(root, found):
            columns = [Column(one.title, one.kind, total=one.total) for one in table.columns]
            sheet = self._sheet(book, export, root, table.title, columns)
            for row in table.rows:
                sheet.add(row)
            # No sum of shares is a share: that of all steps is worked out below the totals.
            shares = (self.env._("Paid, of those that had their time"), [3], 2) if table.key == STEPS else None
            self._close(sheet, root, shares)
        self._write_first_contact(book, export, root, found)
        yield 1

    def _write_first_contact(self, book, export, root, found):
        first = found.first_contact
        columns = [Column(self.env._("Items That Were Late")), Column(self.env._("Figure"), "decimal")]
        sheet = self._sheet(book, export, root, self.env._("First Contact"), columns)
        for name, value in (
            (self.env._("Fell due since %s: contacted", format_day(self.env, found.first)), first.contacted),
            (self.env._("Paid before anybody was in touch"), first.unasked),
            (self.env._("Open, and nobody has been in touch"), first.waiting),
            (self.env._("Days from due to first contact: median"), first.median),
            (self.env._("Days from due to first contact: average"), first.mean),
            (self.env._("Days from due to first contact: latest"), first.latest),
        ):
            sheet.add([name, value])
        self._close(sheet, root)
