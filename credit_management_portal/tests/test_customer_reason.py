from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.credit_management.tests.limit.request_common import RequestCommon


@tagged("post_install", "-at_install")
class TestCustomerReason(RequestCommon):
    """What a customer is told about a decision: chosen from a list, until it was told, and decided as it was shown."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reason = cls.env.ref("credit_management_portal.credit_customer_reason_partly")
        cls.other = cls.env.ref("credit_management_portal.credit_customer_reason_refused_overdue")

    def test_analysts_choose_and_salespeople_do_not(self):
        request = self._ask()
        with self.assertRaisesRegex(AccessError, "does not choose what customers are told"):
            request.with_user(self.salesperson).action_set_customer_reason(self.reason.id)
        with self.assertRaises(AccessError):
            request.with_user(self.analyst).write({"customer_reason_id": self.reason.id})
        request.with_user(self.analyst).action_set_customer_reason(self.reason.id)
        self.assertEqual(request.customer_reason_id, self.reason)
        self.assertNotIn(self.analyst, request.sudo().hand_ids)

    def test_an_approval_is_about_the_reason_that_was_shown(self):
        request = self._ask()
        opened = request.with_user(self.manager)
        shown = opened.shown
        request.with_user(self.analyst).action_set_customer_reason(self.other.id)
        with self.assertRaisesRegex(UserError, "Reason for the Customer”: – → Invoices overdue"):
            opened.with_context(credit_shown=shown).action_approve()
        opened.invalidate_recordset(["shown"])
        self.assertIn(self.other.name, opened.shown)

    def test_the_dialog_chooses_with_the_decision(self):
        request = self._ask()
        opened = request.with_user(self.manager)
        dialog = self.env["credit.limit.request.decide"].with_user(self.manager).with_context(credit_shown=opened.shown)
        dialog.create(
            {"request_id": request.id, "move": "refuse", "reason": "Late", "customer_reason_id": self.other.id}
        ).action_apply()
        self.assertEqual((request.state, request.customer_reason_id), ("refused", self.other))

    def test_a_document_that_is_none(self):
        choose = self.env["credit.customer.reason.choose"].with_user(self.analyst)
        request = self._ask()
        for model in ("", "nothing.like.it", "res.partner", "credit.reasoned", "credit.account", 7, ["x"], None):
            self.assertIsNone(choose._find(model, request.id), model)
        for document in (0, -1, 10**12, True, "1", [request.id], None):
            self.assertIsNone(choose._find(request._name, document), document)
        self.assertEqual(choose._find(request._name, request.id), request)
        for model, document in (("nothing.like.it", request.id), ("res.partner", 1), (request._name, 2**31 - 1)):
            dialog = choose.create({"model": model, "document": document, "reason_id": self.reason.id})
            with self.assertRaisesRegex(UserError, "Open the document"):
                dialog.action_apply()

    def test_a_reason_of_another_company_and_an_archived_one(self):
        company = self.env["res.company"].create({"name": "Other"})
        reasons = self.env["credit.customer.reason"]
        foreign = reasons.create({"name": "Foreign", "text": "Foreign", "company_id": company.id})
        archived = reasons.create({"name": "Old", "text": "Old", "active": False})
        request = self._ask().with_user(self.manager)
        for reason_id in (foreign.id, archived.id, "many", 10**12, [1]):
            with self.assertRaisesRegex(UserError, "not among those of"):
                request.action_set_customer_reason(reason_id)
        change = {"account_id": self.account.id, "late_interest_rate": 9, "reason": "Test"}
        changes = self.env["credit.account.change"].with_user(self.manager)
        with self.assertRaisesRegex(UserError, "not among those of"):
            changes.create(change | {"customer_reason_id": foreign.id})
        self.assertEqual(
            changes.create(change | {"customer_reason_id": self.reason.id}).customer_reason_id, self.reason
        )

    def test_a_shared_text_is_written_by_who_works_everywhere(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.administrator.company_ids = [Command.set(self.company.ids)]
        with self.assertRaisesRegex(AccessError, "holds for all companies"):
            self.reason.with_user(self.administrator).text = "Mine"
        own = self.env["credit.customer.reason"].with_user(self.administrator)
        own.create({"name": "Own", "text": "Own", "company_id": self.company.id}).text = "Mine"
        with self.assertRaises(AccessError):
            own.create({"name": "Own", "text": "Own", "company_id": company.id})
        with self.assertRaises(AccessError):
            own.with_user(self.analyst).create({"name": "Own", "text": "Own"})
