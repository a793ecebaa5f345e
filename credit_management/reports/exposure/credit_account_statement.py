from collections import defaultdict

from odoo import models
from odoo.exceptions import AccessError
from odoo.tools import get_lang

from ...const import USER
from ...core.exposure.exposure import RECEIVABLE, UNALLOCATED
from ...sql.exposure.scope import KINDS
from ..common.credit_print import FIGURE, FIRST_PAGE, WHOLE

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
        if not self.env["credit.open.item"]._sees_everybody():
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
        wholes = self._wholes(items)
        return {
            account: self._sheet(account, figures[account], items[account.partner_id.id, account.company_id.id], wholes)
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

    def _wholes(self, found):
        """Amounts of items before anything of them was paid, by the item's id, in their own currencies."""
        ids = {item.id: item.id // KINDS for items in found.values() for item in items if item.id % KINDS == 0}
        # Superuser: as the items.
        lines = self.env["account.move.line"].sudo().browse(ids.values())
        amounts = {line.id: line.amount_currency for line in lines}
        return {item_id: amounts[line_id] for item_id, line_id in ids.items()}

    def _sheet(self, account, exposure, items, wholes):
        company, currency = self._company(account), account.currency_id
        total = exposure.of(RECEIVABLE) + exposure.of(UNALLOCATED)
        sections = self._sections(account, items, wholes)
        foreign = any(section["currency"] != currency for section in sections)
        return {
            "recipient": self._recipient(account.partner_id),
            "day_of": self._day(self._as_of() or company._credit_today()),
            "terms": account.payment_term_id.name,
            "summary": self._summary(
                exposure.of(RECEIVABLE), exposure.overdue, exposure.of(UNALLOCATED), total, currency
            ),
            "foreign": currency.name if foreign else None,
            "chart": None if foreign else self._aging_chart(exposure, company),
            "sections": sections,
            "number": account.partner_id.ref,
            "contacts": self._contacts(account, company),
            "slip": self._slip(account, company, sections),
            "pay_at": f"{company.get_base_url()}/my/invoices/overdue" if total > 0 else None,
        }

    def _summary(self, invoiced, overdue, credits_, balance, currency):
        return [
            (self.env._("Invoices open"), self._money(invoiced, currency)),
            (self.env._("of which overdue"), self._money(overdue, currency)),
            (self.env._("Credits not matched yet"), self._money(credits_, currency)),
            (self.env._("Balance"), self._money(balance, currency)),
        ]

    def _recipient(self, partner):
        address = partner.browse(partner.address_get(["invoice"])["invoice"])
        lines = [partner.name, *address._display_address(without_company=True).splitlines()]
        return [line.strip() for line in lines if line and line.strip()]

    def _contacts(self, account, company):
        """Whom to ask: who looks after the customer, else who sells to it, else the company."""
        # The name and address of a colleague, whoever prints.
        users = account.sudo().controller_id or account.partner_id.sudo().user_id
        partner = users.partner_id or company.partner_id
        return " · ".join(filter(None, (partner.name, partner.email, partner.phone or company.phone)))

    # === CURRENCIES === #

    def _sections(self, account, items, wholes):
        """What is open in each currency, the company's first; the customer pays in the one it was invoiced in."""
        company, own = self._company(account), account.currency_id
        by_currency = items.grouped(lambda item: item.currency_id or own)
        return [
            self._section(company, currency, some, wholes)
            for currency, some in sorted(by_currency.items(), key=lambda pair: (pair[0] != own, pair[0].name))
        ]

    def _section(self, company, currency, items, wholes):
        invoices = items.filtered(lambda item: item.category == RECEIVABLE)
        amounts = {item: item.amount_currency if item.currency_id else item.amount for item in items}
        invoiced = sum(amounts[item] for item in invoices)
        overdue = sum(amounts[item] for item in invoices if item.days_past_due > 0)
        balance = sum(amounts.values())
        return {
            "currency": currency,
            "balance": balance,
            "overdue": overdue,
            "summary": self._summary(invoiced, overdue, balance - invoiced, balance, currency),
            "ages": self._ages_table(company, currency, invoices, amounts),
            "items": self._items_table(currency, items, amounts, wholes, balance),
        }

    def _ages_table(self, company, currency, invoices, amounts):
        buckets = company.credit_aging_bucket_ids.sorted("day_from")
        sums = dict.fromkeys(buckets, 0.0)
        for item in invoices:
            sums[item.bucket_id] = sums.get(item.bucket_id, 0.0) + amounts[item]
        columns = [(bucket.name, 100 / len(sums), FIGURE) for bucket in sums]
        return self._tabulate(columns, [[self._dashed(amount, currency) for amount in sums.values()]])

    def _items_table(self, currency, items, amounts, wholes, balance):
        columns = [
            (self.env._("Date"), 12, WHOLE),
            (self.env._("Document"), 19),
            (self.env._("Your reference"), 16),
            (self.env._("Due"), 12, WHOLE),
            (self.env._("Days past due"), 8, FIGURE),
            (self.env._("Amount"), 11, FIGURE),
            (self.env._("Paid"), 10, FIGURE),
            (self.env._("Open in %s", currency.name), 12, FIGURE),
        ]
        rows = [self._item_cells(item, currency, amounts[item], wholes.get(item.id)) for item in items]
        total = ["", self.env._("Balance"), "", "", "", "", "", self._figure(balance, currency)]
        return self._tabulate(columns, rows, total=total, first=FIRST_PAGE)

    def _item_cells(self, item, currency, amount, whole):
        paid = None if whole is None else whole - amount
        return [
            self._day(item.date),
            item.reference or "",
            item.move_id.ref or "",
            self._day(item.date_due) if item.category == RECEIVABLE else "",
            item.days_past_due or "",
            "" if whole is None else self._figure(whole, currency),
            "" if paid is None else self._dashed(paid, currency),
            self._figure(amount, currency),
        ]

    # === PAYING === #

    def _slip(self, account, company, sections):
        """How to pay what is owed in each currency, to be cut off and sent along."""
        owed = [section for section in sections if section["balance"] > 0]
        return [
            {
                "amount": self._money(section["balance"], section["currency"]),
                "overdue": self._money(section["overdue"], section["currency"]) if section["overdue"] else "",
                "banks": self._banks(company, section["currency"]),
                "code": self._bank_code(account, company, section),
            }
            for section in owed
        ]

    def _banks(self, company, currency):
        """Bank accounts of that currency, else those that name none."""
        banks = company.partner_id.bank_ids
        banks = banks.filtered(lambda bank: bank.currency_id == currency) or banks.filtered(
            lambda bank: not bank.currency_id or bank.currency_id == company.currency_id
        )
        return [
            ", ".join(
                filter(None, (bank.acc_holder_name or company.name, bank.bank_id.name, bank.bank_bic, bank.acc_number))
            )
            for bank in banks[:BANKS]
        ]

    def _bank_code(self, account, company, section):
        """The country's code of a transfer over the balance, where the bank account has one."""
        reference = account.partner_id.ref or account.partner_id.name
        amount = section["currency"].round(section["balance"])
        for bank in company.partner_id.bank_ids[:BANKS]:
            vals = bank._build_qr_code_vals(amount, reference, "", section["currency"], account.partner_id)
            params = vals and bank._get_qr_code_generation_params(**vals)
            if params and params["barcode_type"] == "QR" and not params.get("mask"):  # a mask is a picture
                return self._code(params["value"])
        return None
