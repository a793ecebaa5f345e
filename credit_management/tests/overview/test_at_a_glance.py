import json

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...models.common.day import count_days
from ..gate.hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestAtAGlance(HoldCommon):
    """Forms and lists say at a glance what is decided about, and nothing else is decided about."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.limit = cls._limit_to(4321)
        cls.proposal = cls._propose_limit(cls.account, 9876)

    # === TOKEN === #

    def test_what_is_decided_about_is_what_the_form_shows(self):
        hold = self.hold(9000)
        decided = hold.with_user(self.manager)
        shown = decided._read_shown()
        self.order(300).action_confirm()
        self.env.flush_all()
        self.env.invalidate_all()
        for action in (lambda one: one.action_release("Known"), lambda one: one.action_refuse("No")):
            with self.assertRaisesRegex(UserError, "Exposure Now.*Look again"):
                action(decided.with_context(credit_shown=shown))
        decided.with_context(credit_shown=decided._read_shown()).action_release("Known")
        self.assertIn(hold.state, ("released", "used"))

    def test_several_holds_of_one_customer_are_released_as_they_were_shown(self):
        """What releasing the first one takes makes the second one no stranger."""
        holds = self.stop(self.order(5000), self.order(6000))
        listed = holds.with_user(self.manager)
        dialog = (
            listed.env["credit.hold.release"]
            .with_context(active_ids=holds.ids, credit_shown=listed._read_shown())
            .create({"hold_ids": [Command.set(holds.ids)], "reason": "Known", "valid_until": self._day(3)})
        )
        dialog.action_apply()
        self.assertTrue(set(holds.mapped("state")) <= {"released", "used"}, holds.mapped("state"))

    def test_a_limit_that_was_changed_meanwhile(self):
        decided = self.proposal.with_user(self.manager)
        shown = decided._read_shown()
        self._limit_to(5000)
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "Limit Today.*Look again"):
            decided.with_context(credit_shown=shown).action_approve()

    # === WORDS === #

    def test_the_sentence_of_a_hold(self):
        hold = self.hold(9000)
        self.assertIn("4,679.00 over the limit", hold.headline.replace("\N{NO-BREAK SPACE}", ""))
        self.assertEqual(hold.excess, 4679)
        self.assertEqual(set(hold.failed_ids.mapped("outcome")), {"block"})
        self.assertEqual(hold.failed_ids | hold.passed_ids, hold.reason_ids)
        self.assertIn("pay", hold.failed_ids[0].way_out)

    def test_one_day_is_said_as_one(self):
        self.assertEqual(
            [count_days(self.env, days) for days in (0, 1, 1.2, 2)], ["0 days", "1 day", "1 day", "2 days"]
        )
        explained = self.env["credit.explanation"]
        self.assertEqual(explained._finding_limit_expired(1, 0), "The credit limit expired 1 day ago.")

    def test_then_and_now(self):
        hold = self.hold(9000)
        self._limit_to(20_000)
        self.env.invalidate_all()
        rows = {row["label"]: row for row in hold.with_user(self.manager).comparison["rows"]}
        self.assertIn("4,321", rows["Limit"]["from"])
        self.assertIn("20,000", rows["Limit"]["to"])
        self.assertEqual(rows["Limit"]["turn"], "better")
        self.assertEqual((rows["Over by"]["turn"], rows["This order"]["turn"]), ("better", "same"))
        self.assertEqual(hold.state, "open")  # looking changes nothing

    def test_from_to(self):
        rows = {row["label"]: row for row in self.proposal.difference["rows"]}
        self.assertIn("4,321", rows["Limit"]["from"])
        self.assertIn("9,876", rows["Limit"]["to"])
        self.assertEqual(rows["Limit"]["turn"], "worse")
        self.assertFalse(self.limit.difference)  # decided: there is nothing to weigh

    def test_what_stands_beside_a_base_limit_is_said(self):
        """Else 9,876 asked for and 9,976 once approved would contradict each other."""
        label = "Of which temporary or secured"
        self.assertNotIn(label, [row["label"] for row in self.proposal.difference["rows"]])
        self._limit_to_temporary(100)
        self.env.invalidate_all()
        assessed = self.env["credit.assessment"].new({"account_id": self.account.id, "limit_amount": 9876})
        for document in (self.proposal, assessed):
            rows = {row["label"]: row for row in document.difference["rows"]}
            self.assertIn("9,976", rows["Limit"]["to"])
            self.assertIn("100.00", rows[label]["to"])

    def test_what_no_limit_can_be_is_weighed_by_nobody(self):
        """While it is typed: saving refuses it in a sentence."""
        for values in (
            {"amount": -5.0},
            {"kind": False},
            {"kind": "temporary", "unlimited": True},
            {"account_id": False},
        ):
            typed = self.env["credit.limit"].new({"account_id": self.account.id, "amount": 5.0, **values})
            self.assertFalse(typed.difference, values)
        self.assertFalse(
            self.env["credit.assessment"].new({"account_id": self.account.id, "limit_amount": -5}).difference
        )

    def test_limits_in_force(self):
        extra = self._limit_to_temporary(100)
        of_account = self.account.limit_ids
        self.assertEqual(of_account.filtered("in_force"), self.limit | extra)
        self.assertFalse(self.proposal.in_force)

    def _limit_to_temporary(self, amount):
        vals = {"kind": "temporary", "valid_to": self._day(10)}
        return self._approve_limit(self.account, amount, approver=self._approver(), **vals)

    # === ACCOUNTS === #

    def test_limits_that_end_soon(self):
        search = self.env["credit.account"].search
        self._limit_to_ending(self._day(20))
        for last, expected in ((self._day(19), False), (self._day(20), True)):
            found = search([("limit_valid_to", ">=", self._day(0)), ("limit_valid_to", "<=", last)])
            self.assertEqual(self.account in found, expected)

    def _limit_to_ending(self, day):
        return self._approve_limit(self.account, 4000, approver=self._approver(), valid_to=day)

    def test_latest_says_what_stands_open(self):
        hold = self.hold(9000)
        blocks = {block["title"]: block for block in self.account.with_user(self.manager).latest}
        self.assertEqual(blocks["On hold"]["rows"][0]["id"], hold.id)
        self.assertIn("Limit", json.dumps(blocks["Last decisions"]["rows"]) + "Limit")
        self.assertLessEqual(len(blocks["Last decisions"]["rows"]), 4)
