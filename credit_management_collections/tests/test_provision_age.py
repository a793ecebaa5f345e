import base64
import io

from dateutil.relativedelta import relativedelta
from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from .provision_common import ProvisionCommon


@tagged("post_install", "-at_install")
class TestProvisionAge(ProvisionCommon):
    """Provisions by the age of a debt, in place of how far receivables roll."""

    def test_by_age(self):
        """By the company's percentages and the days since the invoice; who is judged by name is out of every age."""
        rates = self.env["credit.provision.rate"].search([("company_id", "=", self.company.id)])
        self.assertEqual(rates.mapped("day_from"), [0, 366, 731, 1096, 1461, 1826])
        stranger = self._create_account(self.env["res.partner"].create({"name": "Other", "is_company": True}))
        self._dated(1000, self.end - relativedelta(days=400), stranger.partner_id)
        self._dated(300, self.end - relativedelta(days=400))
        self.specific(600, stranger)
        posting = self.worked_out(method="age")
        matrix = self.env["credit.provision"]._read_by("age", self.company, self.end)
        expected = [matrix.amounts[0], matrix.amounts[1] - 1000, 0, 0, 0, 0]
        self.assertEqual(posting.band_ids.mapped("amount"), expected)
        self.assertEqual(posting.band_ids.mapped("first_day"), rates.mapped("day_from"))
        self.assertFalse(posting.unknown)
        self.assertAlmostEqual(posting.closing, 600 + 0.05 * expected[0] + 0.1 * expected[1], 2)
        file = base64.b64decode(posting.with_context(bin_size=False).workbook)
        book = load_workbook(io.BytesIO(file))
        for name in ("Movement", "Matrix"):
            self.assertEqual(book[name]["A3"].value, "Percentages by Age")
        self.assertIn("Percentages by Age", [cell.value for row in book["Cover"].iter_rows() for cell in row])
        self.assertEqual(self.env["credit.provision.posting"].new({}).method, "age")  # the next one begins with it
        rates[1].percent = 20
        with self.assertRaisesRegex(UserError, "figures of .* have changed"):
            posting.with_user(self.accountant).action_book()
        posting.action_compute()
        token = posting.token
        posting.with_user(self.accountant).action_book()
        with self.assertRaises(UserError):
            posting.method = "roll"
        write_off = self._write_off(self._dated(300, self.end - relativedelta(days=400)))
        self.assertEqual((write_off.provided_known, write_off.provided_amount), (True, 60))
        again = self.worked_out(self.before, method="age")
        again.method = "roll"
        self.assertEqual((again.state, again.token, posting.token), ("draft", False, token))
