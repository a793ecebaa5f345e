from odoo import Command

from ..common import CreditCommon


class RequestCommon(CreditCommon):
    """Requests of the salesperson, two managers with large authorities, and a committee where asked for."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partner = cls._create_customer("Buyer", user_id=cls.salesperson.id, email="buyer@example.com")
        cls.env["credit.authority"].sudo().search([]).active = False
        cls.account = cls._create_account(cls.partner)
        cls._grant_authority(cls.manager, 100_000)
        cls._grant_authority(cls.second_manager, 200_000)
        cls.third_manager = cls._create_user("manager_3", "credit_management.credit_management_group_manager")
        cls._grant_authority(cls.third_manager, 50_000)

    @classmethod
    def _rung(cls, above, *steps, **vals):
        rows = [Command.create({"needed": needed, "member_ids": [Command.set(ids)]}) for needed, ids in steps]
        return cls.env["credit.approval.rung"].sudo().create({"above": above, "step_ids": rows, **vals})

    def _ask(self, kind="raise", amount=10_000, author=None, submit=True, **vals):
        values = {"account_id": self.account.id, "kind": kind, "amount": amount, "reason": "More orders", **vals}
        request = self.env["credit.limit.request"].with_user(author or self.salesperson).create(values)
        if submit:
            request.action_submit()
        return request

    @classmethod
    def _lend(cls, absent, substitute):
        return cls.env["credit.absence"].with_user(cls.administrator).create(
            {
                "user_id": absent.id,
                "substitute_id": substitute.id,
                "with_authority": True,
                "date_from": cls._day(0),
                "date_to": cls._day(3),
            }
        )  # fmt: skip
