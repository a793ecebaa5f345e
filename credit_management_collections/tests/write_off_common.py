from odoo import Command

from .collections_common import CollectionsCommon


class WriteOffCommon(CollectionsCommon):
    """A manager with authority over 1,000, an accountant, accounts for what is written off: factories only."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.accountant = cls._create_user("accountant", "account.group_account_invoice")
        cls.everything = cls._create_user(
            "everything", "account.group_account_invoice,credit_management.credit_management_group_manager"
        )
        accounts = {
            name: cls.env["account.account"].create({"name": name, "code": f"96{place}", "account_type": kind})
            for place, (name, kind) in enumerate(
                {
                    "loss": "expense", "allowance": "asset_current", "bad_debt_tax": "liability_current",
                    "recovery": "income_other",
                }.items()
            )
        }  # fmt: skip
        cls.loss, cls.allowance, cls.tax_account, cls.income = accounts.values()
        cls.company.write({"credit_loss_account_id": cls.loss.id, "credit_recovery_account_id": cls.income.id})
        authorities = cls.env["credit.authority"].sudo()
        authorities.create({"role": "manager", "write_off_amount": 1000, "own_up_to": 1000})

    # === FACTORIES === #

    def write_off(self, *moves, author=None, **values):
        """A complete draft of the first instalments of invoices."""
        usual = {"account_id": self.account.id, "cause": "bankrupt", "cause_text": "Court", "course": "Called"}
        lines = [Command.create({"move_line_id": self.line(move).id}) for move in moves]
        write_offs = self.env["credit.write.off"].with_user(author or self.collector)
        return write_offs.create({**usual, **values, "line_ids": lines})

    def approved(self, *moves, **values):
        write_off = self.write_off(*moves, **values)
        write_off.action_propose()
        write_off.with_user(self.manager).action_approve()
        return write_off

    def posted(self, *moves, **values):
        write_off = self.approved(*moves, **values)
        write_off.with_user(self.accountant).action_post()
        return write_off

    def booked(self, write_off):
        """Balances of its entries by account, receivables left out."""
        lines = write_off.sudo().move_ids.line_ids
        return {line.account_id: line.balance for line in lines if line.account_type != "asset_receivable"}
