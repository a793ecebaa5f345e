from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .monitoring_common import MonitoringCommon


@tagged("post_install", "-at_install")
class TestAlertSeller(MonitoringCommon):
    """The alerts of a customer are not for who sells to it, and nobody puts one out of sight."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        analyst = "credit_management.credit_management_group_analyst"
        cls.seller = cls._create_user("selling_analyst", f"{analyst},sales_team.group_sale_salesman")
        cls.contact = cls.env["res.partner"].create(
            {"name": "Buyer", "parent_id": cls.account.partner_id.id, "user_id": cls.seller.id}
        )
        cls.account.controller_id = cls.second_manager
        cls._rule()

    def setUp(self):
        super().setUp()
        self.alert = self.judge()

    def test_not_by_who_sells(self):
        alert = self.alert.with_user(self.seller)
        for outcome in ("false", "effective"):
            with self.subTest(outcome), self.assertRaisesRegex(AccessError, "sells to"), self.cr.savepoint():
                alert.action_close(outcome, "Nothing there")
        for vals in ({"due_date": self._day(9)}, {"owner_id": self.analyst.id}, {"owner_id": False}):
            with self.subTest(vals), self.assertRaisesRegex(AccessError, "sells to"), self.cr.savepoint():
                alert.write(vals)
        alert.action_acknowledge()
        self.assertEqual(self.alert.owner_id, self.second_manager)
        self.alert.owner_id = False  # as the system
        alert.action_act()
        self.assertFalse(self.alert.owner_id)

    def test_who_sells_is_given_none(self):
        self.account.controller_id = self.seller
        self.alert._set_closed("false", "Gone")
        alert = self.judge(percent=99) or self.judge(percent=10) or self.judge(percent=99)
        self.assertNotEqual(alert.owner_id, self.seller)
        with self.assertRaisesRegex(AccessError, "sells to"):
            alert.with_user(self.manager).owner_id = self.seller

    def test_the_owner_sees_it(self):
        for owner in (self.salesperson, self.administrator, self.env["res.users"]):
            with self.subTest(owner=owner.login), self.assertRaises(UserError), self.cr.savepoint():
                self.alert.with_user(self.analyst).owner_id = owner
        self.alert.with_user(self.analyst).owner_id = self.manager
        self.assertEqual(self.alert.owner_id, self.manager)

    def test_put_off(self):
        alert = self.alert.with_user(self.analyst)
        for day in ("2099-01-01", self._day(31), False):
            with self.subTest(day=day), self.assertRaisesRegex(UserError, "put off until"), self.cr.savepoint():
                alert.due_date = day
        alert.due_date = self._day(30)
        self.assertEqual(self.alert.due_date, self._day(30))
        policy = self.env["credit.policy"]._get_in_force(self.company)
        policy._credit_by_method().alert_put_off_days = 10
        with self.assertRaisesRegex(UserError, "put off until"):
            alert.due_date = self._day(31)
        alert.due_date = self._day(5)

    def test_closed_by_another(self):
        self.alert.with_user(self.analyst).action_close("false", "Paid yesterday")
        self.assertEqual(self.alert.state, "closed")
