from odoo import Command, fields

from .request_common import RequestCommon


class BatchCommon(RequestCommon):
    """Three customers with limits of 1,000, 2,000 and 3,000, and who changes many at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.second_analyst = cls._create_user("analyst_2", "credit_management.credit_management_group_analyst")
        cls.accounts = cls.account
        for number in (1, 2):
            cls.accounts |= cls._create_account(cls._create_customer(f"Buyer {number}"))
        for number, account in enumerate(cls.accounts, 1):
            limit = cls._approve_limit(account, number * 1000, approver=cls.second_manager)
            cls._age(limit)

    @classmethod
    def _age(cls, limit):
        """Approved before the window in which increases add up."""
        moment = fields.Datetime.subtract(fields.Datetime.now(), days=300)
        limit._credit_by_method().write({"approved_on": moment, "valid_from": moment.date()})

    def _owe(self, number, amount):
        """An invoice of the customer of one of the accounts."""
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.accounts[number].partner_id.id,
                "invoice_date": self._day(-3),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [Command.create({"name": "Goods", "price_unit": amount, "tax_ids": []})],
            }
        )
        invoice.action_post()

    def _set_status(self, number, status):
        self.accounts[number]._credit_by_method().write({"status": status, "status_reason": "Test"})

    def _batch(self, preview=True, submit=False, author=None, **vals):
        values = {"percent": 10, "reason": "Prices rise", "domain": str([("id", "in", self.accounts.ids)]), **vals}
        batch = self.env["credit.limit.batch"].with_user(author or self.analyst).create(values)
        if preview or submit:
            batch.action_preview()
        if submit:
            batch.action_submit()
        return batch

    def _limits(self):
        self.env.invalidate_all()
        return [account.effective_limit for account in self.accounts]

    def _line(self, batch, number):
        return batch.line_ids.filtered(lambda line: line.account_id == self.accounts[number])
