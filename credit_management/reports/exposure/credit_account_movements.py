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
        moved = self._moved(docs, first, last) if first else {}
        for account, sheet in sheets.items():
            courses = moved.get(account, {})
            sheet["movements"] = [
                (currency.name, self._movement_table(currency, course, first, last))
                for currency, course in courses.items()
            ]
            sheet["period"] = (self._day(first), self._day(last)) if first else None
        return sheets

    def _moved(self, accounts, first, last):
        """``{account: {currency: what moved its balance}}``"""
        # Superuser: who prints may read these accounts, which has been checked, and not every invoice.
        movements = self.env["credit.movement"].sudo()
        found = {}
        for company, some in accounts.grouped("company_id").items():
            courses = movements._read(company, some.partner_id, first, last)
            found |= {account: courses[account.partner_id.id] for account in some}
        return found

    def _movement_table(self, currency, course, first, last):
        columns = [
            (self.env._("Date"), 13, WHOLE),
            (self.env._("Document"), 22),
            (self.env._("Order or reference"), 20),
            (self.env._("Debited"), 15, FIGURE),
            (self.env._("Credited"), 15, FIGURE),
            (self.env._("Balance in %s", currency.name), 15, FIGURE),
        ]
        before = [self._day(first), self.env._("Balance before"), "", "", ""]
        rows = [[*before, self._figure(course.opening, currency)]]
        for row in course.rows:
            rows.append(
                [
                    self._day(row.movement.day),
                    row.movement.document,
                    row.movement.reference,
                    self._figure(row.debit, currency) if row.debit else "",
                    self._figure(row.credit, currency) if row.credit else "",
                    self._figure(row.balance, currency),
                ]
            )
        sums = [self._figure(amount, currency) for amount in (course.debit, course.credit, course.closing)]
        return self._tabulate(
            columns, rows, total=[self._day(last), self.env._("Balance"), "", *sums], first=FIRST_PAGE
        )
