from datetime import date

from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestMonthlyTerms(TransactionCase):
    """Companies in China find terms by the month; what they delete does not come back."""

    def terms(self, company):
        return self.env["account.payment.term"].search([("company_id", "=", company.id)], order="sequence")

    def test_for_companies_in_china(self):
        china, elsewhere = self.env.ref("base.cn"), self.env.ref("base.be")
        companies = self.env["res.company"].create(
            [{"name": "Here", "country_id": china.id}, {"name": "There", "country_id": elsewhere.id}]
        )
        found = self.terms(companies[0])
        self.assertEqual(found.mapped("name"), [
            "By the Month", "By the Month, 30 Days", "By the Month, 60 Days", "By the Month, 90 Days",
        ])  # fmt: skip
        self.assertFalse(self.terms(companies[1]))
        due = [line._get_due_date(date(2026, 3, 5)) for line in found.line_ids]
        self.assertEqual(due, [date(2026, 3, 31), date(2026, 4, 30), date(2026, 5, 30), date(2026, 6, 29)])
        companies[1].country_id = china
        self.assertEqual(len(self.terms(companies[1])), 4)
        found.unlink()
        self.env["account.payment.term"]._credit_create_all_monthly_terms()
        self.assertFalse(self.terms(companies[0]))
