from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .ledger_import_common import LedgerImportCommon


@tagged("post_install", "-at_install")
class TestLedgerImportMatch(LedgerImportCommon):
    """Customers of a file that Odoo calls otherwise: proposed, and never taken in silence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mueller = cls.env["res.partner"].create({"name": "Müller Gerätebau GmbH", "is_company": True})

    def upload_of(self, *names, **values):
        return self.upload(
            [self.row(str(number), customer=name, reference="") for number, name in enumerate(names)], **values
        )

    def test_spaces_and_case_are_the_same_name(self):
        one = self.upload_of("MÜLLER  Gerätebau GmbH", "müller gerätebau gmbh ", "customer")
        self.assertEqual((one.known_count, one.new_count, one.ready), (2, 0, True), one.fault_text)
        one.action_import()
        self.run_job()
        invoices = self.moves_of(one).filtered("invoice_date")
        self.assertEqual(len(invoices.filtered(lambda move: move.partner_id == self.mueller)), 2)

    def test_a_similar_name_is_proposed(self):
        one = self.upload_of("Mueller Geraetebau", "Somebody Else Ltd")
        self.assertEqual((one.new_count, one.similar_count), (2, 1))
        first, second = one.match_ids.sorted("name")
        self.assertEqual(
            (first.name, first.proposed_id, first.partner_id.id), ("Mueller Geraetebau", self.mueller, False)
        )
        self.assertFalse(second.proposed_id)
        with self.assertRaisesRegex(UserError, "2 customers of the file are not in Odoo"):
            one.action_import()
        first.action_take()
        self.assertEqual((one.known_count, one.new_count, one.similar_count), (1, 1, 0))
        self.assertIn("Müller Gerätebau GmbH", one.preview)
        one.write({"create_customers": True, "total_accepted": True})
        one.action_import()
        self.run_job()
        self.assertEqual(one.state, "done", one.failure)
        partners = self.moves_of(one).partner_id
        self.assertIn(self.mueller, partners)
        self.assertIn("Somebody Else Ltd", partners.mapped("name"))
        self.assertEqual(len(partners), 2)

    def test_what_is_not_chosen_is_new(self):
        one = self.upload_of("Mueller Geraetebau", create_customers=True)
        one.action_import()
        self.run_job()
        self.assertNotIn(self.mueller, self.moves_of(one).partner_id)

    def test_a_choice_survives_another_reading(self):
        one = self.upload_of("Mueller Geraetebau", "Other")
        one.write({"match_ids": [(1, one.match_ids.filtered("proposed_id").id, {"partner_id": self.customer.id})]})
        one.assume_due = True
        self.assertEqual((one.known_count, one.new_count), (1, 1))
        self.assertIn(self.customer.display_name, one.preview)

    def test_only_the_customer_is_chosen(self):
        one = self.upload_of("Mueller Geraetebau")
        with self.assertRaises(AccessError):
            one.write({"match_ids": [(1, one.match_ids.id, {"name": "Customer"})]})
        with self.assertRaises(AccessError):
            self.env["credit.ledger.match"].with_user(self.accountant).create({"import_id": one.id, "name": "X"})
        one.write({"create_customers": True, "total_accepted": True})
        one.action_import()
        with self.assertRaises(UserError):
            one.match_ids.with_user(self.accountant).write({"partner_id": self.customer.id})
