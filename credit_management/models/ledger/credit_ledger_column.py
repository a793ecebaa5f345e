from odoo import api, fields, models

from ...core.ledger.words import AMOUNTS, DATES, HEADINGS


class CreditLedgerColumn(models.Model):
    """A column of the file of an old ledger: what it means, and how it writes."""

    _name = "credit.ledger.column"
    _description = "Column of a Ledger"
    _order = "position, id"
    _inherit = ["credit.finite"]
    _rec_name = "header"
    _log_access = False

    import_id = fields.Many2one("credit.ledger.import", required=True, readonly=True, ondelete="cascade", index=True)
    company_id = fields.Many2one(related="import_id.company_id", store=True)
    position = fields.Integer(readonly=True)
    letter = fields.Char(string="Column", readonly=True)
    header = fields.Char(readonly=True)
    sample = fields.Char(string="For Example", readonly=True)
    meaning = fields.Selection(
        [
            ("customer", "Customer Name"),
            ("reference", "Customer Reference"),
            ("number", "Invoice Number"),
            ("invoiced", "Invoice Date"),
            ("due", "Due Date"),
            ("paid_on", "Payment Date"),
            ("amount", "Amount"),
            ("debit", "Debit Amount"),
            ("credit", "Credit Amount"),
            ("sign", "Debit or Credit"),
            ("paid", "Amount Paid"),
            ("open", "Open Balance"),
            ("currency", "Currency"),
            ("kind", "Document Type"),
            ("status", "Status"),
            ("payment_status", "Payment Status"),
            ("clearing", "Clearing Document"),
            ("part", "Instalment"),
        ],
        help="What stands in this column. Leave it empty for columns that are not needed.",
    )
    date_format = fields.Selection(
        [
            ("ymd", "Year-Month-Day (2025-01-31)"),
            ("dmy", "Day.Month.Year (31.01.2025)"),
            ("mdy", "Month/Day/Year (01/31/2025)"),
            ("named", "Day Month Year in words (31 Jan 2025)"),
            ("compact", "Year first, digits only (20250131)"),
            ("compact_dmy", "Day first, digits only (31012025)"),
            ("compact_mdy", "Month first, digits only (01312025)"),
            ("short_ymd", "Year first, six digits (250131)"),
            ("ymd_two", "Year first, two digits (25-01-31)"),
            ("short_dmy", "Day first, six digits (310125)"),
            ("short_mdy", "Month first, six digits (013125)"),
            ("serial", "Days as a spreadsheet counts them (45688)"),
            ("serial_1904", "Days counted from 1904 (44226)"),
        ],
        string="Dates Are Written",
    )
    number_format = fields.Selection(
        [(".", "With a point (1,234.56)"), (",", "With a comma (1.234,56)")], string="Decimals Are Written"
    )
    cells = fields.Char(compute="_compute_cells")
    note = fields.Char(string="To Be Looked At", readonly=True)
    doubt = fields.Char(readonly=True)  # which other columns could be it as well

    @api.depends("meaning")
    def _compute_cells(self):
        for column in self:
            column.cells = HEADINGS[column.meaning].cells if column.meaning else False

    def write(self, vals):
        for one in self.import_id:
            one._require_draft()
        if "meaning" in vals:
            vals = {"doubt": False} | vals  # a person has chosen
        return super().write(vals)

    @api.model
    def _form_of(self, meaning):
        """The field that says how a column of this meaning writes."""
        if meaning in DATES:
            return "date_format"
        return "number_format" if meaning in AMOUNTS else None

    def _form(self):
        name = self._form_of(self.meaning)
        return (self[name] or "") if name else ""
