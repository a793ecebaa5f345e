from odoo import Command

from ..common import CreditCommon
from ..exposure.ledger_common import LedgerCommon
from ..policy.policy_common import PolicyCommon

STRICT = {"kind": "overdue_days", "days": 5, "effect": "block", "everybody": True}

MILD = {"kind": "overdue_days", "days": 25, "effect": "block", "everybody": True}


class ReplayCommon(LedgerCommon, CreditCommon, PolicyCommon):
    """A small ledger, worked out by hand, and the policies that are played on it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in (cls.salesperson, cls.analyst, cls.manager, cls.administrator):
            user.write({"company_ids": [Command.link(cls.company.id)], "company_id": cls.company.id})
        cls.account = cls._create_account(cls.customer)
        cls.policies = cls.env["credit.policy"]

    def past(self, amount, invoiced, due, *paid, **values):
        """An invoice of so many days ago, its due date, and payments of (days ago, amount)."""
        move = self.invoice(amount, due=-due, invoice_date=self.day(-invoiced), **values)
        for days, part in paid:
            self.pay(move, part, payment_date=self.day(-days))
        return move

    def ledger(self):
        """400 paid in time; 500 paid 50 days late; 300 while that is 20 days past due; 200 today, 300 still owed.

        The last customer is another one, who owes nothing.
        """
        self.first = self.past(400, 200, 170, (175, 400))
        self.late = self.past(500, 150, 120, (70, 500))
        self.during = self.past(300, 100, 70)
        self.after = self.past(200, 0, -30)
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        self.other = self.past(1000, 60, 30, (40, 1000), partner=other)

    def replay(self, policy, user=None, **values):
        action = policy.with_user(user or self.administrator).action_replay()
        replay = self.env["credit.replay"].with_user(user or self.administrator).browse(action["res_id"])
        replay.write(values)
        replay.action_replay()
        return replay

    def line(self, replay, move):
        return self.lines(replay, ("move_id", "=", move.id))

    def lines(self, replay, *domain):
        """Lines the user who replayed sees, oldest first."""
        lines = replay.env["credit.replay.line"]
        return lines.search([("replay_id", "=", replay.id), *domain], order="date").with_env(self.env).sudo()

    def figure(self, replay, code):
        found = replay.figure_ids.filtered(lambda one: one.code == code)
        return found.value, found.other_value

    def what_if(self, policy, user=None, **thresholds):
        action = policy.with_user(user or self.administrator).action_what_if()
        replay = self.env["credit.replay"].with_user(user or self.administrator).browse(action["res_id"])
        for kind, values in thresholds.items():
            replay.rule_ids.filtered(lambda rule, kind=kind: rule.kind == kind).write(values)
        replay.action_replay()
        return replay
