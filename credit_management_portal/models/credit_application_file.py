from odoo import api, fields, models
from odoo.fields import Command

from odoo.addons.credit_management.core.assessment import statement_sheet

from ..core import upload
from .credit_application import ENDED

MOST_WORKBOOKS = 20  # of one application in an hour: each is read whole


class CreditApplication(models.Model):
    """Documents of an application: few, bounded, of known types, and never public."""

    _inherit = "credit.application"

    statement_file_id = fields.Many2one(
        "ir.attachment", string="Statement Workbook", readonly=True, copy=False, ondelete="set null"
    )
    file_ids = fields.Many2many(
        "ir.attachment",
        string="Documents of the Applicant",
        readonly=True,
        copy=False,
        help="What the applicant has sent. Files that one of us adds to the log are none of them.",
    )
    file_count = fields.Integer(string="Documents", compute="_compute_file_count", help="Files the applicant has sent.")

    @api.depends("file_ids")
    def _compute_file_count(self):
        for application in self:
            application.file_count = len(application.sudo().file_ids)  # seen by who sees the application

    @api.model
    def _get_refusal_texts(self):
        return {
            upload.EMPTY: self.env._("Choose a file first; this one is empty."),
            upload.TOO_MANY: self.env._("No more than %s files can be sent. Remove one first.", upload.MOST_FILES),
            upload.TOO_BIG: self.env._(
                "This file is too large. Send one of no more than %s MB.", upload.MOST_BYTES // 1024 // 1024
            ),
            upload.WRONG_TYPE: self.env._(
                "This file cannot be taken. Send a PDF, a PNG or JPEG picture, or a workbook (.xlsx) without macros."
            ),
        }

    def _get_files(self):
        """What the applicant has sent, in the order it came: never what one of us has added to the log."""
        self.ensure_one()
        return self.file_ids.sorted("id")

    def _get_attachments(self):
        """Every file that hangs on the application, ours too."""
        return self.env["ir.attachment"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids), ("res_field", "=", False)]
        )

    def _add_file(self, name, content):
        """Keep a file, if it is one that is taken.

        :return: why it is not, in a sentence; and the file
        """
        self.ensure_one()
        if self.state in ENDED:
            return self.env._("This application is closed and takes no more documents."), self.env["ir.attachment"]
        if reason := upload.refusal(content, len(self._get_files())):
            return self._get_refusal_texts()[reason], self.env["ir.attachment"]
        mimetype = upload.type_of(content)
        vals = {"name": upload.name_of(name or "", mimetype), "raw": content, "mimetype": mimetype, "public": False}
        file = self.env["ir.attachment"].create({**vals, "res_model": self._name, "res_id": self.id})
        self._set({"file_ids": [Command.link(file.id)]})
        return "", file

    def _remove_file(self, number):
        """Take away the file that stands at a place of the list, while the application has not been sent."""
        self.ensure_one()
        files = self._get_files()
        if self._is_open() and 0 <= number < len(files):
            files[number].unlink()

    def _add_statement(self, name, content):
        """Keep a workbook with financial statements, if every figure of it can be read.

        :return: what is wrong with it, in sentences
        """
        self.ensure_one()
        if upload.type_of(content) != upload.XLSX:
            return [self.env._("This is no workbook. Download the template, fill it in and send it as .xlsx.")]
        if not self.env["credit.application.attempt"]._allow("workbook", self.id, MOST_WORKBOOKS):
            return [self.env._("You have sent a lot of workbooks. Send the next one in an hour, or type the figures.")]
        former = self.statement_file_id
        if not former and (reason := upload.refusal(content, len(self._get_files()))):
            return [self._get_refusal_texts()[reason]]
        if faults := self._get_workbook_faults(content):
            return faults
        former.unlink()
        refused, file = self._add_file(name, content)
        if not refused:
            self._set({"statement_file_id": file.id})
        return [refused] if refused else []

    def _get_workbook_faults(self, content):
        """What cannot be read of a workbook, sheet, row and column."""
        reader = self.env["credit.statement.import"]
        sheet = statement_sheet.read(content, reader._labels(), reader._choices())
        return [reader._describe(fault) for fault in sheet.faults[:20]]

    def _get_template(self):
        """The workbook to fill in, for a company that may be no customer yet."""
        self.ensure_one()
        account = self.account_id or self.env["credit.account"].new(
            {"partner_id": self.env["res.partner"].new({"name": self.applicant}), "company_id": self.company_id.id}
        )
        return self.env["credit.statement.import"]._template_content(account)
