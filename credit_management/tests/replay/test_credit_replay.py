from dataclasses import replace

from odoo import Command, fields
from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged

from ...core.policy.kinds import OWN_KINDS
from ...core.policy.policy import CONFIRMATION, decide
from ...core.policy.ready_policy import READY_RULES
from ...core.replay.known import facts
from ..common import CreditCommon
from ..exposure.ledger_common import LedgerCommon
from ..policy.policy_common import PolicyCommon
from ..reporting.workbook_common import WorkbookCommon
from .replay_common import MILD, STRICT, ReplayCommon


@tagged("post_install", "-at_install")
class TestCreditReplay(ReplayCommon):
    """A small ledger, worked out by hand, and the policies that are played on it."""

    # === FIGURES === #

    def test_figures_by_hand(self):
        """The strict draft holds what is ordered while 500 are overdue, and today's; the mild one today's only."""
        self.ledger()
        self.publish(MILD)
        replay = self.replay(self.policy(STRICT))
        self.assertEqual(replay.other_id, self.policies._get_in_force(self.company))
        self.assertEqual(replay.line_count, 5)
        self.assertEqual(self.figure(replay, "held"), (2, 1))
        self.assertEqual(self.figure(replay, "held_amount"), (500, 200))
        # 500 came 50 days late; 300 are 70 days past due and open; the last is not known yet.
        self.assertEqual(self.figure(replay, "late_amount"), (800, 800))
        self.assertEqual(self.figure(replay, "late_held_amount"), (300, 0))
        self.assertEqual(self.figure(replay, "late_money_held"), (0.375, 0))
        self.assertEqual(self.figure(replay, "good_held"), (0, 0))
        self.assertEqual(self.figure(replay, "precision"), (1, 0))  # of one of the two nothing can be said
        self.assertEqual(self.figure(replay, "unknown"), (1, 1))
        self.assertEqual(self.figure(replay, "largest"), (500, 200))
        self.assertAlmostEqual(self.figure(replay, "average")[0], (300 * 101 + 200) / 201, 2)
        self.assertEqual(replay.different_count, 1)

    def test_lines(self):
        self.ledger()
        self.publish(MILD)
        replay = self.replay(self.policy(STRICT))
        during, after = self.line(replay, self.during), self.line(replay, self.after)
        self.assertEqual((during.cell, during.outcome, during.late_amount), ("only_first", "late", 300))
        self.assertEqual((during.exposure, during.overdue_amount, during.oldest_days_past_due), (500, 500, 20))
        self.assertEqual((during.days_late, during.date), (70, self.day(-100)))
        self.assertEqual((after.cell, after.outcome, after.exposure), ("both", "unknown", 300))
        self.assertEqual(self.line(replay, self.late).days_late, 50)
        self.assertEqual(self.line(replay, self.other).cell, "neither")
        self.assertEqual(during.reasons, "overdue_days")
        self.assertEqual(during.action_open_document()["res_id"], self.during.id)

    def test_late_days_and_stretch(self):
        self.ledger()
        replay = self.replay(self.policy(STRICT), late_days=60, date_from=self.day(-160), date_to=self.day(-90))
        self.assertEqual(replay.line_count, 2)
        self.assertEqual(self.figure(replay, "late_amount"), (300, 300))

    def test_again_with_other_choices(self):
        self.ledger()
        replay = self.replay(self.policy(STRICT))
        replay.late_days = 60
        replay.action_replay()
        self.assertEqual((replay.line_count, len(self.lines(replay))), (5, 5))
        self.assertEqual(len(replay.figure_ids), len({one.code for one in replay.figure_ids}))

    def test_groups_add_up(self):
        self.ledger()
        replay = self.replay(self.policy(STRICT), limits="recorded")
        for groups in (replay.grade_ids, replay.month_ids):
            self.assertEqual(sum(groups.mapped("orders")), 5)
            self.assertEqual(sum(groups.mapped("held")), 2)
        self.assertEqual(replay.of_rule_ids.mapped("label_text"), ["overdue_days"])

    def test_currencies(self):
        """1,000 EUR are 2,000 of the company's currency at their rate; half of it is paid 40 days late."""
        move = self.past(1000, 100, 70, (30, 500), currency=self.euro)
        self.past(10, 20, -10)
        replay = self.replay(self.policy(STRICT))
        self.assertEqual(self.line(replay, move).amount, 2000)
        self.assertEqual(self.figure(replay, "late_amount"), (2000, 2000))
        later = replay.figure_ids.filtered(lambda one: one.code == "amount")
        self.assertEqual(later.value, 2010)

    def test_other_companies_are_not_seen(self):
        self.ledger()
        other = self.setup_other_company(name="Elsewhere")["company"]
        foreign = self.env["account.move"].with_company(other).create(
            {
                "move_type": "out_invoice", "partner_id": self.customer.id, "invoice_date": self.day(-90),
                "invoice_date_due": self.day(-80), "company_id": other.id,
                "invoice_line_ids": [Command.create({"name": "Goods", "price_unit": 9999, "tax_ids": False})],
            }
        )  # fmt: skip
        foreign.action_post()
        replay = self.replay(self.policy(STRICT))
        self.assertEqual(replay.line_count, 5)
        self.assertEqual(self.figure(replay, "amount"), (2400, 2400))
        with self.assertRaises(ValidationError):
            replay.other_id = self.policies._get_in_force(other)

    # === LIMITS === #

    def test_limits_as_they_were(self):
        """A limit of 350 from 120 days ago: the 300 on top of 500 would have been over it, what came before not."""
        self.ledger()
        limit = self._approve_limit(self.account, 350)
        limit._credit_by_method().valid_from = self.day(-120)
        replay = self.replay(self.policy({"kind": "exposure"}), limits="recorded")
        self.assertEqual(self.line(replay, self.during).limit_amount, 350)
        held = self.lines(replay, ("held", "=", True))
        self.assertEqual(held.move_id, self.during | self.after)
        self.assertEqual(self.line(replay, self.first).limit_amount, 0)

    def test_a_limit_that_ended(self):
        self.ledger()
        limit = self._approve_limit(self.account, 5000)
        limit._credit_by_method().write({"valid_from": self.day(-190), "valid_to": self.day(-110)})
        replay = self.replay(self.policy({"kind": "limit_expired"}), limits="recorded")
        held = self.lines(replay, ("held", "=", True))
        self.assertEqual(held.move_id, self.during | self.after)

    def test_status_and_grade_of_the_evenings(self):
        """On stop from the evening of 105 days ago until that of 50 days ago: the order between is held."""
        self.ledger()
        grade = self.env["credit.grade"].search([("code", "=", "B")])
        for days, status, grade_id in (
            (180, "active", None),
            (105, "stop", grade.id),
            (104, "stop", grade.id),
            (50, "active", grade.id),
        ):
            self.env.cr.execute(
                "INSERT INTO credit_snapshot (account_id, partner_id, company_id, date, status, grade_id)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                (self.account.id, self.customer.id, self.company.id, self.day(-days), status, grade_id),
            )
        replay = self.replay(self.policy({"kind": "status", "status": "stop", "everybody": True}), limits="recorded")
        self.assertEqual(self.lines(replay, ("held", "=", True)).move_id, self.during)
        self.assertEqual(self.line(replay, self.during).grade_id, grade)
        self.assertFalse(self.line(replay, self.late).grade_id)

    def test_limits_as_proposed(self):
        """Nobody has approved anything; a customer that pays late gets a low grade and a low limit."""
        for month in range(12):
            self.past(1000, 360 - 28 * month, 330 - 28 * month, (max(290 - 28 * month, 0), 1000))
        replay = self.replay(self.policy({"kind": "exposure"}))
        self.assertEqual(replay.limits, "proposed")
        lines = self.lines(replay)
        self.assertFalse(lines[0].grade_id)
        self.assertIn(lines[-1].grade_id.code, ("C", "D"))
        self.assertTrue(lines[-1].held)
        self.assertFalse(self.account.grade_id)
        self.assertFalse(self.env["credit.assessment"].search([("account_id", "=", self.account.id)]))

    def test_each_version_proposes_its_own_limits(self):
        for month in range(12):
            self.past(1000, 360 - 28 * month, 330 - 28 * month, (335 - 28 * month, 1000) if month < 11 else (0, 1))
        wide = self.policy({"kind": "exposure"}, limit_rule="highest", limit_balance_share=500)
        narrow = self.policy({"kind": "exposure"}, limit_maximum=500)
        replay = self.replay(wide, limits="proposed", other_id=narrow.id)
        held, other_held = self.figure(replay, "held")
        self.assertLess(held, other_held)

    # === THE SAME AS THE GATE === #

    def test_the_same_as_the_gate(self):
        """An invoice of today finds what an order of today would: owed, overdue, days, terms, limit, decision."""
        self._approve_limit(self.account, 1000)
        self.past(500, 150, 120, (110, 200))
        self.past(300, 40, 10)
        self.receive(50)
        self.publish(
            {"kind": "exposure"}, {"kind": "overdue_days", "days": 30}, {"kind": "days_beyond_terms", "days": 9},
            {"kind": "overdue_amount", "amount": 1}, {"kind": "order_value", "amount": 5},
        )  # fmt: skip
        order = self.order(6, confirm=False)
        policy = self.policies._in_force(self.company)
        gate = self.env["credit.order.facts"]._collect(order, policy.rules_at(CONFIRMATION), policy)[order]
        today = self.past(600, 0, -30)
        histories = self.env["credit.replay.history"]
        collected = histories._collect(self.company, self.day(-300), self.day(0))
        record = self.policies._get_in_force(self.company)
        history = replace(collected.history, standings=histories._standings(collected, "recorded", record))
        row = history.orders.source.tolist().index(today.id)
        (played,) = facts(history, [row])
        replay = self.replay(record, limits="recorded")
        self.assertEqual(self.line(replay, today).exposure, gate.exposure)
        for name in (
            "overdue",
            "oldest_days_past_due",
            "limit",
            "status",
            "grade_id",
            "next_review",
            "claim",
            "value",
            "account_id",
            "country_id",
            "category_ids",
            "days_beyond_terms",
        ):
            self.assertEqual(getattr(played, name), getattr(gate, name), name)
        decision = decide(gate, policy, CONFIRMATION)
        self.assertTrue(decision.blocked)
        names = {rule.id: rule.name for rule in record.rule_ids}
        self.assertEqual(self.line(replay, today).reasons, ", ".join(names[one.rule_id] for one in decision.failures))

    def test_the_ready_rules_are_those_of_every_company(self):
        """The core's copy, which files are played with, is the policy that comes with the addon."""
        company = self.env["res.company"].create({"name": "New"})
        rules = self.policies._get_in_force(company).rule_ids
        ready = [rule._to_core() for rule in rules if rule.kind in OWN_KINDS]
        for number, (own, core) in enumerate(zip(ready, READY_RULES, strict=True), 1):
            self.assertEqual({**self.plain(own), "id": number}, self.plain(core))

    def plain(self, rule):
        return {name: getattr(rule, name) for name in rule.__dataclass_fields__}


