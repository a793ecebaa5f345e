from odoo import Command

from ..common import CreditCommon
from .policy_common import PolicyCommon


class CreditPolicyCommon(PolicyCommon, CreditCommon):
    """A company of its own with its first policy."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "Other Ltd", "credit_tz": "UTC"})
        people = cls.administrator + cls.salesperson + cls.analyst + cls.manager
        people.write({"company_ids": [Command.set(cls.company.ids)], "company_id": cls.company.id})
        cls.policies = cls.env["credit.policy"]
        cls.default = cls.policies.search([("company_id", "=", cls.company.id)])

    def in_force(self, day=None):
        return self.policies._in_force(self.company, day).version
