from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

TABLE = SQL.identifier("credit_write_off_line")


class CreditWriteOffLine(models.Model):
    """One item of a write-off: an instalment of an invoice, or a part of it."""

    _name = "credit.write.off.line"
    _description = "Item of a Write-Off"
    _inherit = ["credit.part"]
    _whole = "write_off_id"
    _order = "due, id"

    write_off_id = fields.Many2one("credit.write.off", required=True, ondelete="cascade", index=True)
    # Empty only where the item was deleted of a write-off that was refused: account_move_line lets no other go.
    move_line_id = fields.Many2one("account.move.line", string="Journal Item", ondelete="restrict", index=True)
    reference = fields.Char(compute="_compute_reference", store=True, string="Document")
    invoice_date = fields.Date(compute="_compute_item", string="Dated")
    due = fields.Date(related="move_line_id.date_maturity", store=True)
    days = fields.Integer(string="Days Past Due", compute="_compute_days", help="Today, at the company.")
    currency_id = fields.Many2one(related="move_line_id.currency_id", store=True)
    company_currency_id = fields.Many2one(related="write_off_id.currency_id", string="Company Currency")
    original = fields.Monetary(compute="_compute_item", string="Original Amount", help="As it was booked.")
    left = fields.Monetary(compute="_compute_item", string="Not Received", help="Open of the item, as of now.")
    amount = fields.Monetary(
        string="To Write Off",
        compute="_compute_amount",
        store=True,
        readonly=False,
        help="Of what is not received; all of it at first.",
    )
    company_amount = fields.Monetary(
        string="In the Books",
        compute="_compute_company_amount",
        store=True,
        currency_field="company_currency_id",
        help="In the company's currency, at the rate at which the item was booked.",
    )

    _item_there = models.Constraint(
        "CHECK (move_line_id IS NOT NULL OR reference IS NOT NULL)", "Choose the item that is written off."
    )
    _item_unique = models.Constraint(
        "UNIQUE(write_off_id, move_line_id)", "An item stands in a write-off once: change its amount."
    )
    _amount_not_negative = models.Constraint("CHECK (amount >= 0)", "Enter an amount above zero to write off.")

    # === COMPUTE === #

    @api.depends("due", "write_off_id.company_id")
    def _compute_days(self):
        for line in self:
            today = (line.write_off_id.sudo().company_id or self.env.company)._credit_today()  # its day decides
            line.days = (today - line.due).days if line.due else 0

    @api.depends("move_line_id.move_id.name")
    def _compute_reference(self):
        for line in self:
            item = line._get_checked_item()
            line.reference = item.move_id.name if item else line.reference

    @api.depends(
        "move_line_id.move_id.name",
        "move_line_id.move_id.date",
        "move_line_id.amount_currency",
        "move_line_id.amount_residual_currency",
    )
    def _compute_item(self):
        for line in self:
            item = line._get_checked_item()
            line.invoice_date = item.move_id.date
            line.original, line.left = item.amount_currency, item.amount_residual_currency

    def _get_checked_item(self):
        """The item as it is saved, and so checked: a form that is not could ask what any journal item says."""
        return self._origin.sudo().move_line_id  # who asks need not read the ledger

    @api.depends("move_line_id")
    def _compute_amount(self):
        for line in self:
            item = line._get_checked_item()
            line.amount = max(item.amount_residual_currency, 0.0)

    @api.depends("amount", "move_line_id")
    def _compute_company_amount(self):
        for line in self:
            line.company_amount = line._measure()

    @api.depends("reference", "due")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.reference or "–"

    # === CHECKS === #

    @api.constrains("move_line_id", "write_off_id")
    def _check_item(self):
        """Nobody asks for, and so reads, another customer's items."""
        for line in self.sudo():  # an item out of sight is as wrong
            item, account = line.move_line_id, line.write_off_id.account_id
            if not line._is_owed() or item.partner_id.commercial_partner_id != account.partner_id:
                raise ValidationError(
                    self.env._("Choose open, posted items that %s owes.", account.partner_id.display_name)
                )

    def _is_owed(self):
        """Whether it is a posted receivable of the account's legal entity."""
        item = self.move_line_id
        return (
            item.account_id.account_type == "asset_receivable"
            and item.parent_state == "posted"
            and item.balance > 0
            and item.company_id in self.write_off_id.account_id.company_id._credit_family()
        )

    # === MEASURE === #

    def _forget_item(self):
        """Let the journal item be deleted: what was asked for stays as it was."""
        self.flush_model()
        # By SQL: the ORM would compute what is kept of the item anew, of none.
        self.env.cr.execute(SQL("UPDATE %s SET move_line_id = NULL WHERE id = ANY(%s)", TABLE, self.ids))
        self.invalidate_recordset()

    def _get_age(self):
        """Days since the invoice, as provisions by age count them."""
        item = self._get_checked_item()
        since = item.invoice_date or item.date
        return (self.write_off_id.sudo().company_id._credit_today() - since).days if since else 0  # its day decides

    def _measure(self):
        """The amount in the company's currency, by the rate of the books: that of the item itself."""
        self.ensure_one()
        item = self.sudo().move_line_id  # see _get_checked_item
        if not item.amount_currency:
            return 0.0
        return item.company_currency_id.round(self.amount * item.balance / item.amount_currency)


class CreditWriteOffEvidence(models.Model):
    """One piece of evidence: what it shows, and the file."""

    _name = "credit.write.off.evidence"
    _description = "Evidence of a Write-Off"
    _inherit = ["credit.part"]
    _whole = "write_off_id"
    _order = "id"

    write_off_id = fields.Many2one("credit.write.off", required=True, ondelete="cascade", index=True)
    kind = fields.Selection(
        [
            ("ruling", "Ruling of a Court"),
            ("deregistration", "Proof of Deregistration"),
            ("reminder", "Reminder"),
            ("lawyer", "Lawyer's Letter"),
            ("reconciliation", "Signed Balance Confirmation"),
            ("other", "Other"),
        ],
        required=True,
        default="other",
    )
    name = fields.Char(string="What It Shows", required=True)
    # In the row itself: an attachment would be exchanged beside it.
    file = fields.Binary(attachment=False)
    file_name = fields.Char()
