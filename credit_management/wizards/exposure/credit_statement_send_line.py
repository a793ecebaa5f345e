from odoo import api, fields, models


class CreditStatementSendLine(models.TransientModel):
    """A customer who is to get a statement, and where it goes."""

    _name = "credit.statement.send.line"
    _description = "Statement of Account to Be Sent"
    _inherit = ["credit.finite"]

    send_id = fields.Many2one("credit.statement.send", required=True, ondelete="cascade")
    account_id = fields.Many2one("credit.account", string="Customer", required=True, readonly=True, ondelete="cascade")
    email = fields.Char(string="To", compute="_compute_figures")
    lang = fields.Char(string="Language", compute="_compute_figures")
    currency_id = fields.Many2one("res.currency", compute="_compute_figures")
    balance = fields.Monetary(compute="_compute_figures", help="Open items less payments without an invoice.")
    overdue = fields.Monetary(compute="_compute_figures", help="Open after its due date.")

    @api.constrains("account_id")
    def _check_account(self):
        self.account_id._check_may_send()

    @api.depends("account_id")
    def _compute_figures(self):
        """What is sent, read with the rights of who sends it."""
        self.account_id.check_access("read")
        languages = dict(self.env["res.lang"].get_installed())
        for line in self:
            account = line.account_id
            recipient = account._get_statement_recipient()
            line.email = recipient.email
            line.lang = languages.get(account.partner_id.lang)
            line.currency_id = account.currency_id
            line.balance = account.amount_receivable + account.amount_unallocated
            line.overdue = account.overdue_amount
