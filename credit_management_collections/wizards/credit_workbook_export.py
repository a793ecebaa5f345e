from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.credit_management.models.common.day import format_day

COLLECTIONS = "collections"


class CreditWorkbookExport(models.TransientModel):
    """The workbook of what collection brings, costs and learns."""

    _inherit = "credit.workbook.export"

    report = fields.Selection(
        selection_add=[(COLLECTIONS, "Collections")], ondelete={COLLECTIONS: lambda exports: exports.unlink()}
    )

    @api.constrains("report", "date")
    def _check_collections_day(self):
        for export in self.filtered(lambda one: one.report == COLLECTIONS and one._as_of()):
            raise ValidationError(
                self.env._(
                    "How collection stood on %(date)s is not known any more. Choose %(today)s.",
                    date=format_day(self.env, export.date),
                    today=format_day(self.env, export._today()),
                )
            )

    def _screen_path(self):
        # EXTENDS 'credit_management'
        return "credit-collection-figures" if self.report == COLLECTIONS else super()._screen_path()
