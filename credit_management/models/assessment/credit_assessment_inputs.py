from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ...const import ADMINISTRATOR, ANALYST

READERS = (
    ANALYST,
    ADMINISTRATOR,
)

# Of certain statements: their ratios, and the equity where there is a balance sheet.
STATEMENT = """
    SELECT statement.account_id, ratio.code, ratio.value::float
      FROM credit_financial_statement statement
      JOIN credit_financial_ratio ratio ON ratio.statement_id = statement.id
     WHERE statement.id IN %(statements)s AND ratio.reason IS NULL
     UNION ALL
    SELECT account_id, 'equity', equity::float
      FROM credit_financial_statement
     WHERE id IN %(statements)s AND (equity <> 0 OR total_liabilities <> 0)
"""

INDUSTRY = """
    SELECT account.id, risk.points::float
      FROM credit_account account
      JOIN credit_industry_risk risk ON risk.industry_id = account.industry_id
     WHERE account.id IN %(accounts)s
"""


class CreditAssessmentInputs(models.AbstractModel):
    """Collects what is known of customers on a day, as scorecards ask for it.

    The only place that does, so that a trial, a comparison and an assessment judge the same facts.
    """

    _name = "credit.assessment.inputs"
    _description = "What Scorecards Look At"

    @api.model
    def _collect_for_user(self, accounts, on):
        """Collect the inputs of accounts the user may read and see judged; see ``_collect``."""
        if not self.env.su and not any(map(self.env.user.has_group, READERS)):
            raise AccessError(
                self.env._(
                    "%(user)s cannot see how customers are judged. Ask a credit analyst.", user=self.env.user.name
                )
            )
        accounts.check_access("read")
        return self._collect(accounts, on)

    @api.model
    def _collect(self, accounts, on):
        """Collect the inputs of each account; an unknown one is left out. A fixed number of queries.

        It sees everything: its callers decide who may see the outcome.

        :param on: the day as of which to look
        :return: ``{account: {characteristic: number, answer or flag}}``, in the order of ``accounts``
        """
        found = {account.id: {} for account in accounts}
        for collect in self._get_sources() if accounts else ():
            for account_id, known in collect(accounts.sudo(), on).items():  # a score reads everything of the account
                found[account_id] |= known
        return {account: found[account.id] for account in accounts}

    @api.model
    def _get_sources(self):
        """Methods that give characteristics by account id, see ``_collect_statement``; for other addons to extend."""
        return (self._collect_statement, self._collect_behaviour, self._collect_survey, self._collect_industry)

    @api.model
    def _collect_statement(self, accounts, on):
        """:return: ``{account id: {ratio: value}}``, and the equity, in the currency of the statement"""
        for model in ("credit.financial.statement", "credit.financial.ratio"):
            self.env[model].flush_model()
        judged = tuple(statement.id for statement in self._statements(accounts, on).values())
        rows = self.env.execute_query(SQL(STATEMENT, statements=judged)) if judged else ()
        found = {}
        for account_id, code, value in rows:
            found.setdefault(account_id, {})[code] = value
        return found

    @api.model
    def _collect_behaviour(self, accounts, on):
        """How the customers have paid, up to the end of the day."""
        figures = self.env["credit.behaviour"]._read(accounts, on)
        return {account.id: self._known(behaviour.inputs()) for account, behaviour in figures.items()}

    @api.model
    def _collect_survey(self, accounts, on):
        """Facts from verified surveys, and whether each customer is new or existing."""
        found = {account.id: {"relationship": kind} for account, kind in accounts._relationships().items()}
        for account_id, survey in self._surveys(accounts, on).items():
            found[account_id] = self._known(survey._facts(on)) | {"relationship": survey.relationship}
        return found

    @api.model
    def _surveys(self, accounts, on):
        """The newest verified survey of each account that may still be relied on."""
        verified = self.env["credit.survey"].sudo()._verified(accounts)  # a score reads every verified survey
        return {account.id: survey for account, survey in verified.items() if survey.valid_to and survey.valid_to >= on}

    @api.model
    def _known(self, values):
        return {code: value for code, value in values.items() if value is not None}

    @api.model
    def _collect_industry(self, accounts, on):
        """The safety of each customer's industry; an industry that is not in the table is not known."""
        for model in ("credit.account", "credit.industry.risk"):
            self.env[model].flush_model()
        rows = self.env.execute_query(SQL(INDUSTRY, accounts=tuple(accounts.ids)))
        return {account_id: {"industry_risk": points} for account_id, points in rows}
