import re
from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged
from odoo.tools import SQL

from ...models.exposure.res_partner import ENTITY
from ...sql.exposure import claim
from ..gate.hold_common import HoldCommon

# Columns of a customer that decide something and are no part of who it is, each with what keeps it from being used.
ELSEWHERE = {
    "country_id": "scope of a rule, agreed facts of the account",
    "industry_id": "scope of a rule, agreed facts of the account",
    "property_payment_term_id": "refused to salespeople by TestPartnerTerms",
    "credit_limit": "refused to everybody by TestNativeLimit",
    "use_partner_credit_limit": "the same field, computed",
    "tz": "read of companies only",
}


@tagged("post_install", "-at_install")
class TestCustomerIdentity(HoldCommon):
    """A salesperson never moves credit or debts from one legal entity to another, whichever way it is written."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.seller = cls._create_user("seller", "sales_team.group_sale_salesman_all_leads,base.group_partner_manager")
        cls.seller.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.group = cls._create_customer("Group")
        cls.stopped = cls.env["res.partner"].create({"name": "Stopped", "is_company": False})
        cls.account_stopped = cls._create_account(cls.stopped, status="stop", status_reason="Fraud")

    def firm(self, partner, bill_to=None):
        order = self.order(100, partner_id=partner.id, partner_invoice_id=(bill_to or partner).id)
        order.action_confirm()
        self.assertEqual(order.state, "sale")
        return order

    # === WAYS TO WRITE === #

    def by_write(self, partner, vals):
        partner.with_user(self.seller).write(vals)

    def by_rpc(self, partner, vals):
        context = {"credit_by_method": True, "default_is_company": True, "bypass_lock_check": True}
        call_kw(self.env["res.partner"].with_user(self.seller), "write", [partner.ids, vals], {"context": context})

    def by_web_save(self, partner, vals):
        call_kw(self.env["res.partner"].with_user(self.seller), "web_save", [partner.ids, vals], {"specification": {}})

    def by_import(self, partner, vals):
        xml_id = f"__test__.partner_{partner.id}"
        if not self.env.ref(xml_id, raise_if_not_found=False):
            self.env["ir.model.data"].create(
                {"module": "__test__", "name": f"partner_{partner.id}", "model": "res.partner", "res_id": partner.id}
            )
        columns = [name if name == "is_company" else f"{name}/.id" for name in vals]
        row = [xml_id, *("1" if value is True else str(value or "") for value in vals.values())]
        partners = self.env["res.partner"].with_user(self.seller)
        result = partners.load(["id", *columns], [row])
        if not result["ids"]:
            raise AccessError(str(result["messages"]))

    def by_user(self, partner, vals):
        """Through a user whose partner it is: only who may edit users, or nobody."""
        user = self._create_user(f"of_{partner.id}", "base.group_user", partner_id=partner.id)
        user.with_user(self.seller).write(vals)

    def by_parent(self, partner, vals):
        if vals.get("parent_id"):
            parent = self.env["res.partner"].browse(vals["parent_id"])
            parent.with_user(self.seller).write({"child_ids": [Command.link(partner.id)]})
        elif partner.parent_id and "parent_id" in vals:
            partner.parent_id.with_user(self.seller).write({"child_ids": [Command.unlink(partner.id)]})
        else:
            parent = partner.parent_id or self.group
            parent.with_user(self.seller).write({"child_ids": [Command.update(partner.id, vals)]})

    def by_new_parent(self, partner, vals):
        self.env["res.partner"].with_user(self.seller).create(
            {"name": "New parent", "is_company": True, "child_ids": [Command.link(partner.id)]}
        )

    def ways(self):
        return [
            self.by_write, self.by_rpc, self.by_web_save, self.by_import, self.by_user, self.by_parent,
            self.by_new_parent,
        ]  # fmt: skip

    @contextmanager
    def as_seller(self):
        """As in a request of the seller: commands on contacts run as the user whose transaction it is."""
        transaction = self.env.transaction
        before, transaction.default_env = transaction.default_env, self.env(user=self.seller)
        try:
            yield
        finally:
            transaction.default_env = before

    def standing(self, partner):
        """Who answers for the partner, and what has been decided about that customer."""
        partner.invalidate_recordset()
        customer = partner.commercial_partner_id
        accounts = self.env["credit.account"].search([("partner_id", "=", customer.id)])
        return customer, accounts.ids, accounts.mapped("status"), customer.active

    def assert_kept(self, partner, way, vals):
        """The way is refused with a sentence, or nothing about the customer has changed."""
        before, sentence = self.standing(partner), None
        with self.env.cr.savepoint() as savepoint:
            try:
                with self.as_seller():
                    way(partner, dict(vals))  # Odoo takes values out of them
                    self.env.flush_all()
            except UserError as error:  # an AccessError is one
                sentence = str(error)
                savepoint.rollback()
            self.assertEqual(self.standing(partner)[:3], before[:3])
            savepoint.rollback()
        self.env.invalidate_all()
        return sentence

    # === ENUMERATION === #

    def decisive(self):
        """Every stored column of a customer that Odoo derives the entity from, or that the queries here read."""
        names = {path.split(".")[0] for path in self.env.registry.field_depends[self.commercial]} | {
            self.commercial.name
        }
        names |= set(self.env["credit.open.item"]._columns_read()["res.partner"]) | claim.COLUMNS["res_partner"]
        source = SQL("SELECT prosrc FROM pg_proc WHERE proname = 'credit_customer_facts'")
        names |= set(re.findall(r"\bcustomer\.(\w+)", self.env.execute_query(source)[0][0]))
        return names - {"id"}

    @property
    def commercial(self):
        return self.env["res.partner"]._fields["commercial_partner_id"]

    def test_every_column_is_known(self):
        """A column newly read of a customer has to be guarded here, or named with what guards it."""
        self.assertEqual(self.decisive() - ELSEWHERE.keys(), ENTITY)

    def test_every_column_by_every_way(self):
        other = self._create_customer("Other")
        contact = self.env["res.partner"].create({"name": "Invoices", "parent_id": other.id, "type": "invoice"})
        self.firm(contact)
        self._create_account(other)
        attempts = [
            (self.stopped, {"parent_id": self.group.id}),
            (self.stopped, {"commercial_partner_id": self.group.id}),
            (self.stopped, {"parent_id": self.group.id, "is_company": False}),
            (self.stopped, {"active": False}),
            (self.stopped, {"company_id": self.company.id}),
            (contact, {"parent_id": self.group.id}),
            (contact, {"parent_id": False}),
            (contact, {"is_company": True}),
            (contact, {"commercial_partner_id": self.group.id}),
        ]
        self.assertLessEqual(ENTITY, {name for _partner, vals in attempts for name in vals})
        for partner, vals in attempts:
            for way in self.ways():
                with self.subTest(partner=partner.name, vals=dict(vals), way=way.__name__):
                    self.assert_kept(partner, way, vals)

    def test_the_sentence_asks_for_an_analyst(self):
        for way in (self.by_write, self.by_rpc, self.by_web_save, self.by_parent):
            with self.subTest(way=way.__name__):
                sentence = self.assert_kept(self.stopped, way, {"parent_id": self.group.id})
                self.assertIn("Stopped belongs to", sentence)
                self.assertIn("Ask a credit analyst", sentence)

    # === ATTACKS === #

    def test_given_a_parent_and_taken_back(self):
        """A company that becomes a contact would leave its status to the parent, and come back without one."""
        firm = self._create_customer("Firm")
        self._create_account(firm, status="stop", status_reason="Fraud")
        firm.parent_id = self.group  # a subsidiary: it keeps its account
        with self.assertRaisesRegex(AccessError, "Ask a credit analyst"):
            firm.with_user(self.seller).is_company = False

    def test_a_contact_of_a_stopped_customer_leaves(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.stopped.id})
        for vals in ({"parent_id": False}, {"is_company": True}, {"parent_id": self.group.id}):
            refusal = self.assertRaisesRegex(AccessError, "Stopped")
            with self.subTest(vals=vals), refusal, self.cr.savepoint():
                contact.with_user(self.seller).write(dict(vals))

    def test_an_invoice_contact_made_a_child_afterwards(self):
        payer = self.env["res.partner"].create({"name": "Payer"})
        self.firm(self.group, payer)
        with self.assertRaisesRegex(AccessError, "which company .*Payer belongs to"):
            payer.with_user(self.seller).parent_id = self.group

    def test_a_grandchild_moves_with_its_parent(self):
        middle = self.env["res.partner"].create({"name": "Middle", "parent_id": self.group.id})
        leaf = self.env["res.partner"].create({"name": "Leaf", "parent_id": middle.id})
        self.firm(leaf)
        with self.assertRaisesRegex(AccessError, "which company .*Leaf belongs to"):
            middle.with_user(self.seller).parent_id = False

    def test_a_deleted_parent_leaves_no_claims(self):
        contact = self.env["res.partner"].create({"name": "Left", "parent_id": self.group.id})
        self.firm(contact)
        with self.assertRaises(UserError):
            self.group.with_user(self.seller).unlink()

    def test_a_new_partner_s_entity_is_computed(self):
        partners = self.env["res.partner"].with_user(self.seller)
        with self.assertRaisesRegex(AccessError, "commercial entity"):
            partners.create({"name": "Forged", "commercial_partner_id": self.customer.id})
        forged = partners.with_context(default_commercial_partner_id=self.customer.id).create({"name": "Forged"})
        self.assertEqual(forged.commercial_partner_id, forged)

    def test_merge(self):
        vals = {"name": "Twin", "email": "twin@example.com"}
        twin = self.env["res.partner"].create(vals)
        self.stopped.email = twin.email
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.seller)
        with self.assertRaisesRegex(AccessError, "Ask a credit analyst"):
            wizard._merge((self.stopped | twin).ids, twin)
        wizard._update_foreign_keys(twin, self.stopped)  # one without credit may go

    # === WHAT STAYS FREE === #

    def test_customers_without_credit_are_free(self):
        person = self.env["res.partner"].create({"name": "Person"}).with_user(self.seller)
        with Form(person) as form:
            form.parent_id = self.group
        person.parent_id = False
        self.assertEqual(person.commercial_partner_id, person)

    def test_contacts_of_a_customer_come_and_go(self):
        contact = self.env["res.partner"].with_user(self.seller).create(
            {"name": "Contact", "parent_id": self.customer.id}
        )  # fmt: skip
        contact.parent_id = self.group
        self.assertEqual(contact.commercial_partner_id, self.group)

    def test_an_analyst_moves_account_and_orders_together(self):
        self.analyst.group_ids |= self.env.ref("base.group_partner_manager")
        person = self.env["res.partner"].create({"name": "Person"})
        account = self._create_account(person, status="active", status_reason="Good")
        self._limit_to(500, account)
        order = self.firm(person)
        person.with_user(self.analyst).parent_id = self.group
        self.assertEqual(account.partner_id, self.group)
        item = self.env["credit.open.item"].search([("order_id", "=", order.id)])
        self.assertEqual(item.partner_id, self.group)
