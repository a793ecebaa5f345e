from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .write_off_common import WriteOffCommon


@tagged("post_install", "-at_install")
class TestWriteOffAttacks(WriteOffCommon):
    """What is approved is what was seen and what is posted, whatever changes in between."""

    def test_evidence_counts_by_what_it_holds(self):
        """Forms read files as their sizes; what is approved is what they hold."""
        write_off = self.write_off(self.invoice(100, due=-400))
        write_off.evidence_ids = [Command.create({"kind": "ruling", "name": "Ruling", "file": "eA=="})]
        write_off.action_propose()
        opened = write_off.with_user(self.manager)
        shown = opened.with_context(bin_size=True)._read_shown()
        self.env.invalidate_all()
        self.assertEqual(opened._read_shown(), shown)
        write_off.action_take_back()
        write_off.evidence_ids.file = "eQ=="  # as large
        write_off.action_propose()
        with self.assertRaisesRegex(UserError, "changed since you opened it: “Evidence”"):
            opened.with_context(credit_shown=shown).action_approve()
        shown = opened.with_context(bin_size=True)._read_shown()
        self.env.invalidate_all()
        opened.with_context(credit_shown=shown).action_approve()
        self.assertEqual(write_off.state, "approved")
