from odoo.exceptions import AccessError
from odoo.tests import tagged

from .hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestHoldRefused(HoldCommon):
    """A refusal is shown on what is asked next, and binds until the facts have changed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._grant_release(cls.manager, 100_000)
        cls.env["credit.authority"].sudo().create({"user_id": cls.second_manager.id, "release_amount": 50_000})

    def _asked_again(self, order=None):
        """A hold that the manager with more authority has refused, and the next one."""
        hold = self.hold(1500)
        hold.with_user(self.manager).action_refuse("Never, they are insolvent")
        return hold, self.stop(order or hold.order_id)

    def test_it_is_shown(self):
        _hold, again = self._asked_again()
        shown = again.with_user(self.second_manager).refused_before_text
        self.assertIn(f"{self.manager.name} refused", shown)
        self.assertIn("Never, they are insolvent", shown)

    def test_another_with_less_authority_does_not_release(self):
        _hold, again = self._asked_again()
        with self.assertRaisesRegex(AccessError, "Never, they are insolvent.*Nothing has changed since"):
            self.release(again, user=self.second_manager)
        dialog = self.env["credit.hold.release"].with_user(self.second_manager)
        dialog = dialog.create({"hold_ids": again.ids, "reason": "Known", "valid_until": self._day(5)})
        self.assertIn("Nothing has changed since", dialog.preview)

    def test_who_refused_or_has_as_much_authority_decides(self):
        _hold, again = self._asked_again()
        self.release(again, user=self.manager)
        _hold, again = self._asked_again()
        self.env["credit.authority"].sudo().search([("user_id", "=", self.second_manager.id)]).release_amount = 100_000
        self.release(again, user=self.second_manager)

    def test_another_order_of_the_customer(self):
        _hold, again = self._asked_again(self.order(1400))
        with self.assertRaisesRegex(AccessError, "Nothing has changed since"):
            self.release(again, user=self.second_manager)

    def test_another_customer(self):
        other = self._create_account(self._create_customer("Other"), status="active", status_reason="Good")
        self._limit_to(1000, other)
        _hold, again = self._asked_again(self.order(1500, partner_id=other.partner_id.id))
        self.release(again, user=self.second_manager)

    def test_facts_that_have_changed(self):
        hold = self.hold(1500)
        hold.with_user(self.manager).action_refuse("Never")
        self._limit_to(1200)
        self.release(self.stop(hold.order_id), user=self.second_manager)

    def test_it_does_not_bind_for_ever(self):
        hold, again = self._asked_again(self.order(1400))
        hold._credit_by_method().decided_on = self._day(-60)
        self.release(again, user=self.second_manager)
