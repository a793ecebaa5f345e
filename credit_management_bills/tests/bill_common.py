from odoo import Command
from odoo.tests.common import new_test_user

from odoo.addons.credit_management.tests.gate.gate_common import GateCommon


class BillCommon(GateCommon):
    """Receipts by bill from a customer with a limit of 1,000.00: factories only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bank = cls.env["res.bank"].create({"name": "Sound Bank"})
        account = cls.env["account.account"].create(
            {"name": "Bills Receivable", "code": "112100", "account_type": "asset_current", "reconcile": True}
        )
        methods = [cls.env.ref(f"credit_management_bills.account_payment_method_{kind}_bill") for kind in KINDS]
        cls.journal = cls.env["account.journal"].create(
            {
                "name": "Bills",
                "code": "ACCB",
                "type": "cash",
                "inbound_payment_method_line_ids": [
                    Command.create({"payment_method_id": method.id, "payment_account_id": account.id})
                    for method in methods
                ],
            }
        )
        cls.accountant = new_test_user(cls.env, "bill_accountant", "account.group_account_user")
        cls.clerk = new_test_user(cls.env, "bill_clerk", "account.group_account_invoice")
        cls.analyst = new_test_user(cls.env, "bill_analyst", "credit_management.credit_management_group_analyst")
        for user in (cls.accountant, cls.clerk, cls.analyst):
            user.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})

    def method_line(self, kind):
        code = f"credit_{kind}_bill"
        return self.journal.inbound_payment_method_line_ids.filtered(lambda line: line.code == code)

    def paper(self, kind, matures=90, **values):
        return {
            "journal_id": self.journal.id,
            "payment_method_line_id": self.method_line(kind).id,
            "credit_bill_number": "B-1",
            "credit_bill_bank_id": self.bank.id if kind == "bank" else False,
            "credit_bill_acceptor": "A Company" if kind == "commercial" else False,
            "credit_bill_matures_on": self.day(matures),
        } | values

    def take(self, moves, kind="commercial", amount=None, received=0, **values):
        """The payment of invoices by a bill received so many days from today."""
        return self.pay(moves, amount, payment_date=self.day(received), **self.paper(kind, **values))

    def lay_by(self, amount, kind="commercial", received=0, **values):
        """A bill that pays no invoice yet."""
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": amount,
                "date": self.day(received),
            }
            | self.paper(kind, **values)
        )
        payment.action_post()
        return payment


KINDS = ("bank", "commercial")
