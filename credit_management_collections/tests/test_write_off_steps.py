from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .write_off_common import WriteOffCommon


@tagged("post_install", "-at_install")
class TestWriteOffSteps(WriteOffCommon):
    """Above an amount several people decide on a write-off; one that is refused keeps no invoice from deletion."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].sudo().search([("write_off_amount", ">", 0)]).write_off_amount = 2000

    # === STEPS === #

    def rung(self, above, *steps, **values):
        rows = [Command.create({"needed": needed, "member_ids": [Command.set(ids)]}) for needed, ids in steps]
        rungs = self.env["credit.approval.rung"].sudo()
        return rungs.create({"decides_on": "write_off", "above": above, "step_ids": rows, **values})

    def test_two_people_above_an_amount(self):
        self.rung(500, (1, []), (1, []))
        small = self.approved(self.invoice(500, due=-400))
        self.assertEqual(small.state, "approved", "not above it")
        small.action_take_back()
        small.sudo().unlink()
        write_off = self.write_off(self.invoice(500.01, due=-400))
        write_off.action_propose()
        self.assertEqual(write_off.with_user(self.manager).step_text, "0 of 2")
        write_off.with_user(self.manager).action_approve()
        self.assertEqual((write_off.state, write_off.step_text), ("proposed", "1 of 2"))
        self.assertFalse(write_off.with_user(self.manager).can_decide)
        with self.assertRaisesRegex(AccessError, "has decided on a step"):
            write_off.with_user(self.manager).action_approve()
        self.assertTrue(write_off.with_user(self.second_manager).can_decide)
        write_off.with_user(self.second_manager).action_approve()
        self.assertEqual((write_off.state, write_off.approver_id), ("approved", self.second_manager))
        self.manager.sudo().group_ids += self.env.ref("account.group_account_invoice")
        with self.assertRaisesRegex(AccessError, "had a hand in"):
            write_off.with_user(self.manager).action_post()
        write_off.with_user(self.accountant).action_post()
        self.assertEqual(write_off.state, "posted")

    def test_taken_back_it_is_decided_on_anew(self):
        self.rung(500, (1, []), (1, []))
        write_off = self.write_off(self.invoice(600, due=-400))
        write_off.action_propose()
        write_off.with_user(self.manager).action_approve()
        write_off.action_take_back()
        write_off.action_propose()
        self.assertEqual(write_off.step_text, "0 of 2")
        write_off.with_user(self.manager).action_refuse("Not yet")
        self.assertEqual(write_off.state, "refused")

    def test_a_committee(self):
        members = (self.manager | self.second_manager | self.analyst).ids
        self.rung(500, (2, members))
        write_off = self.write_off(self.invoice(5000, due=-400))
        write_off.action_propose()
        write_off.with_user(self.manager).action_approve()
        write_off.with_user(self.second_manager).action_approve()
        self.assertEqual(write_off.state, "approved", "a committee decides as such, whatever its members may")

    def test_nobody_to_decide(self):
        self.rung(500, (99, []))
        write_off = self.write_off(self.invoice(600, due=-400))
        with self.assertRaisesRegex(UserError, "takes 99 decisions"):
            write_off.action_propose()

    def test_steps_of_limits_do_not_apply(self):
        self.rung(0, (1, []), (1, []), decides_on="raise")
        self.assertEqual(self.approved(self.invoice(600, due=-400)).state, "approved")

    def test_nobody_changes_the_steps_that_bind_them(self):
        rung = self.rung(500, (1, []), (1, []))
        self.manager.sudo().group_ids += self.env.ref("credit_management.credit_management_group_administrator")
        with self.assertRaisesRegex(AccessError, "changed by another administrator"):
            rung.with_user(self.manager).above = 5000

    # === ITEMS THAT ARE DELETED === #

    def test_a_refused_write_off_keeps_no_item_from_deletion(self):
        move, other = self.invoice(300, due=-400), self.invoice(40, due=-400)
        write_off = self.write_off(move)
        write_off.action_propose()
        draft = self.write_off(other)
        number = move.name
        (move | other).button_draft()
        with self.assertRaisesRegex(UserError, "asks to write off"), self.cr.savepoint():
            move.with_context(force_delete=True).unlink()
        write_off.with_user(self.manager).action_refuse("Posted by mistake")
        (move | other).with_context(force_delete=True).unlink()
        self.env.invalidate_all()
        self.assertFalse(write_off.line_ids.move_line_id)
        self.assertEqual((write_off.line_ids.reference, write_off.amount), (number, 300))
        self.assertEqual(write_off.line_ids.due, self.day(-400))
        self.assertFalse(draft.line_ids, "a draft is of nothing then")
        report = self.env["ir.actions.report"].with_user(self.manager)
        html, _kind = report._render_qweb_html("credit_management_collections.credit_write_off_form", write_off.ids)
        self.assertIn(number.encode(), html)
