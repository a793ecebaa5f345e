from dateutil.relativedelta import relativedelta

from odoo import Command
from odoo.tools import date_utils

from .collections_common import CollectionsCommon


class ProvisionCommon(CollectionsCommon):
    """Receivables of which half rolls on every month, and provisions of them in any state."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls._create_user("accountant", "account.group_account_invoice")
        cls.loss, cls.allowance = (
            cls.env["account.account"].create({"name": name, "code": code, "account_type": kind})
            for name, code, kind in (("Loss", "961", "expense"), ("Allowance", "962", "asset_current"))
        )
        cls.company.write({"credit_loss_account_id": cls.loss.id, "credit_allowance_account_id": cls.allowance.id})
        cls.end = date_utils.start_of(cls.today, "month") - relativedelta(days=1)
        cls.before = date_utils.start_of(cls.end, "month") - relativedelta(days=1)
        # One month after the other falls due and half of each is paid: half of what is late rolls on.
        for month in (1, 2, 3, 4, 5, 6, 13):
            due = cls.end - relativedelta(days=30 * month - 15)
            cls._paid(cls, cls._dated(cls, 400, due), 200, due + relativedelta(days=20))

    def _dated(self, amount, due, partner=None):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (partner or self.customer).id,
                "invoice_date": due - relativedelta(days=30),
                "date": due - relativedelta(days=30),
                "invoice_date_due": due,
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create({"name": "Goods", "quantity": 1, "price_unit": amount, "tax_ids": [Command.clear()]})
                ],
            }
        )
        move.action_post()
        return move

    def _paid(self, move, amount, day):
        context = {"active_model": "account.move", "active_ids": move.ids}
        values = {"payment_date": day, "amount": amount}
        self.env["account.payment.register"].with_context(**context).create(values)._create_payments()

    def worked_out(self, date=None, **values):
        posting = self.env["credit.provision.posting"].with_user(self.analyst)
        posting = posting.create({"company_id": self.company.id, "date": date or self.end, **values})
        posting.action_compute()
        return posting

    def booked(self, *args, **values):
        posting = self.worked_out(*args, **values)
        posting.with_user(self.accountant).action_book()
        return posting

    def specific(self, amount, account=None):
        allowance = self.env["credit.account.allowance"].with_user(self.analyst)
        allowance = allowance.create({"account_id": (account or self.account).id, "amount": amount, "reason": "Court"})
        allowance.action_propose()
        allowance.with_user(self.manager).action_approve()
        return allowance

    def standing(self, on):
        domain = [("account_id", "=", self.allowance.id), ("parent_state", "=", "posted"), ("date", "<=", on)]
        return -sum(self.env["account.move.line"].search(domain).mapped("balance"))

    def _write_off(self, move):
        self.env["credit.authority"].sudo().create({"role": "manager", "write_off_unlimited": True})
        values = {"account_id": self.account.id, "cause": "bankrupt", "cause_text": "Court", "course": "Called"}
        lines = [Command.create({"move_line_id": self.line(move).id})]
        write_off = self.env["credit.write.off"].with_user(self.collector).create({**values, "line_ids": lines})
        write_off.action_propose()
        write_off.with_user(self.manager).action_approve()
        write_off.with_user(self.accountant).action_post()
        return write_off
