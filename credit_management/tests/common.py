from odoo import SUPERUSER_ID, Command, api, fields
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase
from odoo.tests.common import new_test_user


class TwoConnectionsCommon(TransactionCase):
    """Transactions at the same time, on real connections; what they wrote, ``remove`` of the test removes again."""

    def setUp(self):
        super().setUp()
        connection = db_connect(self.env.cr.dbname)
        self.first, self.second = connection.cursor(), connection.cursor()
        self.addCleanup(self.first.close)
        self.addCleanup(self.second.close)
        self.addCleanup(self.remove)
        self.partner_id = self.env.ref("base.main_partner").id
        self.company_id = self.env.ref("base.main_company").id

    def account(self, cursor):
        env = api.Environment(cursor, SUPERUSER_ID, {})
        partner = env["res.partner"].browse(self.partner_id)
        return env["credit.account"]._for(partner, env["res.company"].browse(self.company_id))


class CreditCommon(TransactionCase):
    """People of every role and factories for customers, accounts and limits."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tracking_disable": False, "no_reset_password": True})
        cls.company = cls.env.company
        people = cls._create_users(
            salesperson="sales_team.group_sale_salesman_all_leads",
            analyst="credit_management.credit_management_group_analyst",
            manager="credit_management.credit_management_group_manager",
            manager_2="credit_management.credit_management_group_manager",
            administrator="credit_management.credit_management_group_administrator",
        )
        cls.salesperson, cls.analyst, cls.manager, cls.second_manager, cls.administrator = people
        # Of all companies, or nobody could write what these share.
        cls.administrator.company_ids = [Command.set(cls.env["res.company"].search([]).ids)]

    # === FACTORIES === #

    @classmethod
    def _create_user(cls, name, groups, **vals):
        return new_test_user(cls.env, login=f"credit_test_{name}", groups=f"base.group_user,{groups}", **vals)

    @classmethod
    def _create_users(cls, **people):
        """Users by name and groups as ``_create_user`` makes them, in one go: every class of tests begins with it."""
        groups = {name: f"base.group_user,{more}" for name, more in people.items()}
        return cls.env["res.users"].create(
            [
                {
                    "name": f"credit_test_{name} ({groups[name]})",
                    "login": f"credit_test_{name}",
                    "password": f"credit_test_{name}",
                    "email": "c.c@example.com",
                    "group_ids": [Command.set([cls.env.ref(one).id for one in groups[name].split(",")])],
                }
                for name in people
            ]
        )

    @classmethod
    def _create_customer(cls, name="Customer", **vals):
        return cls.env["res.partner"].create({"name": name, "is_company": True, **vals})

    @classmethod
    def _create_account(cls, partner=None, company=None, **vals):
        account = cls.env["credit.account"]._for(partner or cls._create_customer(), company or cls.company)
        if vals:
            account.sudo().write(vals)  # whoever the test runs as: nobody decides alone what makes it easier
        return account

    @classmethod
    def _propose_limit(cls, account, amount=0.0, author=None, **vals):
        author = author or cls.analyst
        values = {"account_id": account.id, "amount": amount, "reason": "Needed", **vals}
        return cls.env["credit.limit"].with_user(author).create(values)

    @classmethod
    def _approve_limit(cls, account, amount=0.0, approver=None, **vals):
        """A proposal of the analyst that a manager, of unlimited authority by default, has approved."""
        limit = cls._propose_limit(account, amount, **vals)
        if approver is None:
            approver = cls.manager
            cls._grant_authority(approver, unlimited=True)
        limit.with_user(approver).action_approve()
        return limit

    @classmethod
    def _agree_payer(cls, account, payer):
        """A payer that the analyst has proposed and a manager has agreed to."""
        vals = {"account_id": account.id, "payer_id": payer.id, "reason": "One group"}
        agreed = cls.env["credit.payer"].with_user(cls.analyst).create(vals)
        agreed.with_user(cls.manager).action_agree()
        return agreed

    @classmethod
    def _grant_authority(cls, user, amount=0.0, unlimited=False):
        authorities = cls.env["credit.authority"].sudo()  # whoever the test works as
        authorities.search([("user_id", "=", user.id)]).unlink()
        return authorities.create({"user_id": user.id, "amount": amount, "unlimited": unlimited})

    @classmethod
    def _day(cls, offset):
        """A day counted from today at the company."""
        return fields.Date.add(cls.company._credit_today(), days=offset)
