from odoo import Command
from odoo.tests.common import new_test_user

from ..policy.policy_common import PolicyCommon
from .gate_common import GateCommon

HELD = (
    {"kind": "status", "status": "stop", "everybody": True},
    {"kind": "prepaid", "effect": "exempt", "everybody": True},
    {"kind": "exposure"},
)


class InvoiceGateCommon(PolicyCommon, GateCommon):
    """A customer with a limit of 1,000.00, and people who invoice: factories and checks only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = new_test_user(cls.env, "gate_accountant", "account.group_account_user")
        cls.invoicing = new_test_user(cls.env, "gate_invoicing", "account.group_account_invoice")
        cls.both = new_test_user(cls.env, "gate_both", "sales_team.group_sale_salesman,account.group_account_invoice")
        cls.manager = new_test_user(cls.env, "gate_manager", "credit_management.credit_management_group_manager")
        cls.env["credit.authority"].sudo().search([]).unlink()  # nobody of the demonstration is to be asked
        cls.env["credit.authority"].sudo().create({"user_id": cls.manager.id, "release_amount": 100_000})

    def hold_invoices(self):
        """A policy that holds invoices instead of warning of them."""
        return self.publish(*({"at_invoice": True, "at_confirmation": True, **rule} for rule in HELD))

    def draft(self, amount, user=None, **values):
        return self.invoice(amount, post=False, **values).with_user(user or self.accountant)

    def shipped(self, amount=900, **values):
        """An order that was admitted, and its draft invoice."""
        order = self.quotation(amount, **values)
        order.action_confirm()
        self.env.cr.flush()
        return order, self.bill(order.sudo(), post=False).with_user(self.accountant)

    def stop_customer(self):
        self.account.sudo()._credit_by_method().write({"status": "stop", "status_reason": "Pays nothing"})

    def line(self, amount, **values):
        return Command.create({"name": "More", "quantity": 1, "price_unit": amount, "tax_ids": [], **values})

    def notes(self, move):
        return " ".join(move.sudo().message_ids.mapped("body"))

    def assertHeld(self, move):
        self.assertEqual((move.state, move.sudo().credit_hold_state), ("draft", "open"))
        return move.sudo().credit_hold_id

    def assertPosted(self, move, decision=False):
        self.assertEqual((move.state, move.sudo().credit_hold_state), ("posted", decision))
