from odoo import SUPERUSER_ID
from odoo.tests import tagged

from ..exposure.ledger_common import LedgerCommon
from .print_common import PrintCommon


@tagged("post_install", "-at_install")
class TestPrintGroup(PrintCommon, LedgerCommon):
    """What members owe on paper adds up to what the group owes, in amounts and in shares."""

    def test_shares_add_up(self):
        accounts = self.env["credit.account"]
        for name in ("North", "East", "South"):
            partner = self.env["res.partner"].create({"name": name, "is_company": True})
            accounts |= accounts._for(partner, self.company)
            self.invoice(100, partner=partner)
        group = self.env["credit.group"].create({"name": "Acme Group", "lead_id": accounts[0].id})
        decided = {
            "group_id": group.id, "reason": "One owner", "state": "approved", "counts": True,
            "author_id": SUPERUSER_ID, "approver_id": self.env.uid, "approved_on": self.env.cr.now(),
        }  # fmt: skip
        members = self.env["credit.group.member"]._credit_by_method()
        members.create([{**decided, "account_id": account.id} for account in accounts])
        text = self.text("credit_group_form", group)
        self.assertEqual([text.count(share) for share in ("33.4 %", "33.3 %")], [1, 2])
        self.assertIn("300.00", text)
