import base64

from odoo.tests import new_test_user

from ..core.ledger_sheet_common import text_file
from .ledger_post_common import LedgerPostCommon

CRON = "credit_management.credit_ledger_import_cron"
HEADERS = (
    "Customer",
    "Customer No",
    "Invoice Number",
    "Invoice Date",
    "Due Date",
    "Amount",
    "Payment Date",
    "Currency",
)


class LedgerImportCommon(LedgerPostCommon):
    """Files of old ledgers and people who import them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.credit_tz = "UTC"
        cls.accountant = cls.create_person("accountant", "account.group_account_manager")
        cls.customer.ref = "K1"

    @classmethod
    def create_person(cls, name, groups, company=None):
        company = company or cls.company
        return new_test_user(
            cls.env, login=f"ledger_test_{name}", groups=f"base.group_user,{groups}", company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )  # fmt: skip

    def row(self, number, due=-40, amount=100, paid=None, customer="Customer", reference="K1", currency=""):
        paid_on = "" if paid is None else str(self.day(paid))
        return (
            customer,
            reference,
            number,
            str(self.day(due - 30)),
            str(self.day(due)),
            f"{amount:.2f}",
            paid_on,
            currency,
        )

    def rows(self, count, **values):
        return [self.row(f"N{number}", paid=-30 - number % 5, **values) for number in range(count)]

    def upload(self, rows, headers=HEADERS, user=None, **values):
        """A draft import, in the name of an accountant."""
        content = rows if isinstance(rows, bytes) else text_file([headers, *rows])
        values = {
            "file": base64.b64encode(content),
            "file_name": "ledger.csv",
            "company_id": self.company.id,
            "total_accepted": True,
        } | values
        return self.env["credit.ledger.import"].with_user(user or self.accountant).create(values)

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref(CRON).sudo().method_direct_trigger()
        self.env.invalidate_all()

    def imported(self, rows, **values):
        one = self.upload(rows, **values)
        one.action_import()
        self.run_job()
        self.assertEqual(one.state, "done", one.failure)
        return one

    def moves_of(self, one):
        return self.env["account.move"].search([("credit_ledger_import_id", "=", one.id)])
