from psycopg2 import IntegrityError

from odoo.exceptions import ValidationError
from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger


@tagged("post_install", "-at_install")
class TestAgingBucket(TransactionCase):
    """The buckets of a company cover every age, whatever is done to them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env["res.company"].create({"name": "New company"})
        cls.buckets = cls.company.credit_aging_bucket_ids.sorted("day_from")

    def test_new_company_has_the_usual_ones(self):
        self.assertEqual(self.buckets.mapped("name"), ["Current", "1–30", "31–60", "61–90", "91–120", "Over 120"])

    def test_branch_has_none_of_its_own(self):
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        self.assertFalse(branch.credit_aging_bucket_ids)

    def test_named_by_company_where_several_are_looked_at(self):
        several = self.env.company | self.company
        names = self.buckets.with_context(allowed_company_ids=several.ids).mapped("display_name")
        self.assertEqual(names[:2], ["Current (New company)", "1–30 (New company)"])
        names = self.buckets.with_context(allowed_company_ids=self.company.ids).mapped("display_name")
        self.assertEqual(names[:2], ["Current", "1–30"])

    def test_dropping_one_widens_the_one_before(self):
        self.buckets[2].unlink()
        self.assertEqual(self.buckets[1].name, "1–60")

    def test_current_bucket_stays(self):
        with self.assertRaisesRegex(ValidationError, "New company"):
            self.buckets[0].unlink()
        with self.assertRaisesRegex(ValidationError, "day 0"):
            self.buckets[0].day_from = 5

    def test_no_two_begin_on_the_same_day(self):
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError), self.cr.savepoint():
            self.buckets[1].day_from = 31
            self.env.flush_all()
