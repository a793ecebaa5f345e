from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.credit_management.tests.policy.policy_common import PolicyCommon

from .common import TillCommon


@tagged("post_install", "-at_install")
class TestTillMoved(TillCommon, PolicyCommon):
    """What a contact has taken on account at the till stays with its customer, or is judged as the other's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contact = cls.env["res.partner"].create({"name": "Buyer", "parent_id": cls.customer.id})
        cls.small = cls._create_customer("Small")
        cls._limit_to(100, cls._create_account(cls.small, status="active", status_reason="Good"))
        cls.analyst.group_ids |= cls.quick_ref("base.group_partner_manager")
        cls.seller = cls._person("mover", "sales_team.group_sale_salesman_all_leads,base.group_partner_manager")

    def _by_seller(self):
        return self.contact.with_user(self.seller).sudo(False)

    def test_a_salesperson_moves_nobody_who_owes(self):
        self.sell(90, partner=self.contact)
        for vals in ({"parent_id": self.small.id}, {"parent_id": False}):
            with self.assertRaisesRegex(AccessError, "open orders, invoices"), self.cr.savepoint():
                self._by_seller().write(vals)

    def test_nor_once_the_session_is_closed(self):
        """Odoo books one line for all customers: the ticket goes on owing its share."""
        self.sell(90, self.together, partner=self.contact)
        self.close()
        with self.assertRaisesRegex(AccessError, "open orders, invoices"), self.cr.savepoint():
            self._by_seller().write({"parent_id": self.small.id})

    def test_what_is_booked_on_the_customer_stays_there(self):
        self.sell(90, partner=self.contact)
        self.close()
        self._by_seller().write({"parent_id": self.small.id})
        self.assertEqual((self.owed(), self.owed(self.small)), (90, 0))

    def test_who_owes_nothing_moves(self):
        self.sell(90, self.cash, partner=self.contact)
        self._by_seller().write({"parent_id": self.small.id})
        self.assertEqual(self.contact.commercial_partner_id, self.small)

    def test_an_analyst_moves_what_the_other_may_owe(self):
        order = self.sell(90, partner=self.contact)
        self.contact.with_user(self.analyst).write({"parent_id": self.small.id})
        self.env.cr.flush()
        self.assertEqual((self.owed(), self.owed(self.small)), (0, 90))
        found = self.env["credit.till.admission"].search([("pos_order_id", "=", order.id)])
        self.assertEqual(found.partner_id, self.small)

    def test_and_nothing_more(self):
        self.sell(900, partner=self.contact)
        for contact in (self.contact, self.contact.with_user(self.analyst)):
            self.refused(lambda contact=contact: contact.write({"parent_id": self.small.id}), "account of Small")
        self.assertEqual((self.owed(), self.owed(self.small)), (900, 0))

    def test_merged_with_a_contact_of_another(self):
        """The other may owe as much, and does already."""
        large = self._create_customer("Large")
        self._limit_to(1000, self._create_account(large, status="active", status_reason="Good"))
        self.sell(900, partner=self.contact)
        self.sell(200, partner=large)
        other = self.env["res.partner"].create({"name": "Buyer", "parent_id": large.id})
        wizard = self.env(user=self.analyst)["base.partner.merge.automatic.wizard"].create(
            {"partner_ids": [Command.set((self.contact | other).ids)], "dst_partner_id": other.id}
        )
        self.refused(wizard.action_merge, "account of Large")
        self.assertEqual((self.owed(), self.owed(large)), (900, 200))
