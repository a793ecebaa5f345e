from odoo.tests import HttpCase, tagged

from .statement_common import CreditStatementCommon


@tagged("post_install", "-at_install")
class TestStatementTour(CreditStatementCommon, HttpCase):
    """Tour of an analyst and a manager: the browser's own errors fail the test."""

    def test_an_analyst_corrects_and_confirms_a_statement(self):
        statement = self._create_statement(total_assets=1100)
        self.assertFalse(statement.balanced)
        self.start_tour(
            f"/odoo/credit-accounts/{self.account.id}", "credit_management_statement", login=self.analyst.login
        )
        self.assertEqual((statement.state, statement.total_assets), ("draft", 1000))
        self.start_tour(
            f"/odoo/credit-statements/{statement.id}",
            "credit_management_statement_confirm",
            login=self.manager.login,
        )
        self.assertEqual((statement.state, statement.confirmed_by), ("confirmed", self.manager))
