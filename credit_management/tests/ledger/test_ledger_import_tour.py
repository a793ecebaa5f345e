from odoo.tests import tagged

from ..readable_common import ReadableCommon
from .ledger_import_common import LedgerImportCommon


@tagged("post_install", "-at_install")
class TestLedgerImportTour(LedgerImportCommon, ReadableCommon):
    """What an accountant sees: the browser's own errors fail the test."""

    def test_an_accountant_imports_a_ledger(self):
        self.env["res.partner"].create({"name": "Tour Customer", "ref": "T1", "is_company": True})
        # Also an administrator, for the tour starts the scheduled job while the form is open.
        person = self.create_person("tour", "account.group_account_manager,base.group_system")
        self.start_tour("/odoo/credit-ledger-imports", "credit_management_ledger_import", login=person.login)
        one = self.env["credit.ledger.import"].search([], limit=1)
        self.assertEqual((one.state, one.invoice_count, one.user_id), ("done", 3, person))
        self.assertEqual(sorted(one.move_ids.filtered("invoice_date").mapped("amount_residual")), [0, 0, 99])

    def test_readable(self):
        new, done = self.upload(self.rows(3)), self.imported(self.rows(3))
        self.assertReadable(self.accountant, {"new": self.form(new), "done": self.form(done)})
