from datetime import date

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .survey_common import CreditSurveyCommon


@tagged("post_install", "-at_install")
class TestSurveyRetention(CreditSurveyCommon):
    """Personal facts go when their time is over, to the day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.survey = cls._complete(cls._create_survey())

    def _closed(self, days):
        """A survey closed 36 months ago and so many days."""
        survey = self._create_closed(self._create_account(), self.seller)
        day = fields.Date.add(fields.Date.subtract(self._day(0), months=36), days=days)
        survey.sudo()._credit_by_method().write({"closed_on": day})
        return survey

    def _run_cron(self):
        cron = self.env.ref("credit_management.credit_survey_retention_cron")
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_retention_to_the_day(self):
        kept, gone, open_ = self._closed(0), self._closed(-1), self.survey
        self._run_cron()
        self.assertEqual([bool(survey.anonymised_on) for survey in (kept, gone, open_)], [False, True, False])

    def test_the_day_is_the_company_s(self):
        """At eleven in the evening in London it is the next day in Tokyo."""
        self.company.credit_tz = "Asia/Tokyo"
        survey = self._closed(-9999)
        with freeze_time("2030-05-01 23:00:00"):
            survey.sudo()._anonymise()
        self.assertEqual(survey.anonymised_on, date(2030, 5, 2))

    def test_kept_for_ever(self):
        self.company.credit_survey_retention = 0
        survey = self._closed(-9999)
        self._run_cron()
        self.assertFalse(survey.anonymised_on)

    def test_what_goes_and_what_stays(self):
        survey = self._complete(self._create_survey(self._create_account()))
        document = self._upload(self.seller)
        survey.licence_ids.evidence_ids = document
        self._contradict(survey.owner_ids, resolution="Olivia said so", second_says="Otto owns it")
        survey.note = "Ask Olivia"
        survey.message_post(body="I am Olivia", message_type="email")
        survey.action_submit()
        survey.with_user(self.analyst).action_verify()
        before = survey._facts()
        survey.with_user(self.analyst).action_close()
        survey.sudo()._credit_by_method().write({"closed_on": self._day(-1200)})
        self._run_cron()
        self.assertTrue(survey.anonymised_on)
        self.assertFalse(document.exists())
        self.assertEqual(survey.owner_ids.mapped("name"), ["Anonymised"])
        self.assertEqual((survey.owner_ids.share, survey.owner_ids.second_says), (100, "Anonymised"))
        self.assertFalse(any(survey.reference_ids.mapped("contact")) or survey.note)
        for code in ("legal_representative", "payment_contact"):
            self.assertFalse(self._answer(survey, code).is_answered)
        self.assertEqual(self._answer(survey, "registered_name").answer, "Customer Ltd.")
        self.assertEqual(survey._facts(), before)
        bodies = "".join(survey.message_ids.mapped(lambda message: str(message.body)))
        self.assertNotIn("Olivia", bodies)
        self.assertIn("is over", bodies)
        with self.assertRaisesRegex(UserError, "anonymised"):
            survey.with_user(self.analyst).action_reopen("Again")
        following = self._create_survey(survey.account_id, self.analyst)
        self.assertFalse(following.owner_ids)

    def test_anonymising_ten_costs_no_more_queries_than_one(self):
        surveys = self.env["credit.survey"].concat(*(self._closed(-1) for _number in range(6)))
        self.env.flush_all()
        counts = []
        for batch in (surveys[:1], surveys[1:]):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            batch.sudo()._anonymise()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 6, counts)
