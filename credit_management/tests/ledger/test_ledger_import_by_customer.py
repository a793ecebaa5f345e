import base64

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .ledger_import_common import LedgerImportCommon


@tagged("post_install", "-at_install")
class TestLedgerImportByCustomer(LedgerImportCommon):
    """Totals of the old program by customer: typed or listed, and the difference by customer."""

    def upload_two(self, **values):
        rows = [self.row("1"), self.row("2", amount=50, customer="Other", reference=""), self.row("3", paid=-30)]
        return self.upload(rows, create_customers=True, **{"total_accepted": False} | values)

    def row_of(self, one, name):
        return one.total_ids.filtered(lambda row: row.name == name)

    def list_of(self, *rows):
        text = "Customer,Balance\n" + "".join(f"{name},{amount:.2f}\n" for name, amount in rows)
        return {"totals_file": base64.b64encode(text.encode()), "totals_file_name": "aging.csv"}

    def test_typed(self):
        one = self.upload_two()
        self.assertEqual(one.total_ids.mapped(lambda row: (row.name, row.document_count, row.open_amount)), [
            ("Customer", 2, 100), ("Other", 1, 50),
        ])  # fmt: skip
        other = self.row_of(one, "Other")
        one.write({"total_ids": [(1, other.id, {"expected": 80})]})
        self.assertEqual((other.is_given, other.differs, other.difference), (True, True, 30))
        self.assertIn("1 customers differ from the old program: Other by", one.difference_text)
        self.assertIn("30.00", one.difference_text)
        one.total_accepted = True
        with self.assertRaisesRegex(UserError, "1 customers differ from the old program: Other by"):
            one.action_import()
        one.write({"total_ids": [(1, other.id, {"expected": 50})]})
        self.assertFalse(one.difference_text)
        one.action_import()
        self.assertEqual(one.state, "importing")
        with self.assertRaises(UserError):
            one.write({"total_ids": [(1, other.id, {"expected": 80})]})
        with self.assertRaises(UserError):
            other.with_user(self.accountant).write({"expected": 80})

    def test_a_zero_is_ticked(self):
        one = self.upload_two()
        one.write({"total_ids": [(1, self.row_of(one, "Other").id, {"is_given": True})]})
        self.assertEqual(self.row_of(one, "Other").difference, -50)

    def test_all_typed_is_accepted(self):
        one = self.upload_two()
        with self.assertRaisesRegex(UserError, "Compare the totals"):
            one.action_import()
        one.write({"total_ids": [(1, row.id, {"expected": row.open_amount}) for row in one.total_ids]})
        one.action_import()
        self.assertEqual(one.state, "importing")

    def test_what_was_typed_stays(self):
        one = self.upload_two()
        one.write({"total_ids": [(1, self.row_of(one, "Other").id, {"expected": 80})]})
        one.assume_due = True
        self.assertEqual(self.row_of(one, "Other").difference, 30)
        self.assertEqual(len(one.total_ids), 2)

    def test_a_list_in_a_currency_that_is_not_in_use(self):
        one = self.upload_two()
        text = b"Customer,Balance,Currency\nCustomer,100.00,US Dollar\nOther,50.00,XAU\n"
        one.write({"totals_file": base64.b64encode(text), "totals_file_name": "aging.csv"})
        self.assertIn("Not compared, as no currency in use here: XAU", one.totals_note)

    def test_a_list(self):
        one = self.upload_two()
        one.write(self.list_of((" CUSTOMER", 100), ("Other", 75), ("Forgotten", 12), ("Total", 187)))
        self.assertIn("3 customers of the list", one.totals_note)
        self.assertEqual(
            {row.name: row.difference for row in one.total_ids}, {"Customer": 0, "Other": 25, "Forgotten": 12}
        )
        self.assertIn("2 customers differ", one.difference_text)
        one.invalidate_recordset(["total_ids"])
        self.assertEqual(one.total_ids[:2].mapped("differs"), [True, True])  # these come first
        one.write(self.list_of(("Customer", 100), ("Other", 50)))
        self.assertEqual(
            {row.name: row.difference for row in one.total_ids}, {"Customer": 0, "Other": 0, "Forgotten": 0}
        )
        one.action_import()
        self.assertEqual(one.state, "importing")

    def test_who_is_not_in_the_list_owes_nothing_by_it(self):
        one = self.upload_two(**self.list_of(("Customer", 100)))
        self.assertEqual(self.row_of(one, "Other").difference, -50)

    def test_the_list_is_taken_away(self):
        one = self.upload_two(**self.list_of(("Customer", 100), ("Forgotten", 5)))
        one.totals_file = False
        self.assertEqual(one.total_ids.mapped("is_given"), [False, False])
        self.assertFalse(one.difference_text or one.totals_note)

    def test_a_list_that_cannot_be_read(self):
        for content, text in ((b"What,Balance\nA,5\n", "no column of customers"), (b"\xd0\xcf\x11\xe0", "xlsx")):
            one = self.upload_two(totals_file=base64.b64encode(content))
            self.assertIn(text, one.totals_note)
            self.assertFalse(any(one.total_ids.mapped("is_given")))

    def test_two_currencies(self):
        self.env.ref("base.EUR").active = True
        one = self.upload([self.row("1"), self.row("2", amount=40, currency="EUR")], total_accepted=False)
        self.assertEqual(len(one.total_ids), 2)
        text = b"Customer,Currency,Balance\nCustomer,USD,100.00\nCustomer,EUR,30.00\n"
        one.totals_file = base64.b64encode(text)
        self.assertEqual({row.currency_id.name: row.difference for row in one.total_ids}, {"USD": 0, "EUR": -10})

    def test_only_the_total_is_typed(self):
        row = self.upload_two().total_ids[0]
        with self.assertRaises(AccessError):
            row.with_user(self.accountant).write({"open_amount": 1})
        with self.assertRaises(AccessError):
            row.with_user(self.accountant).copy()
        with self.assertRaises(AccessError):
            row.with_user(self.accountant).unlink()

    def test_on_the_form(self):
        one = self.upload_two()
        with Form(one) as form, form.total_ids.edit(0) as line:
            line.expected = 90
            self.assertTrue(line.is_given)
        self.assertEqual(one.total_ids[0].difference, -10)
