from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestReleaseAuthority(HoldCommon):
    """How much a person may release, of whom, and never what they asked for."""

    def test_up_to_the_cent(self):
        hold = self.hold(2000.01)
        with self.assertRaisesRegex(AccessError, r"may release up to .*2,000\.00.*Ask a person with more authority"):
            self.release(hold, user=self.analyst)
        hold.order_id.order_line.price_unit = 2000
        self.release(hold, user=self.analyst)
        self.assertEqual(hold.state, "used")

    def test_the_cap_counts_not_the_order(self):
        with self.assertRaises(AccessError):
            self.release(self.hold(1500), user=self.analyst, cap=2000.01)

    def test_releases_of_a_customer_add_up(self):
        self.release(self.hold(1200), user=self.analyst)
        with self.assertRaisesRegex(AccessError, r"would be .*2,400\.00"):
            self.release(self.hold(1200), user=self.analyst)
        other = self._create_customer("Other")
        self._limit_to(10, self._create_account(other))
        self.release(self.stop(self.order(1200, partner_id=other.id)), user=self.analyst)
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            self.release(self.hold(1200), user=self.analyst)

    def test_a_second_release_of_an_order_replaces_the_first(self):
        hold = self.hold(1200)
        self.release(hold, user=self.analyst)
        order = hold.order_id
        order.with_user(self.salesperson).action_credit_request_release("More", 1900)
        self.release(order.credit_hold_id, user=self.analyst)
        self.assertEqual(order._credit_release().cap, 1900)
        other = self.hold(1200)
        self.assertEqual(other._released_before(), 1900)

    def test_without_authority_nothing(self):
        self._grant_release(self.second_manager, 0)
        for user in (self.second_manager, self._approver()):
            with self.subTest(user=user.login), self.assertRaises(AccessError):
                self.release(self.hold(1100), user=user)

    def test_unlimited(self):
        self._grant_release(self.second_manager, unlimited=True)
        hold = self.hold(9_000_000)
        self.release(hold, user=self.second_manager)
        self.assertEqual(hold.state, "used")

    def test_risk_class(self):
        self._grant_release(self.second_manager, 5000, risk_class="low")
        with self.assertRaises(AccessError):
            self.release(self.hold(1500), user=self.second_manager)
        self.account.grade_id = self.env.ref("credit_management.credit_grade_c")
        with self.assertRaises(AccessError):
            self.release(self.hold(1500), user=self.second_manager)
        self.account.grade_id = self.env.ref("credit_management.credit_grade_aa")
        self.release(self.hold(1500), user=self.second_manager)

    def test_risk_class_of_limits(self):
        authority = self._grant_authority(self.second_manager, 5000)
        authority.risk_class = "low"
        limit = self._propose_limit(self.account, 2000)
        self.assertFalse(limit.with_user(self.second_manager).can_decide)
        self.account.grade_id = self.env.ref("credit_management.credit_grade_aa")
        self.env.invalidate_all()
        self.assertTrue(limit.with_user(self.second_manager).can_decide)
        limit.with_user(self.second_manager).action_approve()

    def test_authority_to_release_raises_no_limit(self):
        limit = self._propose_limit(self.account, 1001)
        self.assertFalse(limit.with_user(self.manager).can_decide)
        with self.assertRaises(AccessError):
            limit.with_user(self.manager).action_approve()

    def test_roles_as_installed(self):
        for role, amount in (("analyst", 5000), ("manager", 100_000)):
            record = self.env.ref(f"credit_management.credit_authority_{role}", raise_if_not_found=False)
            self.assertFalse(record, "taken away by the common class: nobody decides by role here")
            with self.subTest(role=role):
                self.env["credit.authority"].create({"role": role, "release_amount": amount})
        self.assertEqual(self.env["credit.authority"]._release_authority(self.second_manager, self.account).amount, 1e5)

    def test_nobody_releases_an_own_request(self):
        for hold in (self.stop(self.order(1500), user=self.manager), self.hold(1500)):
            if hold.requester_id != self.manager:
                hold.order_id.user_id = self.manager
            for action in (self.release, self.refuse):
                with (
                    self.subTest(action.__name__),
                    self.assertRaisesRegex(AccessError, "asked for .* or sells it and cannot decide"),
                ):
                    action(hold)
                with (
                    self.subTest(action.__name__),
                    self.assertRaisesRegex(AccessError, "asked for .* or sells it and cannot decide"),
                ):
                    action(hold.sudo())

    def test_passing_an_order_on_does_not_help(self):
        order = self.order(1500, seller=self.manager)
        hold = self.stop(order, user=self.portal)
        order.user_id = self.salesperson
        with self.assertRaisesRegex(AccessError, "asked for .* or sells it and cannot decide"):
            self.release(hold)

    def test_who_is_entitled(self):
        entitled = self.env["credit.authority"]._entitled
        tested = self.analyst | self.manager
        self.assertEqual(entitled(self.account, 2000) & tested, self.analyst | self.manager)
        self.assertEqual(list(entitled(self.account, 2000) & tested), [self.analyst, self.manager])
        self.assertEqual(entitled(self.account, 2000.01), self.manager)
        self.assertFalse(entitled(self.account, 1e9))
