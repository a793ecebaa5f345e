from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import SUPERUSER_ID, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...models.limit import credit_limit_batch_apply
from .batch_common import BatchCommon


@tagged("post_install", "-at_install")
class TestLimitBatchWays(BatchCommon):
    """Ways around a mass change, and out of it: who is bound by what, and how it goes on."""

    # === GOING ON === #

    def _left_with_less(self):
        """Two had to agree to all of it, one would do for what is left, and one has agreed."""
        self._rung(500, (1, []), (1, self.second_manager.ids))
        batch = self._batch(submit=True)
        batch.with_user(self.manager).action_approve()
        self._line(batch, 2).with_user(self.second_manager).action_refuse("Later")
        opened = batch.with_user(self.second_manager)
        self.assertEqual((opened.state, opened.step_text, opened.can_decide), ("submitted", "1 of 2", True))
        with self.assertRaisesRegex(AccessError, "has decided on a step"):
            batch.with_user(self.manager).action_approve()
        return opened

    def test_what_is_left_takes_one_more_yes(self):
        self._left_with_less().action_approve()
        self.assertEqual(self._limits(), [1100, 2200, 3000])

    def test_what_is_left_is_refused_by_one(self):
        opened = self._left_with_less()
        opened.action_refuse("No")
        self.assertEqual((opened.state, self._limits()), ("refused", [1000, 2000, 3000]))

    def test_who_has_changed_is_found_and_left_out(self):
        batch = self._batch(submit=True).with_user(self.manager)
        self.assertFalse(self.env["credit.limit.batch.line"].search(batch.action_open_changed()["domain"]))
        self._set_status(1, "closed")
        lines = self.env["credit.limit.batch.line"].search(batch.action_open_changed()["domain"])
        self.assertEqual(lines.account_id, self.accounts[1])
        with self.assertRaisesRegex(UserError, "Leave them out under Changed Since"):
            batch.action_approve()
        lines.with_user(self.manager).action_refuse("Closed")
        batch.action_approve()
        self.assertEqual(self._limits(), [1100, 2000, 3300])

    def test_followed_after_a_break(self):
        """Cut off, it goes on; a limit approved meanwhile is the one that is shown."""
        batch = self._batch(submit=True)
        batch.with_user(self.manager).action_approve()
        job = batch.with_user(SUPERUSER_ID)
        with patch.object(credit_limit_batch_apply, "AT_ONCE", 1):
            job._follow()
            self.assertEqual(job.followed_count, 1)
            self._approve_limit(self.accounts[2], 5000, approver=self.second_manager)
            while job._follow():
                self.assertLessEqual(job.followed_count, 3)
        self.env.invalidate_all()
        self.assertEqual(job.followed_count, 3)
        self.assertEqual([account.partner_id.credit_limit for account in self.accounts], [1100, 2200, 5000])

    @mute_logger("odoo.addons.credit_management.models.limit.credit_limit_batch_apply")
    def test_who_cannot_be_shown_stops_nobody_else(self):
        """Neither the others of the piece nor the batches after it; who it was stands in the log of the batch."""
        batch = self._batch(submit=True)
        batch.with_user(self.manager).action_approve()
        other = self._batch(submit=True, domain=str([("id", "=", self.accounts[0].id)]))
        other.with_user(self.manager).action_approve()
        broken, mirror = self.accounts[1], type(self.accounts)._mirror_limit

        def fail(accounts):
            if broken in accounts:
                raise UserError("no such field")
            return mirror(accounts)

        failing = patch.object(self.registry["credit.account"], "_mirror_limit", fail)
        with failing, self.enter_registry_test_mode():
            self.env.ref("credit_management.credit_limit_batch_cron").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual([account.partner_id.credit_limit for account in self.accounts], [1200, 2000, 3300])
        self.assertEqual([batch.followed_count, other.followed_count], [3, 1])
        said = " ".join(batch.message_ids.mapped("body"))
        self.assertIn("Buyer 1 holds, but could not be shown everywhere: no such field", said)
        self.assertNotIn("Buyer 2 holds", said)
        self.assertEqual(self._limits(), [1200, 2200, 3300])

    # === REFUSED AND WANTED === #

    def test_a_refused_reduction_binds_no_raise(self):
        batch = self._batch(submit=True, percent=-10)
        batch.with_user(self.second_manager).action_refuse("Not now")
        limit = self._propose_limit(self.accounts[1], 2200)
        self.assertFalse(limit.refused_before_text)
        limit.with_user(self.third_manager).action_approve()
        self.assertEqual(self._limits(), [1000, 2200, 3000])

    def test_a_refused_raise_spares_nobody_a_reduction(self):
        self._propose_limit(self.accounts[1], 9000).with_user(self.second_manager).action_refuse()
        batch = self._batch(submit=True, percent=-10)
        batch.with_user(self.third_manager).action_approve()
        self.assertEqual(self._limits(), [900, 1800, 2700])

    def test_who_wanted_what_was_left_out(self):
        """A customer left out of a batch is not approved with it: who wanted the raise does not approve it later."""
        batch = self._batch(submit=True, author=self.manager)
        self._line(batch, 1).with_user(self.second_manager).action_refuse("Too much")
        batch.with_user(self.second_manager).action_approve()
        limit = self._propose_limit(self.accounts[1], 2200)
        with self.assertRaisesRegex(AccessError, "had a hand"):
            limit.with_user(self.manager).action_approve()
        limit.action_refuse()
        again = self._batch(submit=True, domain=str([("id", "=", self.accounts[1].id)]))
        with self.assertRaisesRegex(AccessError, "sells to, or asked for, 1 of the customers .Buyer 1"):
            again.with_user(self.manager).action_approve()

    def test_refusals_are_read_at_once(self):
        self._batch(submit=True).with_user(self.manager).action_refuse("Not now")

        def queries(accounts):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.assertEqual(set(accounts._get_refused_limits()), set(accounts.ids))
            return self.env.cr.sql_log_count - start

        queries(self.accounts)  # what is cached for good
        self.assertEqual(queries(self.accounts), queries(self.account))

    def test_who_sells_by_now_has_not_agreed(self):
        """Asked at the last yes, too: somebody else says the yes that does not count any more."""
        self._rung(500, (2, (self.manager | self.second_manager | self.third_manager).ids))
        batch = self._batch(submit=True)
        batch.with_user(self.manager).action_approve()
        self.accounts[1].partner_id.user_id = self.manager
        batch.with_user(self.second_manager).action_approve()
        self.assertEqual(self._limits(), [1000, 2000, 3000])
        self.assertEqual((batch.state, batch.step_text), ("submitted", "1 of 2"))
        with self.assertRaisesRegex(AccessError, "sells to, or asked for, 1 of the customers .Buyer 1"):
            batch.with_user(self.manager).action_approve()
        batch.with_user(self.third_manager).action_approve()
        self.assertEqual(self._limits(), [1100, 2200, 3300])

    def test_who_has_left_has_not_agreed(self):
        self._rung(500, (2, (self.manager | self.second_manager | self.third_manager).ids))
        batch = self._batch(submit=True)
        batch.with_user(self.manager).action_approve()
        self.manager.sudo().active = False
        batch.with_user(self.second_manager).action_approve()
        self.assertEqual((batch.state, batch.step_text), ("submitted", "1 of 2"))
        batch.with_user(self.third_manager).action_approve()
        self.assertEqual(batch.state, "approved")

    # === ASKING FOR MORE === #

    def test_asking_for_more_keeps_no_limit_high(self):
        """Neither before the preview nor after it; what was asked for stays open, and is measured anew."""
        before = self._ask(amount=20_000)
        batch = self._batch(submit=True, percent=-10)
        self.assertEqual(batch.count, 3)
        after = self._ask(amount=20_000, account_id=self.accounts[1].id, author=self.second_analyst)
        limit = self._propose_limit(self.accounts[2], 9000)
        self.env.invalidate_all()
        self.assertFalse(self.env["credit.limit.batch.line"].search(batch.action_open_changed()["domain"]))
        batch.with_user(self.third_manager).action_approve()
        self.assertEqual(self._limits(), [900, 1800, 2700])
        self.assertEqual([before.state, after.state, limit.state], ["submitted", "submitted", "proposed"])
        [raised] = before.sudo()._measure_increases().values()
        self.assertEqual(raised, 19_100)

    def test_a_raise_waits_for_what_is_asked(self):
        self._ask(amount=20_000)
        batch = self._batch()
        self.assertEqual([self._line(batch, number).left_out for number in range(3)], ["pending", False, False])

    # === AROUND IT === #

    def test_lines_that_are_gone_refuse_no_batch(self):
        batch = self._batch(submit=True)
        action = self._line(batch, 1).with_user(self.manager).action_open_refuse()
        dialog = self.env["credit.limit.batch.refuse"].with_user(self.manager).with_context(**action["context"])
        dialog = dialog.create({"reason": "Too late"})
        batch.action_preview()
        batch.action_submit()
        self.env.invalidate_all()  # the dialog is read again
        with self.assertRaisesRegex(UserError, "Choose the customers that stay out"):
            dialog.action_apply()
        self.assertEqual((batch.state, batch.count), ("submitted", 3))

    def test_who_is_left_out_is_not_left_out_again(self):
        """Nor does the log say so of them, chosen together with others."""
        self._set_status(2, "closed")
        batch = self._batch(submit=True)
        line = self._line(batch, 2).with_user(self.manager)
        with self.assertRaisesRegex(UserError, "left out of .* already"):
            line.action_refuse("Closed")
        before = batch.message_ids
        (line | self._line(batch, 1).with_user(self.manager)).action_refuse("Too late")
        self.env.invalidate_all()
        said = " ".join((batch.message_ids - before).mapped("body"))
        self.assertIn("Buyer 1 left out", said)
        self.assertNotIn("Buyer 2", said)
        self.assertEqual((batch.count, batch.count_refused), (1, 1))

    def test_customers_merged_since_get_no_former_limit(self):
        """Both limits came to the same amount: of the two before it none is that of who remains."""
        first, second = self.env["credit.grade"].search([], limit=2)
        self.accounts[0].sudo().grade_id, self.accounts[2].sudo().grade_id = first, second
        rows = [(0, 0, {"grade_id": grade.id, "percent": percent}) for grade, percent in ((first, 50), (second, -50))]
        batch = self._batch(submit=True, formula="grades", percent=0, grade_line_ids=rows)
        batch.with_user(self.manager).action_approve()
        self.assertEqual(self._limits(), [1500, 2000, 1500])
        self.accounts[0]._absorb(self.accounts[2])
        with self.assertRaisesRegex(UserError, "No customer is left .*Changed Since: 1"):
            batch.with_user(self.analyst).action_undo()

    def test_what_somebody_has_decided_on_stays_on_record(self):
        """Previewed again the votes do not count, and are kept."""
        self._rung(500, (1, []), (1, []))
        batch = self._batch(submit=True)
        batch.with_user(self.manager).action_approve()
        batch.action_preview()
        with self.assertRaisesRegex(UserError, "stays on record"):
            batch.unlink()
        self._batch().unlink()

    def test_a_percentage_that_moves_brings_its_hand(self):
        first, second = self.env["credit.grade"].search([], limit=2)
        self.accounts.sudo().write({"grade_id": first.id})
        values = {"formula": "grades", "percent": 0}
        other = self._batch(grade_line_ids=[(0, 0, {"grade_id": first.id, "percent": 5})], **values)
        mine = self._batch(
            preview=False,
            author=self.second_analyst,
            grade_line_ids=[(0, 0, {"grade_id": second.id, "percent": 50})],
            **values,
        )
        mine.grade_line_ids.write({"batch_id": other.id})
        self.assertEqual((other.state, other.hand_ids), ("draft", self.analyst | self.second_analyst))

    def test_an_empty_list_recalls_nothing(self):
        batch = self._batch(submit=True)
        batch.with_user(self.second_analyst).write({"grade_line_ids": []})
        self.assertEqual((batch.state, batch.count), ("submitted", 3))

    def test_sellers_recall_no_reduction(self):
        batch = self._batch(submit=True, percent=-10)
        self.accounts[1].partner_id.user_id = self.second_analyst
        with self.assertRaisesRegex(AccessError, "whose limit becomes less .Buyer 1"):
            batch.with_user(self.second_analyst).action_preview()
        batch.action_preview()
        self.assertEqual(batch.state, "previewed")

    def test_another_limit_ahead(self):
        """It would take over on its first day, whatever was decided here."""
        self._approve_limit(self.accounts[1], 5000, approver=self.second_manager, valid_from=self._day(10))
        batch = self._batch()
        self.assertEqual([self._line(batch, number).left_out for number in range(3)], [False, "ahead", False])
        batch = self._batch(percent=-10)
        self.assertEqual(self._line(batch, 1).left_out, "ahead")

    def test_last_days_are_no_amounts(self):
        for number, account in enumerate(self.accounts, 1):
            self._approve_limit(account, number * 1000, approver=self.second_manager, valid_to=self._day(3))
        batch = self._batch(formula="expiry", days=30, percent=0)
        self.assertIn("no amount changes", batch.verdict_more)

    def test_reminded_and_escalated(self):
        """Who is asked is reminded after some days, and after more of them somebody else is asked, too."""
        batch = self._batch(submit=True)
        asked = batch.sudo().activity_ids.user_id
        batches = self.env["credit.limit.batch"]
        for days, people in ((1, 1), (3, 1), (8, 2)):
            with self.subTest(days=days), freeze_time(fields.Datetime.now() + timedelta(days=days)):
                said = len(batch.sudo().message_ids)
                batches._nudge_waiting()
                self.assertEqual(len(batch.sudo().activity_ids.user_id), people)
                self.assertEqual(len(batch.sudo().message_ids) > said, days > 1)
        self.assertIn(asked, batch.sudo().activity_ids.user_id)

    def test_a_tile_for_who_may_decide(self):
        def tile(user):
            tasks = self.env["credit.overview"].with_user(user).read_overview(self.company.id)["tasks"]
            return next((task for task in tasks if task["key"] == "batches"), None)

        before = tile(self.third_manager)
        batch = self._batch(submit=True)
        self.assertEqual(tile(self.third_manager)["count"], (before["count"] if before else 0) + 1)
        if not before:
            self.assertIn(batch.verdict, tile(self.third_manager)["detail"])
        self.assertIn(batch.id, tile(self.third_manager)["action"]["domain"][0][2])
        mine = tile(self.analyst)
        self.assertNotIn(batch.id, mine["action"]["domain"][0][2] if mine else [])
