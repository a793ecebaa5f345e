import base64

from odoo.tests import tagged

from ..core.ledger_sample import SAMPLES
from .ledger_import_common import LedgerImportCommon


@tagged("post_install", "-at_install")
class TestLedgerImportSamples(LedgerImportCommon):
    """The export of each program: imported with at most one answer, and owed afterwards as the file says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.currency"].with_context(active_test=False).search([("name", "in", ("EUR", "CNY"))]).active = True
        cls.books = {code: cls.create_books(code) for code in ("EUR", "CNY")}

    @classmethod
    def create_books(cls, code):
        """A company in this currency, and who imports there."""
        currency = cls.env["res.currency"].search([("name", "=", code)])
        company = cls._create_company(name=f"Books in {code}", currency_id=currency.id)
        company.credit_tz = "UTC"
        return company, cls.create_person(code.lower(), "account.group_account_manager", company)

    def aging(self, company):
        """What is open of each customer by due date, as the aging of the company has it."""
        items = self.env["credit.open.item"]
        domain = [("company_id", "=", company.id), ("amount", "!=", 0)]
        found = {}
        for customer, due, amount in items._read_group(domain, ["partner_id", "date_due:day"], ["amount:sum"]):
            found.setdefault(customer.name, {})[str(due)] = round(amount, 2)
        return found

    def test_each_program(self):
        for sample in SAMPLES:
            with self.subTest(sample.name), self.env.cr.savepoint() as savepoint:
                self.check(sample)
                savepoint.rollback()
                self.env.invalidate_all()

    def check(self, sample):
        company, user = self.books[sample.currency]
        one = self.env["credit.ledger.import"].with_user(user).create(
            {
                "file": base64.b64encode(sample.content), "file_name": sample.name, "company_id": company.id,
                "create_customers": True,
            }
        )  # fmt: skip
        self.assertEqual((one.profile_name, one.fault_text), (sample.program, False))
        self.assertEqual(len((one.question_text or "").splitlines()), bool(sample.asked))
        self.assertEqual(one.ready, not sample.asked)
        if sample.answers:
            one.write(sample.answers)
        self.assertTrue(one.ready, one.question_text)
        one.expected_total = sample.total
        self.assertFalse(one.difference_text)
        one.action_import()
        self.run_job()
        self.assertEqual(one.state, "done", one.failure)
        self.assertEqual(self.aging(company), sample.by_customer)
