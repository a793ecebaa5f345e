from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

from ...core.assessment import statement as core
from ...core.assessment.limit_proposal import Basis, at_busy_pace, strength, yearly
from ...core.assessment.ratios import ratios

AGE = 24  # months a statement counts for, without a policy
# Of the statement: assets and liabilities that turn over within a year make the working capital.
WORKING_CAPITAL = ("current_assets", "current_liabilities")
MONTHS = 12


class CreditAssessmentInputs(models.AbstractModel):
    """Where the methods for a limit start from, in the currency of the company."""

    _inherit = "credit.assessment.inputs"

    @api.model
    def _bases(self, accounts, inputs, on):
        """
        :param inputs: what ``_collect`` gives for these accounts
        :param on: the day whose rates statements in other currencies are converted with
        :return: ``{account: core.assessment.limit_proposal.Basis}``
        """
        statements = self._statements(accounts, on)
        found = {}
        for account in accounts:
            known = inputs[account]
            equity, working_capital = self._strength(account, statements.get(account.id), on)
            found[account] = Basis(
                equity=equity,
                working_capital=working_capital,
                purchases=self._purchases(known),
                credit_days=self._credit_days(account, known, on),
                highest_balance=known.get("highest_balance_paid_well"),
                asked=known.get("requested_limit"),
                busy=at_busy_pace(known.get("purchases_12m"), known.get("active_months")),
                **self._own_strength(account, statements.get(account.id), on),
            )
        return found

    @api.model
    def _sources(self, accounts, on):
        """The records an assessment is drawn from.

        :return: ``{account: {field: id or False}}``
        """
        statements, surveys, interims = (
            read(accounts, on) for read in (self._statements, self._surveys, self._interims)
        )
        empty = {"statement_id": self.env["credit.financial.statement"], "survey_id": self.env["credit.survey"]}
        return {
            account: {
                "statement_id": statements.get(account.id, empty["statement_id"]).id,
                "interim_id": interims.get(account.id, empty["statement_id"]).id,
                "survey_id": surveys.get(account.id, empty["survey_id"]).id,
            }
            for account in accounts
        }

    @api.model
    def _statements(self, accounts, on):
        """The confirmed statement each account is judged by: the newest of a year, else the newest that tells enough.

        One that is older than the policy lets count is none.
        """
        found = {}
        for statement in self._confirmed(accounts, on):  # the newest last
            if not core.tells(statement.kind, statement.months):
                continue
            before = found.get(statement.account_id.id)
            if (
                not before
                or core.is_full_year(statement.kind, statement.months)
                or not core.is_full_year(before.kind, before.months)
            ):
                found[statement.account_id.id] = statement
        return found

    @api.model
    def _interims(self, accounts, on):
        """The newest statement after the one each account is judged by: it stands beside it."""
        judged, newest = self._statements(accounts, on), {}
        for statement in self._confirmed(accounts, on):
            by = judged.get(statement.account_id.id)
            if not by or statement.period_end > by.period_end:
                newest[statement.account_id.id] = statement
        return newest

    @api.model
    def _confirmed(self, accounts, on):
        """Confirmed statements up to a day that are young enough, the newest last."""
        policies = self.env["credit.policy"]
        # Settings of the legal entity, which users of a branch need not read.
        young = Domain.OR(
            Domain("company_id", "=", root.id)
            & Domain(
                "period_end", ">=", on - relativedelta(months=policies._get_in_force(root).statement_age_months or AGE)
            )
            for root in accounts.sudo().company_id
        )
        domain = Domain([("account_id", "in", accounts.ids), ("state", "=", "confirmed"), ("period_end", "<=", on)])
        statements = self.env["credit.financial.statement"].sudo()  # a score reads everything confirmed
        return statements.search(domain & young, order="period_end, kind desc, id")

    @api.model
    def _strength(self, account, statement, on):
        """Equity and working capital of the newest statement; None for what it does not say."""
        if not statement:
            return None, None
        given = statement._to_core()
        rate = self.env["res.currency"]._get_conversion_rate(
            statement.currency_id, account.currency_id, account.company_id, on
        )
        equity = None if given.equity is None else given.equity * rate
        assets, liabilities = (getattr(given, name) for name in WORKING_CAPITAL)
        working_capital = None if assets is None or liabilities is None else (assets - liabilities) * rate
        return equity, working_capital

    @api.model
    def _own_strength(self, account, statement, on):
        """How strong the newest statement is, and the customer's own sales in a year."""
        if not statement:
            return {}
        given = core.completed(statement._to_core())
        rate = self.env["res.currency"]._get_conversion_rate(
            statement.currency_id, account.currency_id, account.company_id, on
        )
        found = ratios(given)
        short_debt = debt = None
        if given.equity and given.equity > 0:
            short_debt, debt = (
                None if amount is None else amount / given.equity
                for amount in (given.current_liabilities, given.total_liabilities)
            )
        sales = None if given.sales is None else given.sales * rate * MONTHS / given.months
        return {
            "strength": strength(found["current_ratio"].value, found["quick_ratio"].value, short_debt, debt),
            "own_sales": sales,
        }

    @api.model
    def _purchases(self, known):
        """Those of a year at the pace so far; of a new customer those expected, while there are few."""
        bought = yearly(known.get("purchases_12m"), known.get("relationship_months"))
        expected = known.get("expected_purchases")
        if known.get("relationship") == "existing" and bought:
            return bought
        return max(filter(None, (bought, expected)), default=None)

    @api.model
    def _credit_days(self, account, known, on):
        """Those asked for, else those of the customer's payment terms; None for payment at once."""
        if asked := known.get("requested_days"):
            return int(asked)
        return self.env["account.payment.term"]._credit_terms(account.payment_term_id.id, on).days or None
