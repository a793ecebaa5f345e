import base64
import tempfile
from pathlib import Path

from odoo import fields, models

from odoo.addons.credit_management.models.common.day import format_day, format_moment
from odoo.addons.credit_management.reports.common.workbook import Column, Workbook
from odoo.addons.credit_management.reports.common.workbook_cover import Cover

from ..models.handover.credit_handover_file import WORDS

WIDE = 60  # characters of a column of words that is the widest of its table


class CreditHandover(models.Model):
    """The file of a hand-over as a workbook: a sheet a part; that of the day it was handed over is kept."""

    _inherit = "credit.handover"

    def action_make_workbook(self):
        """Make the file as things stand now, into the log, and download it; what was handed over stays."""
        self.ensure_one()
        self._check_collector()
        name, content = self._make_workbook()
        values = {"name": name, "datas": content, "res_model": self._name, "res_id": self.id}
        file = self.env["ir.attachment"].create(values)
        self.message_post(body=self.env._("The file as of now"), attachment_ids=file.ids)
        return {"type": "ir.actions.act_url", "url": f"/web/content/{file.id}?download=true", "target": "self"}

    def _add_workbook(self):
        name, content = self._make_workbook()
        self._credit_by_method().write({"workbook": content, "workbook_name": name})

    def _make_workbook(self):
        """Its name and its content, as base64."""
        with tempfile.TemporaryDirectory(prefix="credit_handover_") as folder:
            path = Path(folder) / "workbook.xlsx"
            properties = {"title": self.display_name, "author": self.env.user.name, "company": self._get_company_name()}
            with Workbook(str(path), folder, properties, self._make_cover(), self.display_name) as book:
                for part in self._collect_file():
                    self._write_part(book, part)
            content = base64.b64encode(path.read_bytes())
        day = fields.Date.to_string(self.company_id._credit_today())
        return self.env._("Hand-over %(number)d of %(day)s.xlsx", number=self.id, day=day), content

    def _write_part(self, book, part):
        widest = max(share for _title, _kind, share in part.columns)
        columns = [
            Column(title, kind, width=WIDE if kind == WORDS and share == widest and share >= WIDE / 2 else None)
            for title, kind, share in part.columns
        ]
        sheet = book.sheet(part.title, [part.title, self.display_name], columns)
        for row in part.rows:
            sheet.add(row)
        sheet.close(self.env._("Total"), 2)

    def _get_company_name(self):
        return self.sudo().company_id.name  # its name is on every document

    def _get_address_text(self, customer):
        lines = (line.strip() for line in customer._display_address(without_company=True).splitlines())
        return ", ".join(filter(None, lines))

    def _make_cover(self):
        one = self.sudo()  # neither the customer nor the contact need be in sight
        customer = one.partner_id
        lines = [
            (self.env._("Creditor"), one.company_id.name),
            (self.env._("Debtor"), customer.display_name),
            (self.env._("Address"), self._get_address_text(customer)),
            (self.env._("Tax or registration number"), customer.vat or customer.company_registry or ""),
            (self.env._("Handed over to"), one.recipient_id.display_name or ""),
            (self.env._("Handed over on"), format_day(self.env, one.handed_on)),
            (self.env._("Amount"), one.currency_id.format(one.owed)),
            (self.env._("Instructions"), one.instructions or ""),
            (self.env._("Made by"), self.env.user.name),
            (self.env._("Made on"), format_moment(self.env, fields.Datetime.now())),
        ]
        return Cover(
            self.env._("Hand-Over of %s", customer.display_name),
            [(label, text, "") for label, text in lines if text],
            self.env._("Contents"),
            self.env._("Rows and Sums"),
            self.env._("Cover"),
        )
