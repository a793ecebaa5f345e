from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .replay_common import MILD, STRICT, ReplayCommon


@tagged("post_install", "-at_install")
class TestReplayAccess(ReplayCommon):
    """A replay writes nothing, is its owner's, and costs the same for many."""

    # === NOTHING IS WRITTEN === #

    def test_nothing_is_written(self):
        """Not a row but those of the dialog: no hold, no claim on a pool, no snapshot, no order and no account."""
        self.ledger()
        self._approve_limit(self.account, 100)
        policy = self.publish({"kind": "exposure"})
        sent = self.order(3, confirm=False)
        sent.state = "sent"
        self.env.flush_all()
        before = self.counts()
        written = sent.write_date
        self.what_if(policy, exposure={"amount": 5})
        self.replay(self.policy({"kind": "exposure"}), limits="proposed")
        self.env.flush_all()
        after = self.counts()
        drafts = {"credit_policy", "credit_policy_rule", "credit_policy_res_users_rel", "mail_message"}
        changed = {name for name in after if after[name] != before[name]} - drafts
        self.assertTrue(changed)
        self.assertTrue(all(name.startswith("credit_replay") for name in changed), changed)
        self.assertEqual((sent.write_date, sent.credit_hold_state), (written, False))

    def counts(self):
        """How many rows each table has, and how often any was written: ``{table: (rows, latest change)}``."""
        self.env.cr.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND (tablename LIKE 'credit%'"
            " OR tablename LIKE 'account_move%' OR tablename LIKE 'sale_order%' OR tablename = 'mail_message')"
        )
        found = {}
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(f'SELECT COUNT(*), MAX(xmin::text::bigint), MAX(ctid) FROM "{table}"')  # noqa: S608
            found[table] = self.env.cr.fetchone()
        return found

    # === WHO === #

    def test_who_may(self):
        self.ledger()
        policy = self.publish(MILD)
        for user in (self.administrator, self.analyst, self.manager):
            with self.subTest(user.login):
                replay = self.replay(policy, user)
                self.assertEqual(replay.line_count, 5)
                self.assertEqual(len(replay.order_ids.mapped("reasons")), len(replay.order_ids))
                lines = self.env["credit.replay.line"].with_user(user).search([("replay_id", "=", replay.id)])
                self.assertEqual(len(lines.read(["move_id", "partner_id", "reasons"])), 5)
        with self.assertRaises(AccessError):
            self.replay(policy, self.salesperson)
        with self.assertRaises(AccessError):
            self.env["credit.replay"].with_user(self.salesperson)._start(policy)

    def test_replays_of_others_are_theirs(self):
        self.ledger()
        replay = self.replay(self.publish(MILD), self.administrator)
        for model in ("credit.replay", "credit.replay.line", "credit.replay.figure", "credit.replay.group"):
            self.assertFalse(self.env[model].with_user(self.analyst).search([]), model)
        with self.assertRaises(AccessError):
            replay.with_user(self.analyst).action_replay()
        with self.assertRaises(AccessError):
            replay.figure_ids.with_user(self.administrator).write({"value": 0})

    def test_what_is_refused(self):
        policy = self.publish(MILD)
        with self.assertRaisesRegex(ValidationError, "has not come yet"):
            self.replay(policy, date_to=self.day(1))
        with self.assertRaisesRegex(ValidationError, "Change the days"):
            self.replay(policy, date_from=self.day(0), date_to=self.day(-1))
        with self.assertRaisesRegex(ValidationError, "from 0 to"):
            self.replay(policy, late_days=-1)
        with self.assertRaisesRegex(UserError, "holds nothing"):
            self.replay(self.policies.create({"company_id": self.company.id}))
        with self.assertRaisesRegex(ValidationError, "cannot have the effect"):
            self.what_if(policy, overdue_days={"effect": "exempt"})

    # === HOW MUCH === #

    def test_queries_do_not_grow(self):
        self.ledger()
        self._approve_limit(self.account, 100)
        policy = self.publish({"kind": "exposure"}, STRICT)
        few = self.queries(policy)
        for number in range(6):
            partner = self._create_customer(f"Customer {number}")
            self._approve_limit(self._create_account(partner), 100)
            self.past(100, 90, 60, (50, 100), partner=partner)
            self.past(100, 30, 0, partner=partner)
        self.assertLessEqual(self.queries(policy), few)

    def queries(self, policy):
        histories = self.env["credit.replay.history"]
        self.env.flush_all()
        self.env.invalidate_all()
        histories._collect(self.company, self.day(-300), self.day(0))  # caches of terms and accounts
        before = self.env.cr.sql_log_count
        collected = histories._collect(self.company, self.day(-300), self.day(0))
        histories._standings(collected, "recorded", policy)
        histories._standings(collected, "proposed", policy)
        return self.env.cr.sql_log_count - before

    def test_views(self):
        self.ledger()
        replay = self.replay(self.publish(MILD))
        Form(replay, "credit_management.credit_replay_view_result")
        for action in (replay.action_open_lines(), replay.action_open_chart(), replay.action_open_orders()):
            self.env[action["res_model"]].search(action["domain"])
        self.assertIn("%", replay.figure_ids.filtered(lambda one: one.code == "share_held").text)
