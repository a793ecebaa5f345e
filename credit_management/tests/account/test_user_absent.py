from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ...const import ALERT_ACTIVITY, LIMIT_ACTIVITY
from ..gate.hold_common import HoldCommon


@tagged("post_install", "-at_install")
class TestUserAbsent(HoldCommon):
    """To-dos that stand open when an absence begins go to the substitute, or to who may decide."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["credit.authority"].search([]).unlink()
        for user, amount in ((cls.manager, 100_000), (cls.second_manager, 100_000), (cls.analyst, 2000)):
            cls._grant_release(user, amount)
        cls.account.controller_id = cls.manager
        cls.today = cls.company._credit_today()

    def enter(self, substitute, first=0, last=5, user=None):
        user = user or self.manager
        return (
            self.env["credit.absence"]
            .with_user(user)
            .create(
                {
                    "user_id": user.id,
                    "substitute_id": substitute.id,
                    "date_from": self.today + timedelta(days=first),
                    "date_to": self.today + timedelta(days=last),
                }
            )
        )

    def messages(self, record):
        return " ".join(record.message_ids.mapped("body"))

    def test_a_hold_goes_to_the_substitute_who_may_release_it(self):
        small, large = self.hold(1500), self.hold(5000)
        self.assertEqual(self.activities(small | large).user_id, self.manager)
        absence = self.enter(self.analyst)
        self.assertEqual(self.activities(small).user_id, self.analyst)
        self.assertEqual(self.activities(large).user_id, self.second_manager, "it takes more than the substitute has")
        self.assertIn("is absent", self.messages(small))
        self.assertIn("that were open: 2", self.messages(absence))
        told = self.env["mail.message"].search(
            [("model", "=", absence._name), ("res_id", "=", absence.id), ("message_type", "=", "user_notification")]
        )
        for user, hold in ((self.analyst, small), (self.second_manager, large)):
            message = told.filtered(lambda one, user=user: user.partner_id in one.notified_partner_ids)
            self.assertIn(": 1", message.subject)
            self.assertIn(hold.display_name, message.body)
            self.assertIn(f"model=credit.hold&amp;res_id={hold.id}", message.body)
            self.assertNotIn((small + large - hold).display_name, message.body)

    def test_not_to_whose_own_matter_it_is(self):
        order = self.order(1500, seller=self.analyst)
        hold = self.stop(order, user=self.analyst)
        self.enter(self.analyst)
        self.assertEqual(self.activities(hold).user_id, self.second_manager)

    def test_the_daily_job_finds_the_first_day(self):
        hold = self.hold(1500)
        self.enter(self.analyst, first=2)
        absences = self.env["credit.absence"]
        absences._pass_all_to_dos()
        self.assertEqual(self.activities(hold).user_id, self.manager, "not before it begins")
        with freeze_time(fields.Datetime.now() + timedelta(days=2)):
            absences._pass_all_to_dos()
            self.assertEqual(self.activities(hold).user_id, self.analyst)
            told = len(hold.message_ids)
            absences._pass_all_to_dos()
            self.assertEqual(len(hold.message_ids), told, "once")

    def test_without_a_substitute_they_stay(self):
        hold = self.hold(1500)
        self.enter(self.env["res.users"])
        self.assertEqual(self.activities(hold).user_id, self.manager)

    def test_a_substitute_named_later_gets_them(self):
        hold = self.hold(1500)
        absence = self.enter(self.env["res.users"])
        absence.with_user(self.manager).substitute_id = self.analyst
        self.assertEqual(self.activities(hold).user_id, self.analyst)

    def test_what_asks_for_no_authority_goes_to_the_substitute(self):
        self.account.activity_schedule(ALERT_ACTIVITY, user_id=self.manager.id)
        self.enter(self.analyst)
        self.assertEqual(self.account.activity_ids.user_id, self.analyst)

    def test_a_proposal_that_was_passed_on_goes_to_who_may_approve_it(self):
        self._grant_authority(self.second_manager, 50_000)
        self._propose_limit(self.account, 20_000)
        self.account.activity_schedule(LIMIT_ACTIVITY, user_id=self.manager.id)
        self.enter(self.second_manager)
        self.assertEqual(self.account.activity_ids.user_id, self.second_manager)

    def test_those_of_other_companies_stay(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        (self.manager | self.analyst).company_ids |= other
        hold = self.hold(1500)
        absence = self.enter(self.env["res.users"])
        absence.with_user(self.manager).write({"company_id": other.id, "substitute_id": self.analyst.id})
        self.assertEqual(self.activities(hold).user_id, self.manager)
