from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.credit_management.models.common.day import format_day

RECEIPTS = "receipts"


class CreditWorkbookExport(models.TransientModel):
    """The workbook of expected receipts."""

    _inherit = "credit.workbook.export"

    report = fields.Selection(
        selection_add=[(RECEIPTS, "Expected receipts")], ondelete={RECEIPTS: lambda exports: exports.unlink()}
    )

    @api.constrains("report", "date")
    def _check_receipts_day(self):
        for export in self.filtered(lambda one: one.report == RECEIPTS and one._as_of()):
            raise ValidationError(
                self.env._(
                    "What was expected on %(date)s is not known any more. Choose %(today)s.",
                    date=format_day(self.env, export.date),
                    today=format_day(self.env, export._today()),
                )
            )

    def _screen_path(self):
        # EXTENDS 'credit_management'
        return "credit-receipts" if self.report == RECEIPTS else super()._screen_path()
