from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .cover_common import CoverCommon


@tagged("post_install", "-at_install")
class TestCoverDecision(CoverCommon):
    """What an insurer takes away counts at once; what it gives, once another person has confirmed it."""

    def test_the_first_decision_is_confirmed_with_the_cover(self):
        cover = self.insured(2000)
        self.assertEqual(self.limit(), 3000)
        self.assertEqual(cover.decision_ids.state, "confirmed")

    def test_who_typed_the_decision_does_not_confirm_the_cover(self):
        cover = self.cover("insurance")
        self.env["credit.cover.decision"].with_user(self.manager).create({"cover_id": cover.id, "amount": 9000})
        cover.action_propose()
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            cover.with_user(self.manager).action_confirm()

    def test_nothing_is_slipped_in_behind_a_proposal(self):
        cover = self.cover("insurance")
        cover.action_propose()
        with self.assertRaisesRegex(UserError, "is proposed and stays as it is"):
            self.env["credit.cover.decision"].with_user(self.manager).create({"cover_id": cover.id, "amount": 9000})
        other = self.cover("insurance", reference="Other", decisions=[{"amount": 5}])
        with self.assertRaisesRegex(UserError, "is proposed and stays as it is"):
            other.decision_ids.cover_id = cover

    def test_a_reduction_and_a_withdrawal_count_at_once(self):
        cover = self.insured(2000)
        reduced = self.decision(cover, "reduced", 800)
        self.assertEqual((reduced.state, reduced.takes_away, self.limit()), ("confirmed", True, 1800))
        later = self.decision(cover, "withdrawn", first=10)
        self.assertEqual(later.state, "confirmed")
        self.assertEqual([self.limit(on=day) for day in (0, 9, 10)], [1800, 1800, 1000])

    def test_what_was_shipped_before_a_withdrawal_stays_insured(self):
        cover = self.insured(2000)
        self.invoice(700, due=20)  # of ten days ago
        self.decision(cover, "withdrawn")
        self.invoice(300, due=35, invoice_date=self._day(5))
        self.assertEqual((self.covering().covered, self.covering().uncovered), (700, 300))

    def test_more_waits_for_another_person(self):
        cover = self.insured(2000)
        more = self.decision(cover, "approved", 2500)
        self.assertEqual((more.state, self.limit()), ("proposed", 3000))
        with self.assertRaisesRegex(AccessError, "had a hand in|cannot decide"):
            more.action_confirm()
        more.with_user(self.manager).action_confirm()
        self.assertEqual((more.state, self.limit()), ("confirmed", 3500))

    def test_more_for_the_past_is_more(self):
        """Nothing of the limit rises, and yet older shipments would be insured."""
        cover = self.insured(2000, since=-20)
        old = self.decision(cover, "approved", 2000, first=-90, last=self._day(-30), received_on=self._day(-90))
        self.assertEqual(old.state, "proposed")

    def test_a_decision_that_takes_away_raises_nothing_at_another_rate(self):
        cover = self.insured(1000, cover_currency_id=self.euro.id)
        self.assertEqual(self.limit(), 3000)
        self.env["res.currency.rate"].create(
            {"currency_id": self.euro.id, "name": self._day(0), "rate": 0.1, "company_id": self.company.id}
        )
        less = self.decision(cover, "reduced", 900)
        self.assertEqual((less.state, self.limit()), ("proposed", 3000))

    def test_a_draft_is_not_carried_along_by_another_decision(self):
        cover = self.insured(2000)
        draft = {"cover_id": cover.id, "answer": "approved", "amount": 10**6}
        self.env["credit.cover.decision"].with_user(self.analyst).create(draft)
        self.decision(cover, "reduced", 1500)
        self.assertEqual(self.limit(), 2500)
        self.decision(cover, "approved", 1600).with_user(self.manager).action_confirm()
        self.assertEqual(self.limit(), 2600)

    def test_refused_more_and_being_looked_into_leave_what_there_is(self):
        cover = self.insured(2000)
        self.decision(cover, "refused", request="increase")
        self.decision(cover, "investigating", 9000)
        self.assertEqual(self.limit(), 3000)

    def test_sentences(self):
        cover = self.insured(2000)
        request = (
            self.env["credit.cover.request"]
            .with_user(self.analyst)
            .create({"cover_id": cover.id, "request": "increase", "amount": 3000})
        )
        for sentence, answer, amount, vals in (
            ("cannot be taken away for a day that is past", "withdrawn", 0, {"first": -3}),
            ("Partly approved means more than nothing and less than", "partly", 3000, {"request_id": request.id}),
            ("Approved means all of", "approved", 2999, {"request_id": request.id}),
            ("lies outside the days of", "approved", 2000, {"first": 201}),
        ):
            with self.subTest(sentence), self.assertRaisesRegex(UserError, sentence), self.cr.savepoint():
                self.decision(cover, answer, amount, **vals)
        with self.assertRaisesRegex(UserError, "has not come yet"):
            self.decision(cover, "withdrawn", received_on=self._day(1), first=1)
        self.decision(cover, "partly", 2500, request_id=request.id).with_user(self.manager).action_confirm()
        with self.assertRaisesRegex(UserError, "is answered and stays"):
            request.amount = 1

    def test_a_withdrawal_received_days_ago_takes_away_from_its_day(self):
        cover = self.insured(2000)
        self.decision(cover, "withdrawn", first=-3, received_on=self._day(-3))
        self.assertEqual(self.limit(), 1000)

    def test_a_recorded_decision_is_never_changed(self):
        decision = self.decision(self.insured(2000), "reduced", 800)
        for vals in ({"amount": 9000}, {"state": "draft"}, {"first": self._day(50)}):
            with self.assertRaises(UserError), self.cr.savepoint():
                decision.write(vals)
        with self.assertRaises(UserError):
            decision.unlink()

    def test_no_insurer_decides_on_a_guarantee(self):
        with self.assertRaisesRegex(UserError, "is no insurance"):
            self.decision(self.confirmed(), "approved", 10**6)
