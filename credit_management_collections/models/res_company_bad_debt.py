from odoo import fields, models

from odoo.addons.credit_management.const import INTERNAL

ACCOUNT_DOMAIN = (
    "[('company_ids', 'parent_of', id), ('account_type', 'not in', ('asset_receivable', 'liability_payable'))]"
)


class ResCompany(models.Model):
    """Where bad debts are booked."""

    _inherit = "res.company"

    credit_write_off_journal_id = fields.Many2one(
        "account.journal",
        string="Journal for Write-Offs",
        groups=INTERNAL,
        domain="[('type', '=', 'general'), ('company_id', 'parent_of', id)]",
        ondelete="restrict",
        help="Empty: the first journal of miscellaneous operations.",
    )
    credit_loss_account_id = fields.Many2one(
        "account.account",
        string="Losses of Receivables",
        groups=INTERNAL,
        domain=ACCOUNT_DOMAIN,
        ondelete="restrict",
        help="Debited with what is written off and was not provided for, and with what is provided for. Nothing is"
        " posted without it.",
    )
    credit_allowance_account_id = fields.Many2one(
        "account.account",
        string="Allowance for Bad Debts",
        groups=INTERNAL,
        domain=ACCOUNT_DOMAIN,
        ondelete="restrict",
        help="Credited with what is provided for. A write-off uses up what stands on it that day.",
    )
    credit_bad_debt_tax_account_id = fields.Many2one(
        "account.account",
        string="Tax on Bad Debts",
        groups=INTERNAL,
        domain=ACCOUNT_DOMAIN,
        ondelete="restrict",
        help="Debited with the tax of what is written off, where the law lets it be claimed back. Empty: it is a loss,"
        " too. Tax reports are corrected by hand.",
    )
    credit_recovery_account_id = fields.Many2one(
        "account.account",
        string="Recovered Bad Debts",
        groups=INTERNAL,
        domain=ACCOUNT_DOMAIN,
        ondelete="restrict",
        help="Credited with what a customer pays after it was written off. Empty: the account for losses.",
    )
