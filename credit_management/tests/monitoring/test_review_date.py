from dateutil.relativedelta import relativedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .review_common import ReviewCommon


@tagged("post_install", "-at_install")
class TestReviewDate(ReviewCommon):
    """The next review is set by an assessment, or moved by a credit manager who says why; no draft is renewed that
    somebody has touched."""

    def test_written_far_away(self):
        self.account.next_review = self._day(30)
        for user in (self.analyst, self.manager):
            for vals in ({"next_review": "2099-01-01"}, {"next_review": False}, {"last_review": self._day(0)}):
                with self.subTest(user=user.login, vals=vals), self.assertRaises(AccessError), self.cr.savepoint():
                    self.account.with_user(user).write(vals)
        with self.assertRaises(AccessError), self.cr.savepoint():
            vals = {"partner_id": self._create_customer("New").id, "next_review": "2099-01-01"}
            self.env["credit.account"].with_user(self.analyst).create(vals)

    def test_sooner_is_strict(self):
        self.account.next_review = self._day(30)
        self.account.with_user(self.analyst).next_review = self._day(10)
        self.assertEqual(self.account.next_review, self._day(10))

    def test_moved_by_a_manager(self):
        self.account.next_review = self._day(30)
        dialog = self.env["credit.review.date"].with_user(self.manager)
        with Form(dialog.with_context(default_account_ids=self.account.ids)) as form:
            form.next_review = self._day(90)
            form.reason = "Statement comes in March"
        form.record.action_apply()
        self.assertEqual(self.account.next_review, self._day(90))
        self.assertIn("Statement comes in March", self.notes())

    def test_moved_wrongly(self):
        account = self.account.with_user(self.manager)
        longest = max(self.env["credit.grade"].search([]).mapped("review_interval"))
        with self.assertRaisesRegex(UserError, "longest interval"):
            account.action_set_next_review(self._day(0) + relativedelta(months=longest, days=1), "Later")
        with self.assertRaisesRegex(UserError, "longest interval"):
            account.action_set_next_review(self._day(-1), "Earlier")
        for day, reason in ((self._day(9), " "), (None, "Later"), ("no day", "Later")):
            with self.subTest(day=day), self.assertRaisesRegex(UserError, "Say when"):
                account.action_set_next_review(day, reason)
        with self.assertRaises(AccessError):
            self.account.with_user(self.analyst).action_set_next_review(self._day(9), "Later")
        self.account.partner_id.user_id = self.manager
        with self.assertRaisesRegex(AccessError, "sells to"):
            account.action_set_next_review(self._day(9), "Later")

    def test_a_draft_with_typed_values_is_not_renewed(self):
        self.let_renew()
        worst = self.env["credit.grade"].search([], order="sequence desc", limit=1)
        typed = {"grade_id": self.best.id, "limit_amount": 1000.0, "difference_reason": "I know them"}
        with self.fresh(grade=worst, limit=10.0):
            self.account.next_review = self._day(30)
            self.account._assess().with_user(self.analyst).write(typed)
            self.run_it()
        self.assertEqual(self.review().state, "open")

    def test_a_touched_draft_is_not_renewed(self):
        self.let_renew()
        with self.fresh():
            self.account.with_user(self.analyst)._assess()
            review = self.run_reviews()
        self.assertEqual(review.state, "open")
