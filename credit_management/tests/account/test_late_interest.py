from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import CreditCommon


@tagged("post_install", "-at_install")
class TestLateInterest(CreditCommon):
    """Late interest is kept by the year, and entered and said by the year or by the day."""

    def test_entered_by_the_day(self):
        grade = self.env.ref("credit_management.credit_grade_a").with_user(self.administrator)
        grade.late_interest_daily = 5
        self.assertEqual(grade.late_interest_rate, 18.25)
        grade.write({"late_interest_daily": 5, "late_interest_rate": 9})
        self.assertEqual(grade.late_interest_rate, 9, "a rate of a year beside it counts")
        with Form(grade) as form:
            form.late_interest_daily = 3
            self.assertEqual(form.late_interest_rate, 10.95)
            form.late_interest_rate = 36.5
            self.assertEqual(form.late_interest_daily, 10)
        self.assertEqual(grade.late_interest_rate, 36.5)
        for value in (float("nan"), "many"):
            with self.subTest(value), self.assertRaises(UserError), self.cr.savepoint():
                grade.write({"late_interest_daily": value})
                self.env.flush_all()

    def test_said_by_the_day(self):
        self.assertEqual(self.company._credit_late_interest_text(18.25), "18.25 % a year")
        self.company.credit_late_interest_by = "day"
        self.assertEqual(self.company._credit_late_interest_text(18.25), "0.05 % a day")
        self.assertEqual(self.company._credit_late_interest_text(0), "")

    def test_a_change_by_the_day(self):
        account = self._create_account()
        change = self.env["credit.account.change"].with_user(self.manager)
        change = change.create({"account_id": account.id, "late_interest_daily": 5, "reason": "As agreed"})
        self.assertEqual(change.late_interest_rate, 18.25)
