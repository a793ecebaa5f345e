from odoo.tests import tagged

from .request_common import RequestCommon


@tagged("post_install", "-at_install")
class TestLimitRequestVotes(RequestCommon):
    """Whose yes still counts when the last one is said: as for mass changes."""

    def setUp(self):
        super().setUp()
        people = self.manager | self.second_manager | self.third_manager
        self._rung(5_000, (2, people.ids))
        self.request = self._ask(amount=60_000)
        self.request.with_user(self.manager).action_approve()
        self.assertEqual(self.request.step_text, "1 of 2")

    def assertOneMore(self):
        """Two yes, one of which does not count any more: a third person is asked."""
        self.request.invalidate_recordset()
        self.assertEqual(self.request.step_text, "0 of 2")
        self.request.with_user(self.second_manager).action_approve()
        self.assertEqual((self.request.state, self.request.step_text), ("submitted", "1 of 2"))
        self.request.with_user(self.third_manager).action_approve()
        self.assertEqual(self.request.state, "approved")

    def test_who_sells_by_now_has_not_agreed(self):
        self.partner.user_id = self.manager
        self.assertOneMore()

    def test_who_wants_a_limit_by_now_has_not_agreed(self):
        self._propose_limit(self.account, 90_000, author=self.manager)
        self.assertOneMore()

    def test_a_member_who_decides_no_more_has_not_agreed(self):
        self.manager.group_ids = [(6, 0, self.env.ref("base.group_user").ids)]
        self.assertOneMore()

    def test_nor_one_who_has_left(self):
        self.manager.sudo().active = False
        self.assertOneMore()
