from collections import defaultdict

from odoo import api, models

from ..common.credit_print import FIGURE, FIRST_PAGE, WHOLE


class CreditAccountStatement(models.AbstractModel):
    """The movements of a period, between the balances before and after it, in each currency."""

    _inherit = "report.credit_management.credit_account_statement"

    @api.model
    def _get_report_values(self, docids, data=None):
        # EXTENDS 'credit_management': as of a day, or of a period, that a dialog has asked for
        if not data or not data.get("statement_to"):
            return super()._get_report_values(docids, data)
        accounts = self.env["credit.account"].browse(docids or data.get("account_ids") or ())
        # The day of an entity its branch may not read.
        days = self.env["credit.statement.period"]._days(data, accounts.sudo().company_id)
        asked = self.with_context(credit_as_of=days.as_of, credit_period=(days.first, days.last))
        return super(CreditAccountStatement, asked)._get_report_values(accounts.ids)

    def _prepare_sheets(self, docs):
        # EXTENDS 'credit_management'
        sheets = super()._prepare_sheets(docs)
        first, last = self.env.context.get("credit_period") or (None, None)
        lines = self._moved(docs, last) if first else {}
        for account, sheet in sheets.items():
            moved = lines.get(account.id, ())
            sheet["movements"] = self._movement_tables(account, moved, first, last) if first else []
            sheet["period"] = (self._day(first), self._day(last)) if first else None
        return sheets

    def _moved(self, accounts, last):
        """Everything booked on customers until a day: ``{account id: journal items}``."""
        # Superuser: who prints may read these accounts, which has been checked, and not every invoice.
        table = self.env["account.move.line"].sudo()
        receivable = self.env["credit.open.item"]._receivable_account_ids()
        found = defaultdict(table.browse)
        for company, some in accounts.grouped("company_id").items():
            lines = table.search(
                [
                    ("account_id", "in", receivable),
                    ("company_id", "child_of", company.ids),
                    ("partner_id.commercial_partner_id", "in", some.partner_id.ids),
                    ("parent_state", "=", "posted"),
                    ("date", "<=", last),
                ],
                order="date, id",
            )
            by_partner = lines.grouped(lambda line: line.partner_id.commercial_partner_id.id)
            for account in some:
                found[account.id] |= by_partner.get(account.partner_id.id, table.browse())
        return found

    def _movement_tables(self, account, lines, first, last):
        """A table for each currency in which anything was owed or moved."""
        lines = lines or self.env["account.move.line"]
        tables = []
        for currency, some in lines.grouped("currency_id").items():
            earlier = some.filtered(lambda line: line.date < first)
            opening = sum(earlier.mapped("amount_currency"))
            within = some - earlier
            if within or not currency.is_zero(opening):
                tables.append((currency.name, self._movement_table(currency, opening, within, first, last)))
        return tables

    def _movement_table(self, currency, opening, lines, first, last):
        columns = [
            (self.env._("Date"), 13, WHOLE),
            (self.env._("Document"), 22),
            (self.env._("Your reference"), 20),
            (self.env._("Invoiced"), 15, FIGURE),
            (self.env._("Paid or credited"), 15, FIGURE),
            (self.env._("Balance in %s", currency.name), 15, FIGURE),
        ]
        balance = opening
        rows = [[self._day(first), self.env._("Balance before"), "", "", "", self._figure(opening, currency)]]
        for line in lines:
            amount = line.amount_currency
            balance += amount
            rows.append(
                [
                    self._day(line.date),
                    line.move_id.name or "",
                    line.move_id.ref or "",
                    self._figure(amount, currency) if amount > 0 else "",
                    self._figure(-amount, currency) if amount <= 0 else "",
                    self._figure(balance, currency),
                ]
            )
        total = [self._day(last), self.env._("Balance"), "", "", "", self._figure(balance, currency)]
        return self._tabulate(columns, rows, total=total, first=FIRST_PAGE)
