from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestEnd(CreditCommon):
    """A limit ends early: on a day, for a reason, by a credit manager."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.account = cls._create_account()

    def amount_on(self, offset):
        return self.env["credit.limit"]._effective(self.account, self._day(offset))[self.account].amount

    def end(self, limit, offset, reason="Bad news"):
        limit.with_user(self.manager).action_end(self._day(offset), reason)

    def test_at_once(self):
        self._approve_limit(self.account, 300)
        limit = self._approve_limit(self.account, 500)
        self.end(limit, -1)
        self.assertEqual((limit.state, limit.end_reason), ("ended", "Bad news"))
        self.assertEqual((self.account.effective_limit, self.account.limit_expired), (0, True))

    def test_on_a_later_day(self):
        limit = self._approve_limit(self.account, 500)
        self.end(limit, 5)
        self.assertEqual([self.amount_on(day) for day in (5, 6)], [500, 0])

    def test_before_it_begins(self):
        """Then it never was, and what it would have replaced stands."""
        self._approve_limit(self.account, 300)
        limit = self._approve_limit(self.account, 500, valid_from=self._day(10))
        self.end(limit, -1)
        self.assertEqual(self.amount_on(20), 300)

    def test_a_reduction_to_come_is_undone_within_authority(self):
        limit = self._approve_limit(self.account, 500)
        long_ago = fields.Datetime.subtract(fields.Datetime.now(), days=99)  # longer than the window
        limit._credit_by_method().write({"valid_from": self._day(-99), "approved_on": long_ago})
        reduction = self._approve_limit(self.account, 50, valid_from=self._day(10))
        self.env["credit.authority"].search([]).unlink()
        self._grant_authority(self.second_manager, 449)
        with self.assertRaisesRegex(AccessError, "450"):
            reduction.with_user(self.second_manager).action_end(self._day(-1), "Better news")
        self._grant_authority(self.second_manager, 450)
        reduction.with_user(self.second_manager).action_end(self._day(-1), "Better news")
        self.assertEqual(self.amount_on(20), 500)

    def test_ending_needs_no_authority_where_nothing_rises(self):
        limit = self._approve_limit(self.account, 500)
        self.env["credit.authority"].search([]).unlink()
        self.end(limit, 0)
        self.assertEqual(limit.state, "ended")

    def test_not_in_the_past_and_not_later_than_agreed(self):
        limit = self._approve_limit(self.account, 500, valid_to=self._day(5))
        for offset in (-2, 6):
            with self.subTest(offset=offset), self.assertRaises(UserError):
                self.end(limit, offset)

    def test_needs_a_reason_and_a_manager(self):
        limit = self._approve_limit(self.account, 500)
        with self.assertRaisesRegex(UserError, "why it ends"):
            self.end(limit, 0, " ")
        with self.assertRaisesRegex(AccessError, "Ask a credit manager"):
            limit.with_user(self.analyst).action_end(self._day(0), "Because")

    def test_dialog(self):
        limit = self._approve_limit(self.account, 500)
        action = limit.with_user(self.manager).action_open_end()
        with Form(self.env[action["res_model"]].with_user(self.manager).with_context(**action["context"])) as form:
            form.reason = "Bad news"
        form.record.action_apply()
        self.assertEqual((limit.state, limit.valid_to), ("ended", self._day(-1)))
