from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestSellerFree(CreditCommon):
    """Who was made salesperson to be kept from deciding is freed by an administrator, on record."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._grant_authority(cls.manager, unlimited=True)
        cls.account = cls._create_account(cls._create_customer("Customer"))
        cls.customer = cls.account.partner_id
        cls.limit = cls._propose_limit(cls.account, 500)

    def make_seller(self, partner, user=None):
        """Make somebody salesperson, by whoever may edit the customer, and take him off again."""
        partner.user_id = user or self.manager
        self.env.flush_all()
        partner.user_id = False

    def free(self, user=None, by=None, reason="Made salesperson by mistake"):
        dialog = self.env["credit.seller.free"].with_user(by or self.administrator)
        dialog = dialog.create({"account_id": self.account.id, "user_id": (user or self.manager).id, "reason": reason})
        return dialog.action_free()

    def assertHeld(self, user=None):
        with self.assertRaisesRegex(AccessError, "or did within a year"):
            self.limit.with_user(user or self.manager)._check_hands()

    def test_freed_on_record(self):
        contact = self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id})
        self.make_seller(contact)
        self.make_seller(self.customer)
        order = self.env["sale.order"].create({"partner_id": contact.id, "user_id": self.manager.id})
        order.user_id = self.salesperson
        self.make_seller(self.customer, self.second_manager)
        self.assertHeld()
        dialogs = self.env["credit.seller.free"].with_user(self.administrator)
        with Form(dialogs.with_context(active_id=self.account.id)) as form:
            self.assertEqual(form.former_ids.ids, sorted((self.manager | self.second_manager).ids))
            form.user_id, form.reason = self.manager, "  Made salesperson by mistake "
        form.record.action_free()
        self.limit.with_user(self.manager).action_approve()
        self.assertEqual(self.limit.state, "approved")
        self.assertIn(self.second_manager, self.customer._credit_get_sellers()[self.customer])
        note = self.account.message_ids.filtered(lambda message: "has freed" in message.body)
        self.assertEqual(note.author_id, self.administrator.partner_id)
        for word in (self.administrator.name, self.manager.name, "Customer", ": Made salesperson by mistake"):
            self.assertIn(word, note.body)

    def test_notes_about_other_customers_stay(self):
        other = self._create_customer("Other")
        self.make_seller(other)
        self.make_seller(self.customer)
        self.free()
        self.assertFalse(self.customer._credit_get_sellers()[self.customer])
        self.assertEqual(other._credit_get_sellers()[other], self.manager)

    def test_who_may_not(self):
        self.make_seller(self.customer)
        for user in (self.salesperson, self.analyst, self.second_manager):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.free(by=user)
            with self.subTest(user.login, way="the method"), self.assertRaises(AccessError):
                self.account.with_user(user)._free_former_seller(self.manager, "Please")
        self.manager.group_ids += self.env.ref("credit_management.credit_management_group_administrator")
        with self.assertRaisesRegex(AccessError, "Nobody frees himself"):
            self.free(by=self.manager)
        self.assertHeld()

    def test_what_another_company_knows_too(self):
        other = self.env["res.company"].create({"name": "Our Other Entity"})
        account = self._create_account(self.customer, other)
        self.make_seller(self.customer)
        with self.assertRaisesRegex(AccessError, "Our Other Entity"):
            self.free()
        self.assertHeld()
        self.administrator.company_ids += other
        self.free()
        for one in account | self.account:
            note = one.message_ids.filtered(lambda message: "has freed" in message.body)
            self.assertEqual(note.author_id, self.administrator.partner_id, "noted in each company")

    def test_what_leads_nowhere(self):
        with self.assertRaisesRegex(UserError, "nothing to clear"):
            self.free()
        self.make_seller(self.customer)
        with self.assertRaisesRegex(UserError, "Say why"):
            self.free(reason="  ")
        self.env["res.partner"].create({"name": "Contact", "parent_id": self.customer.id, "user_id": self.manager.id})
        with self.assertRaisesRegex(UserError, "sells to Customer still"), self.cr.savepoint():
            self.free()
        self.assertHeld()
