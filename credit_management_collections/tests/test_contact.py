from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestContact(AgreedCommon):
    """What was said is written once, in one's own name, and stays."""

    def log(self, user=None, **values):
        return (
            self.env["credit.contact"]
            .with_user(user or self.collector)
            .create({"account_id": self.account.id, **values})
        )

    def test_logged(self):
        contact = self.log(outcome="promised", next_on=self.day(3), text="On Friday")
        self.assertEqual((contact.user_id, contact.day, contact.kind), (self.collector, self.today, "call"))
        with self.assertRaisesRegex(ValidationError, "past"):
            self.log(next_on=self.day(-1))
        with self.assertRaisesRegex(ValidationError, "earlier call"):
            self.log(next_on=self.day(32))

    def test_stays(self):
        contact = self.log()
        for user in (self.collector, self.manager, self.administrator):
            for vals in ({"text": "Never said"}, {"outcome": "promised"}, {"user_id": user.id}):
                with self.subTest(vals), self.assertRaises(AccessError):
                    contact.with_user(user).write(vals)
            with self.assertRaises(UserError):
                contact.with_user(user).unlink()

    def test_in_ones_own_name(self):
        for vals in ({"user_id": self.manager.id}, {"day": self.day(-9)}):
            with self.subTest(vals), self.assertRaises(AccessError):
                self.log(**vals)
        default = {f"default_{name}": value for name, value in {"user_id": self.manager.id}.items()}
        with self.assertRaises(AccessError):
            self.env["credit.contact"].with_user(self.collector).with_context(**default).create(
                {"account_id": self.account.id}
            )

    def test_salespeople_log_with_own_customers(self):
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        self.customer.user_id = seller
        self.assertEqual(self.log(seller).user_id, seller)
        self.customer.user_id = self.manager
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            self.log(seller)
