from odoo.tests import tagged

from odoo.addons.credit_management_forecast.tests.forecast_common import PaidCommon


@tagged("post_install", "-at_install")
class TestPriority(PaidCommon):
    """Who is called first: who will probably not have paid in a month, before who is usually late by a few days."""

    def setUp(self):
        super().setUp()
        self.accounts = self.env["credit.account"]
        for partner in (self.late, self.punctual, self.new):
            self.invoice(1000, partner, due=-10)
            self.accounts |= self._create_account(partner)

    def cases(self):
        self.accounts.sudo()._follow()
        self.env.invalidate_all()
        found = self.env["credit.collection"].sudo().search([("account_id", "in", self.accounts.ids)])
        return {case.partner_id: case for case in found}

    def test_by_age_where_nothing_was_learnt(self):
        self.models.search([]).unlink()
        cases = self.cases()
        self.assertEqual({case.at_risk for case in cases.values()}, {50})
        self.assertEqual({case.forecast_share for case in cases.values()}, {0})

    def test_by_the_forecast_where_there_is_one(self):
        self.learn()
        cases = self.cases()
        self.assertGreater(cases[self.late].at_risk, cases[self.punctual].at_risk)
        self.assertEqual(cases[self.late].forecast_share, 1)

    def test_what_is_older_than_a_forecast_tells_counts_by_age(self):
        self.learn()
        self.invoice(400, self.late, due=-170)
        case = self.cases()[self.late]
        self.assertTrue(0 < case.forecast_share < 1)
        self.assertGreaterEqual(case.at_risk, 400)
