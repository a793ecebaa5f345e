from odoo import api, fields, models
from odoo.tools import format_amount

from ....core.assessment.statement import LINES, TOTALS, Tolerance, completed, faults, from_amounts


class CreditFinancialStatement(models.Model):
    """The lines of a statement, and what does not add up in them.

    An amount nobody filled in is zero in the database. Which zeros are zeros and which are
    gaps is decided in one place, ``core.assessment.statement.from_amounts``.
    """

    _inherit = "credit.financial.statement"

    # === BALANCE SHEET: ASSETS === #

    cash = fields.Monetary(string="Cash and Bank", help="In hand and at banks, free to use.")
    short_term_investments = fields.Monetary(help="Securities and deposits that become cash within a year.")
    receivables = fields.Monetary(
        string="Trade Receivables", help="What its own customers owe, less what is written off."
    )
    inventory = fields.Monetary(string="Inventories", help="Goods, work in progress and materials.")
    other_current_assets = fields.Monetary(
        help="Prepaid expenses, tax claims and what else becomes cash within a year."
    )
    current_assets = fields.Monetary(
        string="Total Current Assets",
        help="All that becomes cash within a year. Calculated from its parts, or typed as stated.",
    )
    tangible_assets = fields.Monetary(
        string="Property, Plant and Equipment", help="Land, buildings, machines and equipment, less depreciation."
    )
    intangible_assets = fields.Monetary(help="Goodwill, licences, software and development.")
    other_non_current_assets = fields.Monetary(
        string="Other Non-Current Assets", help="Shares, loans and claims held for more than a year."
    )
    non_current_assets = fields.Monetary(
        string="Total Non-Current Assets",
        help="All that stays for more than a year. Calculated from its parts, or typed as stated.",
    )
    total_assets = fields.Monetary(help="Current and non-current assets: the sum of the balance sheet.")

    # === BALANCE SHEET: LIABILITIES AND EQUITY === #

    payables = fields.Monetary(string="Trade Payables", help="What is owed to suppliers.")
    short_term_debt = fields.Monetary(help="Loans and bonds due within a year.")
    other_current_liabilities = fields.Monetary(help="Taxes, wages, accruals and what else is due within a year.")
    current_liabilities = fields.Monetary(
        string="Total Current Liabilities",
        help="All that is due within a year. Calculated from its parts, or typed as stated.",
    )
    long_term_debt = fields.Monetary(
        string="Long-Term Debt", help="Loans, bonds and leases due after more than a year."
    )
    other_non_current_liabilities = fields.Monetary(
        string="Other Non-Current Liabilities", help="Provisions, pensions and deferred taxes."
    )
    non_current_liabilities = fields.Monetary(
        string="Total Non-Current Liabilities",
        help="All that is due after more than a year. Calculated from its parts, or typed as stated.",
    )
    total_liabilities = fields.Monetary(help="Current and non-current liabilities together.")
    share_capital = fields.Monetary(help="Paid in by the owners.")
    retained_earnings = fields.Monetary(help="With the result of the period; negative after losses.")
    other_equity = fields.Monetary(
        string="Other Equity and Reserves", help="Reserves and what is left of the results of all years."
    )
    equity = fields.Monetary(
        string="Total Equity", help="Assets less liabilities; negative where more is owed than there is."
    )
    market_value = fields.Monetary(
        string="Market Value of Equity",
        help="Of listed companies: the shares times their price at the end of the period.",
    )

    # === INCOME === #

    sales = fields.Monetary(help="Net of taxes and rebates, of the whole period.")
    cost_of_sales = fields.Monetary(help="A positive amount. Empty in statements by nature of expense.")
    gross_profit = fields.Monetary(help="Sales less cost of sales.")
    other_operating_income = fields.Monetary(help="Income of the business that is not from sales.")
    operating_expenses = fields.Monetary(help="A positive amount, with depreciation, without cost of sales.")
    operating_result = fields.Monetary(string="Operating Result (EBIT)", help="Before interest and taxes.")
    financial_income = fields.Monetary(help="Interest, dividends and gains on what is held.")
    interest_expense = fields.Monetary(help="A positive amount.")
    extraordinary_result = fields.Monetary(help="Positive for a gain, negative for a loss.")
    result_before_tax = fields.Monetary(help="Operating result and financial income less interest.")
    income_tax = fields.Monetary(help="A positive amount for an expense.")
    net_result = fields.Monetary(help="What is left of the period after taxes; a loss is negative.")
    depreciation = fields.Monetary(
        string="Depreciation and Amortisation", help="How much of the costs above it is. A positive amount."
    )

    # === CASH FLOW === #

    opening_cash = fields.Monetary(help="Cash at the beginning of the period.")
    operating_cash_flow = fields.Monetary(
        help="Cash that the business itself has earned; negative where it has cost some."
    )
    investing_cash_flow = fields.Monetary(help="Negative when more was invested than sold.")
    financing_cash_flow = fields.Monetary(help="Negative when more was repaid and distributed than raised.")
    exchange_effect = fields.Monetary(
        string="Effect of Exchange Rates", help="By how much rates of exchange have changed the cash."
    )
    closing_cash = fields.Monetary(help="Cash at the end of the period.")
    debt_repayment = fields.Monetary(
        string="Scheduled Repayment of Debt", help="Instalments due in the period. A positive amount."
    )

    # === IDENTITIES === #

    balanced = fields.Boolean(string="Adds Up", compute="_compute_fault_text")
    fault_text = fields.Text(string="What Does Not Add Up", compute="_compute_fault_text")

    @api.depends("currency_id", "company_id.credit_statement_tolerance", *LINES)
    @api.depends_context("lang")
    def _compute_fault_text(self):
        for statement in self:
            company = statement.company_id or self.env.company
            # Settings of a company are read by its users.
            tolerance = Tolerance(share=company._credit_root().credit_statement_tolerance / 100)
            found = faults(statement._to_core(), tolerance)
            statement.balanced = not found
            statement.fault_text = "\n".join(statement._describe_fault(fault) for fault in found) or False

    def _describe_fault(self, fault):
        currency = self.currency_id or self.env.company.currency_id
        return self.env._(
            "“%(line)s” is %(stated)s, but %(parts)s comes to %(computed)s: a difference of %(difference)s, where"
            " %(allowed)s is allowed.",
            line=self._line_label(fault.identity.total),
            stated=format_amount(self.env, fault.stated, currency),
            parts=self._parts_text(fault.identity),
            computed=format_amount(self.env, fault.computed, currency),
            difference=format_amount(self.env, fault.difference, currency),
            allowed=format_amount(self.env, fault.allowed, currency),
        )

    def _parts_text(self, identity):
        plus = " + ".join(f"“{self._line_label(name)}”" for name in identity.plus)
        minus = "".join(f" − “{self._line_label(name)}”" for name in identity.minus)
        return plus + minus

    @api.model
    def _line_label(self, name):
        return self._fields[name]._description_string(self.env)

    # === BUSINESS === #

    def _to_core(self):
        """This statement as the plain data core computes with.

        :rtype: core.assessment.statement.Statement
        """
        self.ensure_one()
        amounts = {name: self[name] for name in LINES}
        return from_amounts(amounts, max(self.months, 1), self.currency_id.name or "")

    def _fill_totals(self):
        """Write the totals that were left out: they are what their parts add up to."""
        for statement in self:
            given = statement._to_core()
            whole = completed(given)
            if given != whole:
                missing = {name: getattr(whole, name) for name in TOTALS if not statement[name]}
                # Nothing new is said by it, so that it makes nobody a hand of the statement.
                statement._credit_by_method().write({name: amount for name, amount in missing.items() if amount})
