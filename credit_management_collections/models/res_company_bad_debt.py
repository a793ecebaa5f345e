from odoo import api, fields, models
from odoo.tools import SQL

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

    def init(self):
        # EXTENDS 'base': accounts that were chosen before accounts kept it
        done = super().init()
        self.env.cr.execute(
            SQL(
                "UPDATE account_account SET credit_is_allowance = TRUE WHERE credit_is_allowance IS NOT TRUE"
                " AND id IN (SELECT credit_allowance_account_id FROM res_company)"
            )
        )
        return done

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'base'
        companies = super().create(vals_list)
        companies._credit_mark_allowance()
        return companies

    def write(self, vals):
        # EXTENDS 'base'
        done = super().write(vals)
        if "credit_allowance_account_id" in vals:
            self._credit_mark_allowance()
        return done

    def _credit_mark_allowance(self):
        """What is written off from these accounts is a loss for good, whichever account is chosen later."""
        # Who may choose the account need not write accounts.
        accounts = self.sudo().credit_allowance_account_id
        accounts.filtered(lambda account: not account.credit_is_allowance).credit_is_allowance = True
