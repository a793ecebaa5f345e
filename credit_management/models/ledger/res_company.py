from dataclasses import dataclass

from odoo import Command, fields, models

CODES = {"credit_ledger_journal_id": "HINV", "credit_receipt_journal_id": "HREC"}
LAST = 900  # behind the company's own journals, wherever Odoo takes the first one


@dataclass(frozen=True)
class Books:
    """Journals and accounts of a company's past."""

    company: models.BaseModel
    journal: models.BaseModel
    receipt_journal: models.BaseModel
    account: models.BaseModel

    def method(self, inbound):
        """Payment method by which money of the past came in, or went out."""
        journal = self.receipt_journal
        return (journal.inbound_payment_method_line_ids if inbound else journal.outbound_payment_method_line_ids)[:1]


class ResCompany(models.Model):
    """The journals of a company's imported ledgers, made when the first one comes.

    Invoices and receipts meet on one clearing account, which is a current asset like the receivables
    beside it: so the import changes no total of the balance sheet, no cash and no profit. What the
    receivables stood at in the opening entry is then moved there by an accountant, in one entry.
    """

    _inherit = "res.company"

    credit_ledger_journal_id = fields.Many2one(
        "account.journal", string="Journal of Imported Invoices", copy=False, groups="base.group_user"
    )
    credit_receipt_journal_id = fields.Many2one(
        "account.journal", string="Journal of Imported Receipts", copy=False, groups="base.group_user"
    )

    def _credit_ledger_books(self, clearing=None):
        """
        :param clearing: the account to book against; the one used before, or a new one, when left out
        :rtype: Books
        """
        self.ensure_one()
        journal, receipts = self.credit_ledger_journal_id, self.credit_receipt_journal_id
        clearing = clearing or journal.default_account_id or self._credit_create_clearing_account()
        if not journal:
            journal = self._credit_create_journal("credit_ledger_journal_id", clearing)
        if not receipts:
            receipts = self._credit_create_journal("credit_receipt_journal_id", clearing)
        if journal.default_account_id != clearing:
            journal.default_account_id = clearing
        methods = receipts.inbound_payment_method_line_ids + receipts.outbound_payment_method_line_ids
        if receipts.default_account_id != clearing or methods.payment_account_id != clearing:
            # Money never was under way: what was received is received.
            receipts.default_account_id = methods.payment_account_id = clearing
        return Books(self, journal, receipts, clearing)

    def _credit_create_clearing_account(self):
        accounts = self.env["account.account"].with_company(self)
        receivable = accounts.search(
            [*accounts._check_company_domain(self), ("account_type", "=", "asset_receivable")], limit=1
        )
        return accounts.create(
            {
                "name": self.env._("Clearing of Imported Invoices"),
                "code": accounts._search_new_account_code(receivable.code or "100000"),
                "account_type": "asset_current",
                "reconcile": False,
                "company_ids": [Command.set(self.root_id.ids)],
            }
        )

    def _credit_create_journal(self, field, clearing):
        of_invoices = field == "credit_ledger_journal_id"
        journal = (
            self.env["account.journal"]
            .with_company(self)
            .create(
                {
                    "name": self.env._("Imported Invoices") if of_invoices else self.env._("Imported Receipts"),
                    "code": self._credit_free_code(CODES[field]),
                    "type": "sale" if of_invoices else "bank",
                    "company_id": self.id,
                    "default_account_id": clearing.id,
                    "sequence": LAST,
                    "show_on_dashboard": False,
                    # One series for all, whether invoice or credit note, receipt or payment.
                    "refund_sequence": False,
                    "payment_sequence": False,
                }
            )
        )
        journal.alias_name = False  # no invoice comes by mail; given at creation it becomes "False" and clashes
        self[field] = journal
        return journal

    def _credit_free_code(self, code):
        journals = self.env["account.journal"].with_context(active_test=False)
        taken = set(journals.search([("company_id", "=", self.id)]).mapped("code"))
        return next(free for free in (code, *(f"{code}{digit}" for digit in range(1, 10))) if free not in taken)
