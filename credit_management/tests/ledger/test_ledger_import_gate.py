from odoo.tests import tagged

from ..gate.invoice_common import HELD
from ..policy.policy_common import PolicyCommon
from .ledger_import_common import LedgerImportCommon


@tagged("post_install", "-at_install")
class TestLedgerImportGate(PolicyCommon, LedgerImportCommon):
    """Invoices of the past are owed, whatever the policy says of new ones."""

    def setUp(self):
        super().setUp()
        account = self.env["credit.account"].sudo()._for(self.customer, self.company)
        account._credit_by_method().write({"status": "stop", "status_reason": "Pays nothing"})

    def test_what_new_invoices_would_be_held_for(self):
        self.publish(*({"at_invoice": True, "at_confirmation": True, **rule} for rule in HELD))
        one = self.imported([self.row("A-1"), self.row("A-2", paid=-30)])
        invoices = self.moves_of(one).filtered(lambda move: move.move_type == "out_invoice")
        self.assertEqual(set(invoices.mapped("state")), {"posted"})
        self.assertEqual(len(invoices), 2)
        self.assertFalse(invoices.sudo().mapped("credit_hold_id"))

    def test_nobody_is_warned(self):
        one = self.imported([self.row("A-1", amount=10**7)])
        self.assertNotIn("warning", " ".join(self.moves_of(one).sudo().message_ids.mapped("body")))

    def test_a_client_cannot_say_so(self):
        """The mark is an object of the server: no value of a context is."""
        self.publish(*({"at_invoice": True, "at_confirmation": True, **rule} for rule in HELD))
        for value in (True, "IMPORTED", 1, {}):
            move = self.invoice(500, post=False).with_user(self.accountant).with_context(credit_imported=value)
            move.action_post()
            self.assertEqual(move.state, "draft", value)
