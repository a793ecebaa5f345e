from odoo.tests import HttpCase, tagged

from .scorecard_common import CreditScorecardCommon


@tagged("post_install", "-at_install")
class TestScorecardTour(CreditScorecardCommon, HttpCase):
    """Tour of an administrator: the browser's own errors fail the test."""

    def test_an_administrator_publishes_a_new_version(self):
        self.account.partner_id.name = "AAA Tried"
        self._create_statement().with_user(self.manager).action_confirm()
        card = self._published(name="Toured")
        login = self.administrator.login
        self.start_tour(f"/odoo/credit-scorecards/{card.id}", "credit_management_scorecard", login=login)
        second = self.cards.search([("family_id", "=", card.id), ("version", "=", 2)])
        self.assertEqual((second.phase, second.criterion_ids.mapped("weight")), ("in_force", [55, 45]))

    def test_an_analyst_compares_two_cards(self):
        self.account.partner_id.name = "AAA Tried"
        self._create_statement().with_user(self.manager).action_confirm()
        self._published(name="Toured", sequence=1)
        self.start_tour("/odoo/credit-scorecards", "credit_management_scorecard_comparison", login=self.analyst.login)