@tagged("post_install", "-at_install")
class TestCreditReplayWorkbook(LedgerCommon, CreditCommon, PolicyCommon, WorkbookCommon):
    """The workbook of a replay."""

    def test_workbook(self):
        self._create_account(self.customer)
        self.invoice(500, due=-60)
        self.invoice(200, due=-20)
        policy = self.publish(STRICT)
        replay = self.env["credit.replay"].browse(policy.action_replay()["res_id"])
        replay.action_replay()
        self.assertEqual(replay.action_export()["params"]["url"], f"/credit_management/replay/{replay.id}")
        content, steps = self.content(replay)
        self.assertEqual(steps[-1], (2, 2))
        book = self.opened(content)
        self.assertEqual(
            book.sheetnames,
            ["Cover", "Figures", "By Grade", "By Month", "By Rule", "Orders of the Past", "Open Orders"],
        )
        rows, totals = self.rows(book["Orders of the Past"])
        self.assertEqual([row["Amount"] for row in rows], [500, 200])
        self.assertEqual(totals["Amount"], 700)
        held = replay.figure_ids.filtered(lambda one: one.code == "held")
        self.assertEqual(
            self.rows(book["By Rule"])[1]["Held"], held.value, "each order once, however many rules hold it"
        )
        figures = [row[0].value for row in book["Figures"].iter_rows(min_row=6)]
        self.assertIn("Share of late money held", figures)


@tagged("post_install", "-at_install")
class TestCreditReplayTour(LedgerCommon, CreditCommon, PolicyCommon, HttpCase):
    """Tour of an administrator: the browser's own errors fail the test."""

    def test_what_if_in_the_browser(self):
        self.administrator.write({"company_ids": [Command.link(self.company.id)], "company_id": self.company.id})
        self._create_account(self.customer)
        for due in (-100, -60, -20):
            self.invoice(500, due=due)
        policy = self.policy({**MILD, "days": 90, "name": "Overdue for Long"})
        self.start_tour(
            f"/odoo/credit-policies/{policy.id}", "credit_management_replay", login=self.administrator.login
        )
        self.assertEqual(policy.rule_ids.days, 90)
        self.assertEqual(fields.Date.to_date(policy.valid_from), None)
