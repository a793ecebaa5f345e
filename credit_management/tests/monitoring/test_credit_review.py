from unittest.mock import patch

from dateutil.relativedelta import relativedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.common.day import format_day
from .review_common import ReviewCommon

OPENING = "odoo.addons.credit_management.models.monitoring.credit_review_open"


@tagged("post_install", "-at_install")
class TestReview(ReviewCommon):
    """From the next review on the account to approved, renewed or late."""

    # === OPENED === #

    def test_opened_in_time(self):
        self.assertFalse(self.run_reviews(31))
        review = self.run_reviews(30)
        self.assertEqual((review.due_date, review.phase, review.reason), (self._day(30), "coming", "schedule"))
        self.assertEqual((review.controller_id, review.activity_ids.user_id), (self.analyst, self.analyst))
        self.assertEqual((review.assessment_id.state, review.assessment_id.user_id), ("draft", self.analyst))
        self.assertEqual((review.survey_id.state, review.survey_id.account_id), ("draft", self.account))
        self.assertFalse(review.failure)

    def test_opened_once(self):
        review = self.run_reviews()
        self.run_it()
        self.assertEqual(self.reviews.search([("account_id", "=", self.account.id)]), review)

    def test_closed_accounts_are_left_alone(self):
        self.account.write({"status": "closed", "status_reason": "Gone"})
        self.assertFalse(self.run_reviews())

    def test_first_assessment(self):
        """After the third paid invoice a draft is there to be approved; not before, and only once."""
        account = self._create_account(self._create_customer("Newcomer"))
        for number in range(3):
            self.assertFalse(account.assessment_ids, number)
            self._create_paid_invoice(account)
            self.run_it()
        assessment = account.assessment_ids
        self.assertEqual((assessment.state, assessment.relationship), ("draft", "existing"))
        self.assertEqual((account.status, self.review(account).due_date), ("not_assessed", self.today))
        assessment.with_user(self.manager)._set_cancelled()
        self.review(account).with_user(self.manager)._set_over("cancelled", "Later")
        self.run_it()
        self.assertEqual(account.assessment_ids, assessment)

    def test_first_assessment_after_days(self):
        account = self._create_account(self._create_customer("Newcomer"))
        self._create_paid_invoice(account, days=-59, paid=False)
        self.run_it()
        self.assertFalse(account.assessment_ids)
        policy = self.env["credit.policy"]._get_in_force(self.company)
        policy._credit_by_method().existing_after_days = 59
        self.run_it()
        self.assertEqual(account.assessment_ids.state, "draft")

    def _create_paid_invoice(self, account, days=-5, paid=True):
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": account.partner_id.id,
                "invoice_date": self._day(days),
                "invoice_line_ids": [Command.create({"name": "Goods", "quantity": 1, "price_unit": 1000})],
            }
        )
        invoice.action_post()
        if paid:
            wizard = self.env["account.payment.register"].with_context(
                active_model="account.move", active_ids=invoice.ids
            )
            wizard.create({"payment_date": self._day(-1)}).action_create_payments()
        return invoice

    def test_by_event(self):
        self._rule(act_review=True)
        self.judge(95)
        review = self.review()
        self.assertEqual((review.reason, review.event, review.due_date), ("event", "utilisation 90", self._day(7)))
        self.run_it()
        self.assertTrue(review.assessment_id)

    def test_by_hand(self):
        self.account.with_user(self.analyst).action_review()
        self.assertEqual((self.review().reason, self.review().due_date), ("event", self.today))
        with self.assertRaises(AccessError):
            self.account.with_user(self.salesperson).action_review()

    def test_a_broken_one(self):
        """It is there to be done, says what is wrong, and stops no other."""
        other = self._create_account(self._create_customer("Other"))
        other.next_review = self.today
        genuine, broken = self.env.registry["credit.review"]._prepare, self.account

        def prepare(review):
            if review.account_id == broken:
                raise ValueError("No card fits")
            return genuine(review)

        with patch.object(self.env.registry["credit.review"], "_prepare", prepare), mute_logger(OPENING):
            review = self.run_reviews()
        self.assertEqual((review.state, review.failure), ("open", "No card fits"))
        self.assertTrue(self.review(other).assessment_id)

    # === OVER === #

    def test_done_by_an_approval(self):
        review = self.run_reviews()
        next_review = self.today + relativedelta(months=self.best.review_interval)
        self.account._adopt_assessment(review.assessment_id, self.today, next_review)
        self.assertEqual((review.state, review.closed_on), ("done", self.today))
        self.assertFalse(review.activity_ids)

    def test_cancelled(self):
        review = self.run_reviews().with_user(self.manager)
        with self.assertRaisesRegex(UserError, "Say under Notes"):
            review.action_cancel()
        review.note = "The customer is closing down"
        with self.assertRaises(AccessError):
            review.with_user(self.analyst).action_cancel()
        review.action_cancel()
        self.assertEqual(review.state, "cancelled")

    def test_late(self):
        review = self.run_reviews(-14)
        self.assertEqual((review.phase, review.escalated_on), ("due", False))
        review._credit_by_method().due_date = self._day(-15)
        self.account.next_review = self._day(-15)
        self.run_it()
        self.assertEqual((review.phase, review.escalated_on), ("overdue", self.today))
        asked = review.activity_ids.user_id - self.analyst
        self.assertTrue(asked.has_group("credit_management.credit_management_group_manager"))
        self.assertIn(f"{format_day(self.env, self._day(-15))} is late", self.notes())
        for phase in ("coming", "due", "overdue"):
            found = self.reviews.search([("phase", "=", phase), ("account_id", "=", self.account.id)])
            self.assertEqual(bool(found), phase == "overdue")

    # === RENEWED === #

    def test_renewed(self):
        self.let_renew()
        with self.fresh(87.5):
            review = self.run_reviews()
        self.assertEqual((review.state, self.account.last_review), ("renewed", self.today))
        self.assertEqual(self.account.next_review, self.today + relativedelta(months=self.best.review_interval))
        self.assertEqual(review.assessment_id.state, "cancelled")
        self.assertIn("Renewed by rule", self.notes())
        self.assertNotIn("87.5", self.notes(), "salespeople read this")
        self.assertIn("87.50 after 90.00", review.outcome)
        self.assertFalse(review.activity_ids)

    def test_not_renewed(self):
        cases = [{"score": 80.0}, {"limit": 999.0}, {"grade": self.env["credit.grade"].search([], limit=2)[1]}]
        self.let_renew()
        for changes in cases:
            with self.subTest(changes=changes), self.fresh(**changes):
                review = self.run_reviews()
                self.assertEqual(review.state, "open")
                review._set_over("cancelled", "Next")
                review.assessment_id._set_cancelled()

    def test_not_renewed_unless_the_policy_lets_it(self):
        with self.fresh():
            self.assertEqual(self.run_reviews().state, "open")

    # === WHO === #

    def test_forgeries(self):
        review = self.run_reviews().with_user(self.manager)
        for vals in ({"state": "done"}, {"due_date": self._day(99)}, {"account_id": 1}, {"prepared": False}):
            with self.subTest(vals=vals), self.assertRaises(AccessError):
                review.with_context(credit_by_method=True).write(vals)
        with self.assertRaises(AccessError):
            self.reviews.with_user(self.manager).create({"account_id": self.account.id})
        with self.assertRaises(UserError):
            review.unlink()
        with self.assertRaises(AccessError):
            review.with_user(self.salesperson).read(["state"])

    def test_merge(self):
        review = self.run_reviews()
        other = self._create_account(self._create_customer("Other"))
        second = self.reviews._open(other, due=self.today, event="Test")
        self.account._absorb(other)
        self.assertEqual((review.state, second.state, second.account_id), ("open", "cancelled", self.account))
