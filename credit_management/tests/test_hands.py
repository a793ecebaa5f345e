import inspect
import re
from contextlib import contextmanager

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .decided_common import COLLECTING, DECISIONS, WITHOUT, DecidedCommon

# Decisions that one person takes, though it had a hand in the document, and why.
ALONE = {
    ("credit.limit", "action_refuse"): "who proposed it withdraws it",
    ("credit.limit", "action_end"): "makes it stricter; where it raises a limit it asks, see below",
    ("credit.group.limit", "action_refuse"): "who proposed it withdraws it",
    ("credit.group.limit", "action_end"): "makes it stricter; where it lets more be owed it asks",
    ("credit.group.member", "action_refuse"): "who proposed it withdraws it",
    ("credit.group.member", "action_end"): "makes it stricter; where it lets more be owed it asks",
    ("credit.account.change", "action_refuse"): "leaves the account as it is; who proposed it withdraws it",
    ("credit.survey", "action_close"): "what was verified stays verified",
    ("credit.alert", "action_close"): "says what was done; nobody has proposed an alert",
    ("credit.review", "action_cancel"): "the next review comes on its day",
    ("credit.cover", "action_refuse"): "who proposed it withdraws it",
    ("credit.cover", "action_end"): "makes it stricter, at whatever rate",
    ("credit.cover.decision", "action_refuse"): "who proposed it withdraws it",
    ("credit.handover", "action_take_back"): "its items are asked for here again; who sells to the customer does not",
    ("credit.provision.posting", "action_set_back"): "accounting has cancelled its entry: nothing stands in the books",
    ("credit.promise", "action_take"): "leaves items alone for some days; nothing more is let through",
    ("credit.dispute", "action_close"): "its items count fully again; what is credited is asked for",
    ("credit.reminder.run", "action_send"): "asks for what is owed; large messages and final notices are a manager's",
    ("credit.agreement", "action_end"): "leaves the customer with less; its limits are decided on by themselves",
}
# Actions that decide nothing: they draft, take back, compute or open something.
OTHERS = {
    "credit.limit": {
        "action_take_back", "action_propose", "action_open_end",
        "action_approve_each",  # one after the other, as action_approve does
        "action_pass_on", "action_request_change", "action_submit_request",  # the latter two ask others
    },
    "credit.limit.request": {
        "action_submit", "action_take_back", "action_pass_on", "action_open_part", "action_open_return",
        "action_open_refuse", "action_open_account", "action_tell",  # the last tells the customer what was decided
    },
    "credit.limit.batch": {
        "action_preview", "action_submit", "action_open_refuse", "action_open_lines", "action_open_over",
        "action_open_held", "action_open_left_out", "action_open_changed",
        "action_undo",  # previews another batch, which others decide on
    },
    "credit.group.limit": {"action_take_back", "action_propose", "action_open_end", "action_pass_on"},
    "credit.group.member": {"action_take_back", "action_propose", "action_open_end", "action_pass_on"},
    "credit.account.change": {"action_apply"},
    "credit.assessment": {
        "action_refresh", "action_submit", "action_take_back", "action_cancel", "action_recompute",
        "action_submit_each", "action_approve_each",  # one after the other, as action_approve does
        "action_pass_on", "action_open_account", "action_open_survey", "action_open_statement", "action_submit_request",
        "action_open_approve",
    },
    "credit.survey": {"action_send", "action_submit", "action_back_to_draft", "action_reopen", "action_open_reason"},
    "credit.financial.statement": {"action_new_version"},
    "credit.policy": {
        "action_copy_version", "action_replay", "action_what_if", "action_choose_threshold",
        "action_open_publish",  # opens what publishing asks
    },
    "credit.scorecard": {"action_copy_version", "action_fit"},  # the latter shows figures
    "credit.hold": {
        "action_open_release", "action_open_refuse", "action_recheck", "action_open_order", "action_open_request",
        "action_pass_on", "action_request_limit",
    },
    "credit.alert": {
        "action_acknowledge", "action_act", "action_open_close", "action_open_account", "action_open_resembling",
        "action_send_statement",
        "action_propose_limit", "action_open_watch", "action_open_stop", "action_review", "action_open_mail",
        "action_set_back",  # asks as any change of the status does
    },
    "credit.review": {"action_assess", "action_survey"},
    "credit.cover": {
        "action_propose", "action_take_back", "action_pass_on", "action_open_end", "action_record_decision",
        "action_ask", "action_report_overdue",
        "action_claim",  # opens a claim, which others decide on
    },
    "credit.cover.decision": {
        "action_propose",  # what takes away counts at once; what gives more waits
        "action_take_back", "action_pass_on",
    },
    "credit.agreement": {
        "action_refresh", "action_take_back", "action_open_end", "action_renew",
        "action_send",  # mails what was approved
    },
    "credit.agreement.template": {"action_copy_version"},
}  # fmt: skip
# Of the addon with the customer's pages: what the customer reads of a decision changes nothing of it.
for name in ("credit.limit", "credit.limit.request", "credit.assessment", "credit.account.change"):
    OTHERS[name] |= {"action_open_customer_reason", "action_set_customer_reason", "action_tell"}
