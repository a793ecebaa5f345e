from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestSellers(CreditCommon):
    """Whoever takes himself off as salesperson is no freer to decide for a year."""

    def test_who_was_the_seller(self):
        self._grant_authority(self.manager, unlimited=True)
        account = self._create_account(self._create_customer("Customer"))
        customer, limit = account.partner_id, self._propose_limit(account, 500)
        partners = self.env["res.partner"]
        contact = partners.create({"name": "Contact", "parent_id": customer.id})
        other, twin = partners.create([{"name": name, "is_company": True} for name in ("Other", "Twin")])
        merge = self.env["base.partner.merge.automatic.wizard"]

        def sold(**values):
            return self.env["sale.order"].create({"partner_id": contact.id, "user_id": self.manager.id, **values})

        def given(partner):
            partner.user_id = self.manager
            self.env.flush_all()
            return partner

        for way, act in {
            "customer": lambda: given(customer).write({"user_id": False}),
            "contact": lambda: given(contact).write({"user_id": self.salesperson.id}),
            "contact moved": lambda: given(contact).write({"parent_id": other.id}),
            "contact deleted": lambda: given(contact).unlink(),
            "merged": lambda: given(twin) and merge._merge((twin | customer).ids, customer, extra_checks=False),
            "order": lambda: sold().write({"user_id": self.salesperson.id}),
            "order of another": lambda: sold().write({"partner_id": other.id, "partner_invoice_id": other.id}),
            "order dated back": lambda: sold().write({"date_order": "2020-01-01"}),
            "order born old": lambda: sold(date_order="2020-01-01"),
            "order cancelled": lambda: sold()._action_cancel(),
            "order deleted": lambda: sold().unlink(),
        }.items():
            with self.subTest(way), self.cr.savepoint() as savepoint:
                limit.with_user(self.manager)._check_hands()
                act()
                limit.with_user(self.second_manager)._check_hands()
                with self.assertRaisesRegex(AccessError, "sells to .*, or did within a year"):
                    limit.with_user(self.manager).action_approve()
                self.assertIn(customer, partners._credit_get_sold_to(self.manager))
                savepoint.rollback()

    def test_what_was_long_ago(self):
        customer = self._create_customer("Customer")
        customer.user_id = self.manager
        self.env.flush_all()
        customer.user_id = False
        self.assertEqual(customer._credit_get_sellers()[customer], self.manager)
        self.env.cr.execute("UPDATE credit_sold SET until = until - interval '366 days'")
        self.assertFalse(customer._credit_get_sellers()[customer])
        self.assertFalse(customer._credit_get_sold_to(self.manager))
