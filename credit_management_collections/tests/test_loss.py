import numpy as np

from odoo import Command
from odoo.tests import tagged

from odoo.addons.credit_management.core.assessment.items import day_number
from odoo.addons.credit_management.core.assessment.known import Known
from odoo.addons.credit_management.models.assessment.credit_behaviour import ITEMS
from odoo.addons.credit_management.sql.exposure import paid_items
from odoo.addons.credit_management.sql.replay import replayed_items

from .write_off_common import WriteOffCommon


@tagged("post_install", "-at_install")
class TestLoss(WriteOffCommon):
    """What is written off is lost, whether it had been provided for or not: for scores, grades, replays alike."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.credit_allowance_account_id = cls.allowance

    def provide(self, amount):
        rows = [
            Command.create({"account_id": self.loss.id, "balance": amount}),
            Command.create({"account_id": self.allowance.id, "balance": -amount}),
        ]
        self.env["account.move"].create({"line_ids": rows}).action_post()

    def lost(self, move):
        """What was written off of an invoice, as scores and grades read it, and as a replay does."""
        ledger = self.env["credit.behaviour"]._ledger(self.account)
        known = Known(ledger, np.array([day_number(self.today)]))
        place = list(ledger_ids(self, self.account)).index(self.line(move).id)
        receivable = self.env["credit.open.item"]._receivable_account_ids()
        past = (self.company.id, receivable, self.day(-900), self.today)
        replayed = self.env.execute_query(replayed_items.settlements(*past))
        again = sum(amount for item, _day, amount, _paid, lost in replayed if lost and item == self.line(move).id)
        self.assertEqual(round(again, 2), round(float(known.written_off[place]), 2))
        self.assertEqual(bool(known.is_lost[place]), bool(again))
        self.assertFalse(known.is_paid[place] and again)
        return round(again, 2)

    def test_taken_from_the_allowance_alone(self):
        self.provide(500)
        move = self.invoice(300, due=-400)
        write_off = self.posted(move)
        self.assertEqual(self.booked(write_off), {self.allowance: 300})
        self.assertEqual(self.lost(move), 300)

    def test_part_from_the_allowance_and_part_expense(self):
        self.provide(100)
        move = self.invoice(300, due=-400)
        write_off = self.posted(move)
        self.assertEqual(self.booked(write_off), {self.allowance: 100, self.loss: 200})
        self.assertEqual(self.lost(move), 300, "all of it is lost, once")

    def test_paid_in_part_before(self):
        self.provide(500)
        move = self.invoice(300, due=-400)
        self.pay(move, 120)
        self.posted(move)
        self.assertEqual(self.lost(move), 180)

    def test_recovered_afterwards_it_stays_lost(self):
        self.provide(500)
        move = self.invoice(300, due=-400)
        write_off = self.posted(move).with_user(self.accountant)
        write_off.action_recover(self.line(self.receive(200).move_id))
        self.assertEqual(self.lost(move), 300)
        recovery = write_off.sudo().recovery_ids.move_id
        self.assertEqual(self.lost(recovery), 0, "what came in is no second loss")

    def test_another_account_chosen_later_changes_no_past(self):
        self.provide(500)
        move = self.invoice(300, due=-400)
        self.posted(move)
        other = self.allowance.copy({"code": "969", "credit_is_allowance": False})
        self.company.credit_allowance_account_id = other
        self.assertTrue(other.credit_is_allowance)
        self.assertEqual(self.lost(move), 300)

    def test_credit_notes_and_moved_debts_are_none(self):
        self.provide(500)
        move = self.invoice(300, due=-400)
        line, plain = self.line(move), self.allowance.copy({"code": "968", "credit_is_allowance": False})
        entry = self.env["account.move"].create(
            {
                "line_ids": [
                    Command.create({"account_id": line.account_id.id, "partner_id": self.customer.id, "balance": -300}),
                    Command.create({"account_id": plain.id, "balance": 300}),
                ]
            }
        )
        entry.action_post()
        (line | self.line(entry)).reconcile()
        self.assertEqual(self.lost(move), 0)


def ledger_ids(test, account):
    """Items in the order in which scores number them."""
    receivable = test.env["credit.open.item"]._receivable_account_ids()
    return test.env["credit.behaviour"]._fetch(paid_items.items(account.ids, receivable), ITEMS)["id"].tolist()