OTHERS |= COLLECTING
OTHERS["credit.limit.request"].add("action_draft_agreement")  # opens a draft
OURS = "odoo.addons.credit_management"


@tagged("post_install", "-at_install")
class TestHands(DecidedCommon):
    """Nobody who had a hand in a document, or sells to its customer, decides on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.credit_second_publisher = True

    # === EVERY DOCUMENT, EVERY DECISION === #

    def test_every_action_is_known_here(self):
        """An action that is new decides, or says here that it does not."""
        decided = {(name, method) for name, _state, _role, method, *_rest in DECISIONS}
        for name in set(self.models) - WITHOUT:
            cls = self.env.registry[name]
            actions = {
                method
                for base in cls.mro()
                if base.__module__.startswith(OURS)
                for method, member in vars(base).items()
                if method.startswith("action_") and inspect.isfunction(member)
            }
            own = {method for model, method in decided if model == name}
            self.assertEqual(actions, own | OTHERS.get(name, set()), name)

    def test_no_hand_decides(self):
        for name, state, role, method, arguments, _button in DECISIONS:
            if (name, method) in ALONE:
                continue
            user = getattr(self, role)
            for why, make in (("had a hand", self._make_hand), ("sells to", self._make_seller)):
                if why == "sells to" and "partner_id" not in self.env[name]._fields:
                    continue
                with self.subTest(model=name, method=method, why=why), self._undone():
                    record = self._document(name, state)
                    make(record, user)
                    with self.assertRaisesRegex(AccessError, re.escape(f"{user.name} {why}")):
                        getattr(record.with_user(user), method)(*arguments)
                    self.assertEqual(record.state, state)

    def test_others_are_asked_nothing(self):
        """Or the test above would pass where nobody decides at all."""
        for name, state, role, method, arguments, _button in DECISIONS:
            with self.subTest(model=name, method=method), self._undone():
                record = self._document(name, state).with_user(getattr(self, role))
                try:
                    getattr(record, method)(*arguments)
                except UserError as error:
                    self.assertNotRegex(str(error), "had a hand|sells to")

    def test_alone_are_decided_limits_assessments_and_releases(self):
        """However much one person may decide on alone: evidence, definitions and standing ask for a second one."""
        granted = {"amount": 1e9, "release_amount": 1e9, "own_up_to": 1e9}
        for role in ("analyst", "manager"):
            self.env["credit.authority"].create({"role": role, **granted})
        for name, state, role, method, arguments, _button in DECISIONS:
            if (name, method) in ALONE:
                continue
            user = getattr(self, role)
            with self.subTest(model=name, method=method), self._undone():
                record = self._document(name, state)
                self._make_hand(record, user)
                error = ""
                try:
                    getattr(record.with_user(user), method)(*arguments)
                except UserError as refusal:
                    error = str(refusal)
                alone = name in (
                    "credit.limit",
                    "credit.limit.request",
                    "credit.assessment",
                    "credit.hold",
                    "credit.cover",
                    "credit.cover.decision",
                )
                self.assertEqual("had a hand" in error, not alone, error)

    @contextmanager
    def _undone(self):
        """Undo what is done within, also what is not written to the database yet."""
        savepoint = self.env.cr.savepoint(flush=False)
        try:
            yield
        finally:
            self.env.cr.clear()
            savepoint.rollback()
            savepoint.close()
            self.env.registry.clear_cache()

    def _make_hand(self, record, user):
        record._credit_by_method().write({"hand_ids": [Command.link(user.id)]})

    def _make_seller(self, record, user):
        # Who has taken himself off is no freer than who sells still.
        record.partner_id.user_id = user
        self.env.flush_all()
        record.partner_id.user_id = False

    def test_who_creates_and_changes_is_a_hand(self):
        for name, (field, value) in {
            "credit.limit": ("amount", 2),
            "credit.survey": ("requested_limit", 2),
            "credit.financial.statement": ("sales", 2),
            "credit.policy": ("release_days", 2),
            "credit.scorecard": ("coverage_min", 2),
        }.items():
            with self.subTest(model=name), self._undone():
                first, second = self.manager, self.analyst
                if name in ("credit.policy", "credit.scorecard"):
                    first, second = self.administrator, self.env["res.users"].browse(self.ref("base.user_admin"))
                    second.group_ids += self.env.ref("credit_management.credit_management_group_administrator")
                record = self.env[name].with_user(first).create(self._values(name))
                self.assertEqual(record.hand_ids, first)
                if name == "credit.limit":
                    record.action_take_back()
                record.with_user(second).write({field: value})
                self.assertEqual(record.sudo().hand_ids, first | second)

    # === THE WAYS THAT WERE FOUND === #

    def test_a_figure_typed_again_by_somebody_else(self):
        self._grant_authority(self.manager, unlimited=True)
        wanted = self._propose_limit(self.account, 900_000, author=self.manager)
        wanted.action_refuse()
        again = self._propose_limit(self.account, 900_000, author=self.analyst)
        with self.assertRaisesRegex(AccessError, "had a hand"):
            again.with_user(self.manager).action_approve()
        self.assertFalse(again.with_user(self.manager).can_decide)
        self._grant_authority(self.second_manager, unlimited=True)
        again.with_user(self.second_manager).action_approve()

    def test_a_proposal_is_not_deleted_to_forget_who_made_it(self):
        with self.assertRaisesRegex(UserError, "stays on record"):
            self._propose_limit(self.account, 500, author=self.manager).unlink()

    def test_the_customers_own_salesperson(self):
        self._grant_authority(self.manager, unlimited=True)
        limit = self._propose_limit(self.account, 500)
        self.account.partner_id.user_id = self.manager
        with self.assertRaisesRegex(AccessError, "sells to"):
            limit.with_user(self.manager).action_approve()
        limit.with_user(self.second_manager)._check_hands()

    def test_a_survey_that_somebody_else_submits(self):
        survey = self.env["credit.survey"].with_user(self.salesperson).create({"account_id": self.account.id})
        survey.with_user(self.analyst).answer_ids[0].write({"value_text": "Mine"})
        survey._credit_by_method().write({"state": "submitted", "submitted_by": self.salesperson.id})
        with self.assertRaisesRegex(AccessError, "had a hand"):
            survey.with_user(self.analyst).action_verify()
        self.assertFalse(survey.with_user(self.analyst).can_verify)
        confirmed = {"verification": "confirmed", "second_source": "registry"}
        survey.with_user(self.manager).answer_ids[0].write(confirmed)
        self.assertNotIn(self.manager, survey.hand_ids)
        survey.with_user(self.manager).action_verify()

    def test_a_statement_typed_and_confirmed_by_one(self):
        statement = self.env["credit.financial.statement"].with_user(self.analyst)
        statement = statement.create({"account_id": self.account.id, "sales": 100})
        with self.assertRaisesRegex(AccessError, "had a hand"):
            statement.action_confirm()
        statement.with_user(self.manager).action_confirm()
        self.assertEqual(statement.confirmed_by, self.manager)

    def test_ending_a_reduction(self):
        """Ending a limit asks for a second person where it raises what holds."""
        self._approve_limit(self.account, 1000)
        vals = {"author": self.second_manager, "valid_from": self._day(5)}
        reduced = self._approve_limit(self.account, 100, approver=self.manager, **vals)
        self._grant_authority(self.second_manager, unlimited=True)
        with self.assertRaisesRegex(AccessError, "had a hand"):
            reduced.with_user(self.second_manager).action_end(self._day(-1), "Again")

    def test_a_policy_published_by_who_wrote_it(self):
        policy = self.env["credit.policy"].with_user(self.administrator)._get_in_force(self.company)
        draft = policy.with_user(self.administrator).copy()
        draft.release_days = 77
        draft.rule_ids[0].name = "First of all"
        with self.assertRaisesRegex(AccessError, "had a hand"):
            draft.action_publish()
        self.company.credit_second_publisher = False
        draft.action_publish()
        log = " ".join(draft.message_ids.mapped("body"))
        self.assertRegex(log, "Releases Last \\(Days\\): 14 → 77")
        self.assertIn("First of all", log)

    def test_a_refused_limit_binds_the_next(self):
        """Until somebody with as much authority approves one, or the customer is assessed."""
        self._grant_authority(self.manager, unlimited=True)
        self._grant_authority(self.second_manager, 10_000)
        self._propose_limit(self.account, 500).with_user(self.manager).action_refuse()
        again = self._propose_limit(self.account, 400)
        self.assertIn(f"{self.manager.name} refused", again.with_user(self.second_manager).refused_before_text)
        with self.assertRaisesRegex(AccessError, "Nothing has changed since"):
            again.with_user(self.second_manager).action_approve()
        again.with_user(self.manager).action_approve()
        self._propose_limit(self.account, 300).with_user(self.second_manager).action_approve()
