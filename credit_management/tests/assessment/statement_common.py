from odoo import fields

from ...core.assessment.statement import LINES
from ..common import CreditCommon
from .statement_examples import EXAMPLE

FIGURES = {name: getattr(EXAMPLE, name) for name in LINES}


class CreditStatementCommon(CreditCommon):
    """An account and a factory for its statements."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()

    @classmethod
    def _create_statement(cls, year=2024, account=None, user=None, **vals):
        values = {
            "account_id": (account or cls.account).id,
            "period_start": fields.Date.to_date(f"{year}-01-01"),
            "period_end": fields.Date.to_date(f"{year}-12-31"),
            **FIGURES,
            **vals,
        }
        return cls.env["credit.financial.statement"].with_user(user or cls.analyst).create(values)

    @classmethod
    def _other_currency(cls):
        currencies = cls.env["res.currency"].with_context(active_test=False)
        other = currencies.search([("name", "in", ("CHF", "JPY")), ("id", "!=", cls.company.currency_id.id)], limit=1)
        other.active = True
        return other

    @classmethod
    def _ratio(cls, statement, code):
        return statement.ratio_ids.filtered(lambda ratio: ratio.code == code)
