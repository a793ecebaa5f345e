from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..core.recheck import GONE
from ..core.reminder import ADDED, REASONS
from .collections_common import CollectionsCommon


@tagged("post_install", "-at_install")
class TestReminderRun(CollectionsCommon):
    """From preview to what was sent, and what happens in between."""

    def test_every_reason_of_core_has_a_label(self):
        labels = dict(self.env["credit.reminder"]._fields["reason"].selection)
        self.assertLessEqual({*REASONS, GONE, ADDED}, labels.keys())
        self.assertLessEqual(labels.keys(), dict(self.env["credit.reminder.line"]._fields["reason"].selection).keys())

    # === LIFE === #

    def test_life(self):
        first, second = self.invoice(1000, due=-10), self.invoice(250, due=-2)
        run = self.run_of()
        message = self.message(run)
        self.assertEqual((run.state, run.count, run.total), ("previewed", 1, 1250))
        self.assertEqual((message.channel, message.level, message.totals), ("mail", 1, {"USD": 1250.0}))
        self.assertEqual({(one.move_id, one.asked) for one in message.line_ids}, {(first, True), (second, False)})
        self.assertIn(first.name, message.looks)
        self.send(run)
        self.assertEqual((run.state, message.state, run.sent_count, run.progress), ("done", "sent", 1, 100))
        mail = message.mail_message_id
        self.assertEqual((mail.message_id, mail.res_id), (message.message_id, self.account.id))
        self.assertIn(first.name, mail.body)
        self.assertEqual([one.level for one in self.owing().items if one.amount == 1000], [1])
        again = self.run_of()
        self.assertEqual((again.count, again.left_out), (0, {"not_yet": 1}))
        with self.assertRaisesRegex(UserError, "No customer is left"):
            again.with_user(self.manager).action_send()

    def test_a_payment_in_between_takes_the_customer_out(self):
        move = self.invoice(1000, due=-10)
        run = self.run_of()
        self.pay(move)
        self.send(run)
        message = self.message(run)
        self.assertEqual((message.state, message.reason, run.state), ("dropped", "gone", "done"))
        self.assertFalse(message.line_ids.filtered("counts"))

    def test_a_part_paid_in_between_asks_for_the_rest(self):
        move = self.invoice(1000, due=-10)
        run = self.run_of()
        self.pay(move, amount=400)
        self.send(run)
        message = self.message(run)
        self.assertEqual((message.state, message.totals), ("sent", {"USD": 600.0}))
        self.assertIn("1,000", message.changes_text)

    def test_an_invoice_reversed_in_between_is_not_asked_for(self):
        move = self.invoice(1000, due=-10)
        run = self.run_of()
        self.credit_note(move)
        self.send(run)
        self.assertEqual(self.message(run).state, "dropped")

    def test_what_came_since_the_preview_waits(self):
        self.invoice(1000, due=-10)
        run = self.run_of()
        self.invoice(70, due=-10)
        self.send(run)
        self.assertEqual(self.message(run).totals, {"USD": 1000.0})

    def test_two_runs_over_one_customer_send_one_message(self):
        self.invoice(1000, due=-10)
        runs = [self.run_of(), self.run_of()]
        for run in runs:
            run.with_user(self.manager).action_send()
        self.work()
        states = [(self.message(run).state, self.message(run).reason) for run in runs]
        self.assertEqual(states, [("sent", False), ("dropped", "not_yet")])

    def test_receipts_are_set_off_and_wait_to_be_matched(self):
        self.invoice(1000, due=-10)
        self.receive(300, date=self.day(-20))
        run = self.run_of()
        self.assertEqual(self.message(run).totals, {"USD": 700.0})
        self.statement_line(1000, age=1)
        run.with_user(self.collector).action_preview()
        self.assertEqual((run.count, run.unmatched_count), (0, 1))

    def test_each_currency_adds_up_by_itself(self):
        self.invoice(1000, due=-10)
        self.invoice(300, due=-10, currency=self.euro)
        message = self.message(self.run_of())
        self.assertEqual(message.totals, {"EUR": 300.0, "USD": 1000.0})
        self.assertEqual(message.amount, 1600)

    def test_another_strategy_in_between_makes_no_harsher_message(self):
        self.invoice(1000, due=-10)
        run = self.run_of()
        run.with_user(self.manager).action_send()
        self.account.strategy_id = self._strategy({"from_due": 1, "channel": "mail", "tone": "final"})
        self.work()
        self.assertEqual((self.message(run).state, self.message(run).reason), ("dropped", "added"))

    def test_a_customer_is_left_out_by_hand(self):
        self.invoice(1000, due=-10)
        run = self.run_of()
        shown = run.with_user(self.manager).shown
        self.message(run).with_user(self.collector).action_leave_out()
        self.assertEqual((run.count, run.left_out), (0, {"stopped": 1}))
        with self.assertRaisesRegex(UserError, "changed since you opened it"):
            run.with_user(self.manager).with_context(credit_shown=shown).action_send()
        self.assertEqual(self.run_of().count, 1)

    # === CHANNELS === #

    def test_a_customer_without_an_address_is_listed(self):
        self.invoice(1000, due=-10)
        self.customer.email = False
        run = self.run_of()
        self.assertEqual((run.count, run.unreachable_count), (0, 1))
        self.assertEqual(self.message(run).reason, "unreachable")

    def test_a_letter_waits_to_be_printed(self):
        move = self.invoice(1000, due=-20)
        self.sent_before(12, move)
        run = self.run_of()
        self.send(run)
        letter = self.message(run).with_user(self.collector)
        self.assertEqual((letter.channel, letter.state, letter.level, letter.printed_on), ("letter", "sent", 2, False))
        letter.action_print()
        self.assertTrue(letter.printed_on)
        sheet = self.env["report.credit_management_collections.credit_reminder_letter"].with_user(self.collector)
        (values,) = sheet._get_report_values(letter.ids)["sheets"]
        self.assertIn("1,000.00", values["tables"][0]["total"][-1])

    def test_a_call_counts_once_somebody_was_reached(self):
        move = self.invoice(1000, due=-40)
        self.sent_before(20, move, level=2)
        run = self.run_of()
        self.send(run)
        call = self.message(run).with_user(self.collector)
        self.assertEqual((call.channel, call.state), ("phone", "waiting"))
        self.assertTrue(self.account.activity_ids)
        self.assertEqual(self.run_of().left_out, {"recent": 1})
        call.action_reached()
        self.assertEqual((call.state, [one.level for one in self.owing().items]), ("sent", [3]))
        self.assertFalse(self.account.activity_ids)

    def test_a_to_do_that_is_done_is_a_call_that_was_made(self):
        move = self.invoice(1000, due=-40)
        self.sent_before(20, move, level=2)
        run = self.run_of()
        self.send(run)
        self.account.activity_ids.with_user(self.manager).action_feedback("They pay on Friday")
        self.assertEqual(self.message(run).state, "sent")

    def test_a_call_that_nobody_makes_leaves_the_step_to_another_channel(self):
        move = self.invoice(1000, due=-60)
        self.sent_before(50, move, level=2)
        run = self.run_of()
        self.send(run)
        self.message(run).day = self.day(-15)
        self.work()
        self.assertEqual((self.message(run).state, self.message(run).reason), ("dropped", "not_reached"))
        self.assertFalse(self.account.activity_ids)
        self.assertEqual(self.message(self.run_of()).channel, "mail")

    def test_calls_in_vain_leave_the_step_to_another_channel(self):
        move = self.invoice(1000, due=-40)
        self.sent_before(20, move, level=2)
        run = self.run_of()
        self.send(run)
        call = self.message(run).with_user(self.collector)
        for _time in range(3):
            call.action_not_reached()
        self.assertEqual((call.state, call.reason), ("dropped", "not_reached"))
        message = self.message(self.run_of())
        self.assertEqual((message.channel, message.level), ("mail", 3))

    # === NOBODY KNOWS === #

    def test_a_mail_that_the_job_was_killed_over_is_never_sent_by_itself(self):
        self.invoice(1000, due=-10)
        run = self.run_of()
        run.with_user(self.manager).action_send()
        message = self.message(run)
        message.line_ids.filtered("asked").counts = True
        message.write({"state": "sending", "checked_on": "2000-01-01 00:00:00", "message_id": "<one@example.com>"})
        self.work()
        self.assertEqual((message.state, run.uncertain_count), ("uncertain", 1))
        self.assertEqual(run.activity_ids.user_id, self.manager)
        self.assertEqual(self.run_of().count, 0)
        message.with_user(self.collector).action_send_again()
        self.work()
        self.assertEqual((message.state, run.state), ("sent", "done"))
        self.assertFalse(run.activity_ids)

    def test_the_database_refuses_a_second_message_of_a_day_and_a_level_twice(self):
        move = self.invoice(1000, due=-10)
        self.sent_before(0, move)
        for days, moves, key in ((0, (), "one_a_day"), (1, (move,), "level_unique")):
            with (
                self.subTest(key),
                mute_logger("odoo.sql_db"),
                self.assertRaisesRegex(UniqueViolation, key),
                self.env.cr.savepoint(),
            ):
                self.sent_before(days, *moves)

    # === WHO === #

    def test_final_notices_and_large_messages_are_sent_by_a_manager(self):
        self.invoice(20000, due=-10)
        run = self.run_of()
        with self.assertRaisesRegex(AccessError, "sent by a manager"):
            run.with_user(self.collector).action_send()
        self._grant_authority(self.collector).reminder_amount = 20000
        run.with_user(self.collector).action_send()
        move = self.invoice(10, due=-90, partner=self._create_customer("Other", email="other@example.com"))
        account = self._create_account(move.partner_id, strategy_id=self.strategy.id)
        account.strategy_id = self._strategy({"from_due": 1, "channel": "mail", "tone": "final"})
        with self.assertRaisesRegex(AccessError, "final notice"):
            self.run_of(account).with_user(self.collector).action_send()

    def test_others_send_nothing(self):
        with self.assertRaises(AccessError):
            self.run_of(author=self.salesperson)
        with self.assertRaises(AccessError):
            self.run_of(author=self.administrator)
        self.invoice(1000, due=-10)
        message = self.message(self.run_of())
        with self.assertRaises(AccessError):
            message.with_user(self.collector).write({"state": "sent"})
        with self.assertRaises(AccessError):
            message.with_user(self.salesperson).action_reached()

    def test_a_client_writes_nothing_that_was_decided(self):
        self.invoice(1000, due=-10)
        run = self.run_of()
        for vals in ({"state": "sending"}, {"token": "x"}, {"count": 3}, {"approved_by_id": self.manager.id}):
            with self.subTest(vals), self.assertRaises(AccessError):
                run.write(vals)
        run.domain = "[]"
        self.assertEqual((run.state, run.reminder_ids.ids), ("draft", []))

    # === CUSTOMERS === #

    def test_what_was_sent_stays_when_customers_become_one(self):
        move = self.invoice(1000, due=-10)
        self.sent_before(2, move)
        other = self._create_customer("Other")
        account = self._create_account(other)
        self.env["credit.reminder"].sudo().create(
            {
                "run_id": self.account.reminder_ids.run_id.id,
                "account_id": account.id,
                "company_id": self.company.id,
                "customer_id": other.id,
                "day": self.day(-2),
                "state": "sent",
            }
        )
        self.account._move_to(other)
        self.assertEqual(len(account.reminder_ids), 2)
        self.assertEqual(account.reminder_ids.line_ids.move_id, move)

    def test_nobody_is_reminded_before_somebody_has_chosen_a_strategy(self):
        self.invoice(1000, due=-10)
        self.account.strategy_id = False
        run = self.run_of()
        self.assertEqual((run.count, run.left_out), (0, {"no_strategy": 1}))
