from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .agreed_common import AgreedCommon


@tagged("post_install", "-at_install")
class TestDisputeAttacks(AgreedCommon):
    """What a dispute lets off, and what it says was credited, takes what any other way would take."""

    def test_a_credit_note_ends_one_dispute(self):
        other = self.invoice(1000, due=-20)
        disputes = self.dispute() | self.dispute(other)
        refund = self.credit_note(self.move)
        disputes[0].with_user(self.manager).action_close("credit_note", "", refund.id)
        with self.assertRaisesRegex(UserError, "another outcome"):
            disputes[1].with_user(self.manager).action_close("credit_note", "", refund.id)

    def test_letting_off_takes_the_authority_of_a_release(self):
        """Or who may release nothing would make room for orders by confirming."""
        first, second = self.dispute(), self.dispute(self.invoice(200, due=-20))
        authorities = self.env["credit.authority"].sudo()
        authorities.search([]).unlink()
        first.with_user(self.second_manager).action_confirm()  # it counts fully: nothing is let off
        first.sudo()._credit_by_method().write({"confirmed_by_id": False})
        self.policy("not")
        with self.assertRaisesRegex(AccessError, "may confirm up to .* Nobody else may"):
            first.with_user(self.manager).action_confirm()
        authority = authorities.create({"user_id": self.manager.id, "release_amount": 1000})
        first.with_user(self.manager).action_confirm()
        with self.assertRaisesRegex(AccessError, r"it would be .*1,200"):
            second.with_user(self.manager).action_confirm()
        self.policy("own_limit", 300)
        authority.release_amount = 300
        second.with_user(self.manager).action_confirm()
