from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .invoice_common import InvoiceGateCommon


@tagged("post_install", "-at_install")
class TestInvoiceBatch(InvoiceGateCommon):
    """Many invoices at once, and those that nobody posts by hand."""

    # === MANY AT ONCE === #

    def test_list_posts_what_passes(self):
        self.hold_invoices()
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        first, second = self.draft(1500), self.draft(5000, partner=other)
        moves = (first | second).with_user(self.accountant)
        moves.action_validate_moves_with_confirmation()
        self.assertEqual(moves.mapped("state"), ["draft", "posted"])
        self.assertHeld(first)

    def test_one_by_one_as_together(self):
        """Drafts count where the policy counts them, posted or not: one at a time or all at once, none fits."""
        self.hold_invoices()
        first, second = self.draft(600), self.draft(600)
        first.action_post()
        self.assertHeld(first)
        (first | second).action_post()
        self.assertHeld(first)
        self.assertHeld(second)
        second.sudo().unlink()
        first.action_post()
        self.assertPosted(first, "cleared")

    def test_first_come_where_drafts_do_not_count(self):
        self.publish({"kind": "exposure", "at_invoice": True}, count_draft_invoice=False)
        first, second, third = self.draft(600), self.draft(600), self.draft(400)
        (third | second | first).action_post()
        self.assertEqual((first | second | third).mapped("state"), ["posted", "draft", "posted"])

    def test_dialog_posts_what_passes(self):
        self.hold_invoices()
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        first, second = self.draft(600, partner=other), self.draft(1600)
        moves = (first | second).with_user(self.accountant)
        context = {"active_model": "account.move", "active_ids": moves.ids}
        wizard = self.env["validate.account.move"].with_user(self.accountant).with_context(**context)
        wizard.create({"force_post": True}).validate_move()
        self.assertEqual(moves.mapped("state"), ["posted", "draft"])
        self.assertHeld(second)

    def test_dialog_with_nothing_that_passes(self):
        self.hold_invoices()
        move = self.draft(1500)
        context = {"active_model": "account.move", "active_ids": move.ids}
        self.env["validate.account.move"].with_user(self.accountant).with_context(**context).create({}).validate_move()
        self.assertHeld(move)

    def test_month_end_with_the_ready_policy(self):
        """Two hundred invoices over the limit are posted in one go, each with its note."""
        moves = self.env["account.move"].concat(*(self.draft(100) for _number in range(20)))
        moves.with_user(self.accountant).action_validate_moves_with_confirmation()
        self.assertEqual(set(moves.mapped("state")), {"posted"})
        noted = moves.filtered(lambda move: "credit warning" in self.notes(move))
        self.assertEqual(noted, moves, "their drafts were owed already")

    # === SCHEDULED === #

    def post_scheduled(self):
        with self.enter_registry_test_mode():
            self.env.ref("account.ir_cron_auto_post_draft_entry").method_direct_trigger()

    def test_job_holds_and_goes_on(self):
        self.hold_invoices()
        today = self.today
        values = {"auto_post": "at_date", "date": today, "invoice_date": today}
        other = self.env["res.partner"].create({"name": "Other", "is_company": True})
        held, passing = self.draft(1500, **values), self.draft(500, partner=other, **values)
        monthly = self.draft(2000, **values | {"auto_post": "monthly"})
        self.post_scheduled()
        self.assertHeld(held)
        self.assertPosted(passing)
        self.assertHeld(monthly)
        before = len(held.sudo().message_ids)
        self.post_scheduled()
        self.assertEqual(len(held.sudo().message_ids), before, "it is not looked at again every day")
        self.assertEqual(monthly.auto_post, "monthly")

    def test_released_recurring_invoice_goes_on(self):
        self.hold_invoices()
        values = {"auto_post": "monthly", "date": self.today, "invoice_date": self.today}
        move = self.draft(2000, **values)
        self.post_scheduled()
        self.assertHeld(move).with_user(self.manager).action_release("Known for years")
        self.assertPosted(move, "used")
        following = self.env["account.move"].search([("auto_post_origin_id", "=", move.id), ("state", "=", "draft")])
        self.assertEqual(following.amount_total, 2000)

    def test_later_ones_are_scheduled_not_judged(self):
        self.hold_invoices()
        day = fields.Date.today() + timedelta(days=10)
        move = self.draft(1500, invoice_date=day)
        move.date = day
        move._post(soft=True)
        self.assertEqual((move.state, move.auto_post, move.sudo().credit_hold_state), ("draft", "at_date", False))

    # === COST === #

    def test_queries_do_not_grow(self):
        """As many for fifty invoices as for one, behind orders and without."""
        counts = {}
        self.hold_invoices()
        for count in (1, 50):
            for kind, make in (("plain", lambda: self.draft(1)), ("ordered", lambda: self.shipped(1)[1])):
                make()
                moves = self.env["account.move"].concat(*(make() for _number in range(count)))
                moves.sudo()._credit_decide("invoice", claim=True)  # caches as warm as in a server
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.cr.sql_log_count
                moves.sudo()._credit_decide("invoice", claim=True)
                counts[kind, count] = self.cr.sql_log_count - before
        self.assertEqual(counts["plain", 1], counts["plain", 50], counts)
        self.assertEqual(counts["ordered", 1], counts["ordered", 50], counts)
        self.assertLess(counts["ordered", 1], counts["plain", 1])
