from odoo.exceptions import AccessError
from odoo.tests import tagged

from .ledger_import_common import LedgerImportCommon


@tagged("post_install", "-at_install")
class TestLedgerResting(LedgerImportCommon):
    """An import by which customers were judged is not undone in silence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        manager = "credit_management.credit_management_group_manager"
        cls.analyst = cls.create_person("analyst", "credit_management.credit_management_group_analyst")
        cls.manager = cls.create_person("manager", manager)
        cls.importing_manager = cls.create_person("both", f"{manager},account.group_account_manager")
        cls.env["credit.authority"].sudo().create({"user_id": cls.manager.id, "unlimited": True})

    def setUp(self):
        super().setUp()
        self.one = self.imported(self.rows(24))
        self.account = self.env["credit.account"]._for(self.customer, self.company)

    def approve(self):
        assessment = self.account.with_user(self.analyst)._assess()
        grade = self.env["credit.grade"].search([], limit=1)
        assessment.write({"grade_id": grade.id, "limit_amount": 900, "difference_reason": "Known"})
        assessment.action_submit()
        assessment.with_user(self.manager).action_approve()
        return assessment

    def test_the_assessment_says_so(self):
        """24 invoices paid in time, all of them imported."""
        assessment = self.account.with_user(self.analyst)._assess()
        self.assertEqual((assessment.evidence_count, assessment.evidence_doubtful), (24, 24))
        self.assertIn("24 of them", assessment.evidence_text)
        self.assertIn("imported", assessment.evidence_text)
        self.assertFalse(assessment.has_firm_score and assessment.firm_score >= assessment.score > 0)

    def test_undone(self):
        self.approve()
        with self.assertRaisesRegex(AccessError, "Customer.*credit manager"):
            self.one.with_user(self.accountant).action_undo()
        self.assertEqual(self.one.state, "done")
        self.one.with_user(self.importing_manager).action_undo()
        self.run_job()
        self.assertEqual(self.one.state, "undone")
        review = self.account.review_ids.filtered(lambda review: review.state == "open")
        self.assertIn("has undone the import", review.event)
        self.assertIn("has undone the import", str(self.account.message_ids.mapped("body")))
        gone = self.env["credit.monitoring"]._evidence_gone(self.account.sudo())
        self.assertEqual(gone[self.account.id], 100)

    def test_undone_while_nobody_was_judged(self):
        self.one.with_user(self.accountant).action_undo()
        self.run_job()
        self.assertEqual(self.one.state, "undone")
