from collections import defaultdict

from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import get_lang

from ...const import USER
from ...core.exposure.exposure import RECEIVABLE, UNALLOCATED
from ..common.credit_print import FIGURE, FIRST_PAGE

BANKS = 3


class CreditAccountStatement(models.AbstractModel):
    """The open items of a customer, as the customer is told it."""

    _name = "report.credit_management.credit_account_statement"
    _description = "Statement of Account on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.account"
    _role = USER

    def _title(self):
        return self.env._("Statement of Account")

    def _language(self, doc):
        """The customer reads it."""
        return get_lang(self.env, doc.partner_id.lang).code

    def _check_may_print(self, docs):
        # EXTENDS 'credit_management'
        self._check_role()
        if not self._sees_everybody():
            self._check_own_customers(docs)
        return super()._check_may_print(docs)

    def _check_own_customers(self, docs):
        """Say who prints instead, as far as the customer itself may be read."""
        # Accounts of others are out of sight of who sells to own customers only.
        for partner in docs.sudo().partner_id:
            others = partner.user_id and partner.user_id != self.env.user
            if others and partner.with_env(self.env).has_access("read"):
                raise AccessError(
                    self.env._(
                        "%(partner)s is looked after by %(owner)s. Ask them, or a credit analyst, to print"
                        " “%(document)s”.",
                        partner=partner.display_name,
                        owner=partner.user_id.name,
                        document=self._title(),
                    )
                )

    def _prepare_sheets(self, docs):
        as_of = self._as_of()
        figures = self.env["credit.exposure"]._read_figures(docs, as_of)
        items = self._items(docs, as_of)
        return {
            account: self._sheet(account, figures[account], items[account.partner_id.id, account.company_id.id], as_of)
            for account in docs
        }

    def _items(self, accounts, as_of):
        """Invoices and unmatched payments."""
        # Superuser: who prints may read these accounts, which has been checked, and not every invoice.
        table = self.env["credit.open.item"].sudo().with_context(credit_as_of=as_of)
        items = table.search(
            [
                ("partner_id", "in", accounts.partner_id.ids),
                ("root_id", "in", accounts.company_id.ids),
                ("category", "in", (RECEIVABLE, UNALLOCATED)),
            ]
        )
        found = defaultdict(table.browse)
        found.update(items.grouped(lambda item: (item.partner_id.id, item.root_id.id)))
        return found

    def _sheet(self, account, exposure, items, as_of):
        company, currency = self._company(account), account.currency_id
        total = exposure.of(RECEIVABLE) + exposure.of(UNALLOCATED)
        return {
            "recipient": self._recipient(account.partner_id),
            "day_of": self._day(as_of or company._credit_today()),
            "currency": currency,
            "terms": account.payment_term_id.name,
            "summary": [
                (self.env._("Invoices open"), self._money(exposure.of(RECEIVABLE), currency)),
                (self.env._("of which past due"), self._money(exposure.overdue, currency)),
                (self.env._("Credits not matched yet"), self._money(exposure.of(UNALLOCATED), currency)),
                (self.env._("Balance"), self._money(total, currency)),
            ],
            "chart": self._aging_chart(exposure, company),
            "items": self._items_table(items, currency, total) if items else None,
            "foreign": self._foreign(items, currency),
            "banks": company.partner_id.bank_ids[:BANKS],
        }

    def _recipient(self, partner):
        address = partner.browse(partner.address_get(["invoice"])["invoice"])
        lines = [partner.name, *address._display_address(without_company=True).splitlines()]
        return [line.strip() for line in lines if line and line.strip()]

    # === ITEMS === #

    def _items_table(self, items, currency, total):
        columns = [
            (self.env._("Date"), 13),
            (self.env._("Document"), 27),
            (self.env._("Due"), 13),
            (self.env._("Days past due"), 13, FIGURE),
            (self.env._("In its currency"), 18, FIGURE),
            (self.env._("Amount in %s", currency.name), 16, FIGURE),
        ]
        rows = [self._item_cells(item, currency) for item in items]
        sum_ = ["", self.env._("Balance"), "", "", "", self._figure(total, currency)]
        return self._tabulate(columns, rows, total=sum_, first=FIRST_PAGE, clipped=True)

    def _item_cells(self, item, currency):
        foreign = item.currency_id and item.currency_id != currency
        return [
            self._day(item.date),
            item.reference or "",
            self._day(item.date_due) if item.category == RECEIVABLE else "",
            item.days_past_due or "",
            self._money(item.amount_currency, item.currency_id) if foreign else "",
            self._figure(item.amount, currency),
        ]

    def _foreign(self, items, currency):
        """Sums in each other currency."""
        sums = defaultdict(float)
        for item in items:
            if item.currency_id and item.currency_id != currency:
                sums[item.currency_id] += item.amount_currency
        return [self._money(amount, other) for other, amount in sums.items()]
