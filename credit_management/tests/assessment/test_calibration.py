from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError
from odoo.fields import Datetime
from odoo.tests import tagged

from ...core.assessment.grade_record import Share
from .assessment_common import CreditAssessmentCommon


class CalibrationCommon(CreditAssessmentCommon):
    """A customer graded long ago, and invoices since, paid so many days late."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.root = cls.company._credit_root()
        cls.calibrations = cls.env["credit.calibration"]
        cls.graded = cls._create_account(cls._create_customer("Graded", industry_id=cls.customer.industry_id.id))
        cls.card._credit_by_method().coverage_min = 10
        cls.assessment = cls._approved(cls.graded, limit_amount=1000)
        cls.assessment._credit_by_method().decided_on = Datetime.now() - timedelta(days=700)
        cls.grade = cls.assessment.grade_id
        # Of customers of a demonstration nothing is told here.
        approved = [("company_id", "=", cls.company.id), ("state", "=", "approved")]
        others = cls.env["credit.assessment"].search(approved) - cls.assessment
        others._credit_by_method().write({"state": "cancelled"})
        cls.calibrations.search([]).unlink()

    @classmethod
    def _invoice(cls, days_ago, amount=100.0, account=None):
        invoice = cls.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": (account or cls.graded).partner_id.id,
                "invoice_date": cls._day(-days_ago),
                "invoice_date_due": cls._day(10 - days_ago),
                "invoice_payment_term_id": False,
                "invoice_line_ids": [
                    Command.create({"name": "Goods", "quantity": 1, "price_unit": amount, "tax_ids": False})
                ],
            }
        )
        invoice.action_post()
        return invoice

    @classmethod
    def _paid(cls, days_ago, late, amount=100.0, account=None):
        invoice = cls._invoice(days_ago, amount, account)
        paying = cls.env["account.payment.register"].with_context(active_model="account.move", active_ids=invoice.ids)
        paying.create({"payment_date": cls._day(10 - days_ago + late)}).action_create_payments()
        return invoice

    @classmethod
    def _written_off(cls, days_ago, amount=100.0, account_type="expense"):
        """An invoice settled by an entry against an account of a type."""
        invoice = cls._invoice(days_ago)
        item = invoice.line_ids.filtered(lambda line: line.account_type == "asset_receivable")
        other = cls.env["account.account"].search(
            [("account_type", "=", account_type), ("company_ids", "=", cls.company.id)], limit=1
        )
        entry = cls.env["account.move"].create(
            {
                "move_type": "entry",
                "date": cls._day(60 - days_ago),
                "line_ids": [
                    Command.create({"account_id": other.id, "debit": amount}),
                    Command.create(
                        {"account_id": item.account_id.id, "partner_id": item.partner_id.id, "credit": amount}
                    ),
                ],
            }
        )
        entry.action_post()
        (item | entry.line_ids.filtered(lambda line: line.account_id == item.account_id)).reconcile()
        return invoice

    def record(self, on=None):
        found = self.grade._read_records(self.root, on or self._day(0)).get(self.grade)
        return [(one.bad, one.count) for one in found] if found else None


@tagged("post_install", "-at_install")
class TestCalibration(CalibrationCommon):
    """What a grade means follows from the company's own ledger."""

    def test_late_and_written_off(self):
        for late in (0, 5, 40, 100):
            self._paid(300, late)
        self._written_off(300)
        self.assertEqual(self.record(), [(4, 5), (3, 5), (2, 5), (1, 5)])

    def test_a_set_off_is_no_loss(self):
        """Settled against what is owed to the customer: nothing was given up, and nothing was paid."""
        self._written_off(300, account_type="liability_current")
        self.assertIsNone(self.record())

    def test_as_of_a_day(self):
        self._paid(300, 40)
        self.assertEqual(self.record(self._day(-260))[:2], [(1, 1), (0, 0)])
        self.assertEqual(self.record()[:2], [(1, 1), (1, 1)])
        self.assertIsNone(self.record(self._day(-705)), "not graded yet")

    def test_kept_by_the_job_and_told(self):
        self.assertIn("which has not run yet", self.assessment.meaning)
        for late in (0, 5, 40, 100):
            self._paid(300, late)
        self.calibrations._keep(self.root)
        self.env.invalidate_all()
        text = self.assessment.with_user(self.analyst).meaning
        self.assertIn(f"{self.grade.code}: of 4 such invoices of the last two years", text)
        self.assertIn("50 % (15 % to 85 %) paid more than 30 days late", text)
        self.assertIn("Too little has happened so far for a probability", text)
        self.assertEqual(self.graded.with_user(self.analyst).meaning, text)

    def test_by_card_where_there_are_enough(self):
        for _number in range(30):
            self._paid(300, 0)
        self.calibrations._keep(self.root)
        self.assertIn(f"by the card “{self.card.display_name}”: of 30 such invoices", self.assessment.meaning)

    def test_a_probability(self):
        self.calibrations._keep(self.root)
        kept = self.calibrations._of(self.root)[self.root]
        kept.found = kept.found | {"steps": [[20, 40, 50, 100], [60, 90, 2, 50]]}
        score = self.assessment.score
        self.assertGreater(score, 0)
        expected = Share(50, 100) if score < 60 else Share(2, 50)
        self.assertIn(self.calibrations._tell_share(expected), kept._describe(None, None, score))
        self.assertIn("(60 to 90) 4 % (1 % to 13 %) paid more than 30 days late", kept._describe(None, None, 75))

    def test_a_grade_by_hand_has_no_probability(self):
        """The score of an assessment says nothing about a grade chosen since."""
        self.calibrations._keep(self.root)
        self.assertIn("probability", self.graded.meaning)
        self.graded.sudo().grade_id = self.env["credit.grade"].search([("id", "!=", self.grade.id)], limit=1)
        self.assertNotIn("probability", self.graded.meaning)

    def test_who_reads_it(self):
        self.calibrations._keep(self.root)
        self.assertTrue(self.calibrations.with_user(self.analyst).search([]))
        with self.assertRaises(AccessError):
            self.calibrations.with_user(self.analyst).search([]).write({"found": {}})
        with self.assertRaises(AccessError):
            self.calibrations.with_user(self.salesperson).search([]).mapped("found")
        self.assertNotIn("meaning", self.graded.with_user(self.salesperson).fields_get())

    def test_the_former_drift_is_kept_until_the_month_ends(self):
        self.calibrations._keep(self.root)
        kept = self.calibrations._of(self.root)[self.root]
        self.assertEqual(len(kept.found["months"]), 12)
        marked = [month | {"customers": 7} for month in kept.found["months"]]
        kept.found = kept.found | {"months": marked}
        self.calibrations._keep(self.root)
        self.env.invalidate_all()
        self.assertEqual(kept.found["months"], marked)
        kept.found = kept.found | {"months": [month | {"date": "2001-01-31"} for month in marked]}
        self.calibrations._keep(self.root)
        self.env.invalidate_all()
        self.assertNotEqual(kept.found["months"], marked)

    def test_a_company_without_customers(self):
        other = self.env["res.company"].create({"name": "Empty"})
        self.calibrations._keep(other)
        self.assertEqual(self.calibrations._of(other)[other].found["invoices"], 0)
