from odoo import fields
from odoo.exceptions import UserError
from odoo.tests.common import new_test_user

from ..exposure.ledger_common import LedgerCommon


class GateCommon(LedgerCommon):
    """A customer with a limit of 1,000.00, and a salesperson: factories and checks only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls.env["credit.account"]._for(cls.customer, cls.company)
        cls.limit = cls.grant(cls.account, 1000)
        cls.salesperson = new_test_user(cls.env, "gate_seller", "sales_team.group_sale_salesman_all_leads")

    @classmethod
    def grant(cls, account, amount, **values):
        """A limit approved by somebody else, as if from the beginning of the year."""
        manager = new_test_user(
            cls.env, f"granting_{account.id}_{amount}", "credit_management.credit_management_group_manager"
        )
        limit = cls.env["credit.limit"].create({"account_id": account.id, "amount": amount, "reason": "Test", **values})
        limit._credit_by_method().write(
            {"state": "approved", "counts": True, "approver_id": manager.id, "approved_on": fields.Datetime.now()}
        )
        return limit

    def quotation(self, amount, **values):
        return self.order(1, price=amount, confirm=False, **values).with_user(self.salesperson).sudo(False)

    def agree_payer(self, payer):
        """Let the payer be billed for orders of the customer."""
        vals = {"account_id": self.account.id, "payer_id": payer.id, "reason": "One group", "state": "agreed"}
        decided = {"approver_id": self.env.uid, "valid_from": "2026-01-01"}
        return self.env["credit.payer"]._credit_by_method().create(vals | decided)

    def assertConfirms(self, order):
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def assertRefused(self, call, pattern="cannot be confirmed"):
        with self.assertRaisesRegex(UserError, pattern), self.cr.savepoint():
            call()


class GroupCommon(GateCommon):
    """A second customer and a group, for both to belong to: factories only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.partner"].create({"name": "Sister", "is_company": True})
        cls.other_account = cls.env["credit.account"]._for(cls.other, cls.company)
        cls.group = cls.env["credit.group"].create({"name": "Acme Group", "lead_id": cls.account.id})

    @classmethod
    def decided(cls, model, **vals):
        manager = new_test_user(
            cls.env,
            f"group_{model}_{cls.env['credit.group.member'].search_count([])}_{len(cls.env[model].search([]))}",
            "credit_management.credit_management_group_manager",
        )
        part = cls.env[model].create({"group_id": cls.group.id, "reason": "Test", **vals})
        part._credit_by_method().write(
            {"state": "approved", "counts": True, "approver_id": manager.id, "approved_on": fields.Datetime.now()}
        )
        return part

    def join(self, account, **vals):
        return self.decided("credit.group.member", account_id=account.id, **vals)

    def share(self, amount, **vals):
        return self.decided("credit.group.limit", amount=amount, **vals)

    def of_other(self, amount):
        return self.quotation(amount, partner_id=self.other.id, partner_invoice_id=self.other.id)
