from psycopg2.errors import SerializationFailure

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import CreditCommon, TwoConnectionsCommon


@tagged("post_install", "-at_install")
class TestTwoConnections(TwoConnectionsCommon):
    """Accounts opened and claimed at the same time."""

    def remove(self):
        self.second.rollback()
        self.first.execute("DELETE FROM credit_account WHERE partner_id = %s RETURNING id", [self.partner_id])
        removed = [row[0] for row in self.first.fetchall()]
        self.first.execute("DELETE FROM mail_message WHERE model = 'credit.account' AND res_id = ANY(%s)", [removed])
        self.first.commit()

    def test_one_account(self):
        """The second is told to run again instead of breaking on the constraint, and then finds it."""
        self.second.execute("SELECT 1")  # what the second sees is fixed before the first commits
        opened = self.account(self.first)
        self.first.commit()
        with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
            self.account(self.second)
        self.second.rollback()
        self.assertEqual(self.account(self.second).id, opened.id)

    def test_approvals_pass_one_after_the_other(self):
        self.account(self.first)
        self.first.commit()
        seen = self.account(self.second)
        self.account(self.first)._claim_limits()
        self.first.commit()
        with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
            seen._claim_limits()


@tagged("post_install", "-at_install")
class TestCreditAccount(CreditCommon):
    """One account per customer and company, and who changes what about it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._create_customer()
        cls.account = cls._create_account(cls.customer)

    # === ONE ACCOUNT === #

    def test_found_again(self):
        self.assertEqual(self._create_account(self.customer), self.account)

    def test_contacts_and_branches_share_it(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        for partner, company in ((contact, self.company), (self.customer, branch), (contact, branch)):
            with self.subTest(partner=partner.name, company=company.name):
                self.assertEqual(self._create_account(partner, company), self.account)

    def test_created_by_hand_for_a_contact(self):
        other = self._create_customer("Other")
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": other.id})
        account = self.env["credit.account"].create({"partner_id": contact.id})
        self.assertEqual(account.partner_id, other)

    def test_many_at_once(self):
        partners = self.customer.create([{"name": f"P{number}"} for number in range(20)])
        accounts = self.env["credit.account"]._for(partners | self.customer, self.company)
        self.assertEqual(accounts.partner_id, partners | self.customer)
        self.assertEqual(self.env["credit.account"]._for(partners | self.customer, self.company), accounts)

    def test_opened_complete(self):
        self.company.credit_controller_id = self.analyst
        account = self._create_account(self._create_customer("Complete"))
        self.assertEqual(account.status, "not_assessed")
        self.assertEqual(account.controller_id, self.analyst)
        self.assertEqual(account.partner_name, "Complete")
        self.assertEqual(account.currency_id, self.company.currency_id)
        self.assertTrue(account.message_ids)

    def test_salespeople_cause_accounts_but_do_not_create_them(self):
        accounts = self.env["credit.account"].with_user(self.salesperson)
        other = self._create_customer("Other")
        self.assertEqual(accounts._for(other, self.company).partner_id, other)
        with self.assertRaises(AccessError):
            accounts.create({"partner_id": self._create_customer("Third").id})

    def test_a_customer_of_another_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        customer = self._create_customer("Theirs", company_id=other.id)
        with self.assertRaisesRegex(ValidationError, "Theirs belongs to Other"):
            self.env["credit.account"].create({"partner_id": customer.id, "company_id": self.company.id})

    def test_it_stays_with_its_customer(self):
        other = self._create_customer("Other")
        with self.assertRaisesRegex(AccessError, "stays with its customer"):
            self.account.partner_id = other

    # === WHO DECIDES === #

    def test_direct_writes_below_manager(self):
        grade = self.env.ref("credit_management.credit_grade_aaa")
        decisions = [
            {"status": "active", "status_reason": "Hurry"},
            {"grade_id": grade.id},
            {"score": 99.0},
            {"risk_class": "low"},
            {"payment_term_id": self.env.ref("account.account_payment_term_45days").id},
            {"late_interest_rate": 1.0},
        ]
        for user in (self.salesperson, self.analyst, self.administrator):
            for vals in decisions:
                with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError):
                    self.account.with_user(user).with_context(credit_by_method=True).write(vals)

    def test_analysts_are_told_which_field(self):
        with self.assertRaisesRegex(AccessError, "“Grade”.*credit manager"):
            self.account.with_user(self.analyst).grade_id = self.env.ref("credit_management.credit_grade_a")

    def test_decisions_cannot_come_with_a_new_account(self):
        accounts = self.env["credit.account"].with_user(self.analyst)
        vals = {"partner_id": self._create_customer("New").id}
        grade = self.env.ref("credit_management.credit_grade_aaa").id
        term = self.env.ref("account.account_payment_term_45days").id
        for name, value in (("status", "active"), ("grade_id", grade), ("score", 9.0), ("payment_term_id", term)):
            with self.subTest(name), self.assertRaises(AccessError):
                accounts.create({**vals, name: value})
            with self.subTest(f"default of {name}"), self.assertRaises(AccessError):
                accounts.with_context(**{f"default_{name}": value}).create(vals)

    def test_defaults_do_not_reach_an_account_opened_on_the_way(self):
        accounts = self.env["credit.account"].with_user(self.salesperson)
        account = accounts.with_context(default_status="active")._for(self._create_customer("New"), self.company)
        self.assertEqual(account.status, "not_assessed")

    def test_analysts_look_after_accounts(self):
        self.account.with_user(self.analyst).controller_id = self.analyst
        self.assertEqual(self.account.controller_id, self.analyst)

    def test_managers_grade(self):
        self.account.grade_id = self.env.ref("credit_management.credit_grade_a")
        self.account.with_user(self.manager).grade_id = self.env.ref("credit_management.credit_grade_d")
        self.assertEqual(self.account.risk_class, "high")

    def test_status_needs_a_reason(self):
        with self.assertRaisesRegex(UserError, "Say why"):
            self.account.with_user(self.manager).status = "stop"
        with self.assertRaisesRegex(UserError, "Say why"):
            self.account.with_user(self.manager).action_set_status("stop", " ")

    def test_status_dialog(self):
        dialog = self.env["credit.status.change"].with_user(self.manager).with_context(active_ids=self.account.ids)
        with Form(dialog) as form:
            form.status = "stop"
            form.reason = "Insolvent"
        form.record.action_apply()
        self.assertEqual((self.account.status, self.account.status_reason), ("stop", "Insolvent"))
        self.flush_tracking()
        changes = self.account.message_ids.tracking_value_ids.mapped("new_value_char")
        self.assertIn("Stop", changes)

    def flush_tracking(self):
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_status_only_by_managers(self):
        for user in (self.salesperson, self.analyst, self.administrator):
            with self.subTest(user=user.login), self.assertRaisesRegex(AccessError, "no credit manager"):
                self.account.with_user(user).action_set_status("active", "Because")

    # === TERMS === #

    def test_payment_terms_are_the_customer_s_own(self):
        term = self.env.ref("account.account_payment_term_45days")
        self.account.payment_term_id = term
        self.assertEqual(self.customer.property_payment_term_id, term)
        self.customer.property_payment_term_id = False
        self.assertFalse(self.account.payment_term_id)

    def test_payment_terms_of_another_company_are_left_alone(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.account.payment_term_id = self.env.ref("account.account_payment_term_45days")
        self.assertFalse(self.customer.with_company(other).property_payment_term_id)

    # === FINDING === #

    def test_name_and_search_by_name(self):
        customer = self._create_customer("Zebra Imports")
        account = self._create_account(customer)
        self.assertIn("Zebra Imports", account.display_name)
        customer.active = False
        found = self.env["credit.account"].name_search("zebra imp")
        self.assertEqual([identifier for identifier, _name in found], account.ids)

    def test_name_names_the_company_where_there_are_several(self):
        other = self.env["res.company"].create({"name": "Other"})
        companies = [Command.set((self.company | other).ids)]
        user = self._create_user("group", "credit_management.credit_management_group_user", company_ids=companies)
        self.assertEqual(self.account.with_user(user).display_name, f"Customer ({self.company.name})")
