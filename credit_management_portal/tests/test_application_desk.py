import io

import openpyxl

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.credit_application_file import MOST_WORKBOOKS
from .application_common import PDF, ApplicationCommon


@tagged("post_install", "-at_install")
class TestApplicationDesk(ApplicationCommon):
    """Applications on the analyst's desk, their documents, and how they end."""

    # === ON THE DESK === #

    def test_question_and_answer(self):
        application = self._apply(self._create_customer())
        application.with_user(self.analyst).action_ask("Who <b>owns</b> it?\nAnd why?")
        self.assertEqual((application.state, application.user_id), ("question", self.analyst))
        application.with_user(self.analyst).message_post(body="Looks weak, grade C", subtype_xmlid="mail.mt_note")
        application.with_user(self.analyst).message_post(body="A comment among us", subtype_xmlid="mail.mt_comment")
        self.assertTrue(application._write_to_us("<script>alert(1)</script> Mrs Voss"))
        self.assertEqual(application.state, "in_work")
        thread = application._get_thread()
        self.assertEqual(len(thread), 2)
        self.assertIn("&lt;b&gt;owns", thread[0].body)
        self.assertNotIn("<script", thread[1].body)
        self.assertEqual([application._get_writer_text(one) for one in thread], [self.company.name, "You"])
        self.assertIn("Who", self._mails(application)[-1].body_html)
        self.assertTrue(application.activity_ids.filtered(lambda one: one.user_id == self.analyst))

    def test_declined_with_words_for_the_customer(self):
        application = self._apply(self._create_customer())
        with self.assertRaisesRegex(UserError, "Write what"):
            application.with_user(self.analyst).action_decline(" ")
        application.with_user(self.analyst).action_decline("Not at present.")
        self.assertEqual((application.state, application._get_status_text()), ("declined", "Not at present."))
        self.assertFalse(application._write_to_us("Why?"))
        self.assertTrue(application._add_file("x.pdf", PDF)[0])
        with self.assertRaises(UserError):
            application.with_user(self.analyst).action_ask("Again?")

    def test_nobody_writes_one(self):
        application = self._apply(self._create_customer())
        for user in (self.salesperson, self.analyst, self.manager, self.administrator):
            for call in (
                lambda own: own.write({"state": "approved"}),
                lambda own: own.write({"partner_id": False}),
                lambda own: own.unlink(),
                lambda own: own.create({"applicant": "x", "email": "x", "lang": "en_US", "company_id": 1}),
            ):
                with self.assertRaises(UserError):  # AccessError is one
                    call(application.with_user(user))
        for method, arguments in (
            ("action_take_up", ()), ("action_ask", ("x",)), ("action_decline", ("x",)), ("action_new_link", ()),
            ("action_create_customer", ()), ("action_this_is", (1,)), ("action_take_name", ()), ("action_erase", ()),
            ("action_begin_survey", ()), ("action_assess", ()), ("action_export", ()), ("action_open_customer", ()),
        ):  # fmt: skip
            with self.subTest(method=method), self.assertRaises(AccessError):
                getattr(application.with_user(self.salesperson), method)(*arguments)

    def test_who_is_asked_can_open_it(self):
        """A controller who is no analyst reads no application: somebody who does gets the to-do."""
        self.company.credit_controller_id = self.salesperson
        application = self._apply(self._create_customer())
        asked = application.activity_ids.user_id
        self.assertTrue(asked)
        self.assertTrue(all(application._credit_is_read_by(user) for user in asked))

    # === FILES === #

    def test_documents_are_few_bounded_and_private(self):
        application = self._invite()
        application._start("Voss", "")
        refused, file = application._add_file("../register.html.pdf", PDF)
        self.assertFalse(refused)
        self.assertEqual((file.mimetype, file.public, file.access_token), ("application/pdf", False, False))
        self.assertIn("cannot be taken", application._add_file("x.pdf", b"<html/>")[0])
        for _number in range(9):
            self.assertFalse(application._add_file("x.pdf", PDF)[0])
        self.assertIn("No more than", application._add_file("x.pdf", PDF)[0])
        application._remove_file(0)
        application._remove_file(99)
        self.assertEqual(application.file_count, 9)
        with self.assertRaises(AccessError):
            application._get_files()[:1].with_user(self.salesperson).read(["raw"])
        self.assertTrue(application._get_files()[:1].with_user(self.analyst).read(["raw"]))

    def test_workbook_in_the_import_template(self):
        application = self._apply_with_workbook()
        statements = self.env["credit.financial.statement"].search([("account_id", "=", application.account_id.id)])
        self.assertEqual(sorted(str(one.period_end) for one in statements), ["2024-12-31", "2025-12-31"])

    def test_so_many_workbooks_are_read_in_an_hour(self):
        application = self._fill(self._invite())
        content = application._get_template()
        for _number in range(MOST_WORKBOOKS):
            self.env["credit.application.attempt"]._count("workbook", application.id)
        self.assertIn("a lot of workbooks", application._add_statement("x.xlsx", content)[0])
        self.assertFalse(application.statement_file_id)

    def _apply_with_workbook(self):
        application = self._fill(self._invite(self._create_customer()))
        book = openpyxl.load_workbook(io.BytesIO(application._get_template()))
        sheet = book.active
        for row in sheet.iter_rows():
            if row[0].value == "period_end":
                row[2].value = "2024-12-31"
            elif row[0].value == "sales":
                row[2].value = 900000
        stream = io.BytesIO()
        book.save(stream)
        self.assertTrue(application._add_statement("x.xlsx", PDF))
        self.assertFalse(application._add_statement("x.xlsx", stream.getvalue()))
        application._send()
        return application

    # === END === #

    def test_withdrawn_before_it_was_sent_leaves_nothing(self):
        application = self._fill(self._invite())
        application._add_file("x.pdf", PDF)
        token = application._get_token()
        application._withdraw()
        self.assertEqual((application.state, application.answers, application.file_count), ("withdrawn", False, 0))
        self.assertEqual((application.applicant, application.email), ("Anonymised", "Anonymised"))
        self.assertFalse(self.applications._find_by_token(token))

    def test_expires_and_is_erased_by_its_days(self):
        invited, sent = self._invite(email="a@b.example"), self._apply(self._create_customer())
        invited._set({"expires_on": self._day(-1)})
        sent._set({"expires_on": self._day(-1)})
        self._run_cron()
        self.assertEqual((invited.state, sent.state), ("expired", "received"))
        sent.with_user(self.analyst).action_decline("No.")
        months = self.company.credit_survey_retention
        sent._set({"ended_on": fields.Date.subtract(self._day(0), months=months)})
        self._run_cron()
        self.assertFalse(sent.anonymised_on)
        sent._set({"ended_on": fields.Date.subtract(sent.ended_on, days=1)})
        self._run_cron()
        self.assertEqual((sent.email, sent.consent_ip, sent.requested_limit), ("Anonymised", False, 15000))
        self.assertNotIn("legal_representative", sent.answers)
        self.assertEqual(sent.answers["staff"], "23")

    def _run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("credit_management_portal.credit_application_cron").method_direct_trigger()

    def test_data_given_and_erased_on_request(self):
        application = self._apply(self._create_customer())
        application.with_user(self.analyst).message_post(body="Secret note", subtype_xmlid="mail.mt_note")
        data = application.with_user(self.analyst)._export()
        self.assertIn("Harriet Voss", data)
        self.assertNotIn("Secret note", data)
        with self.assertRaises(UserError):
            application.with_user(self.manager).action_erase()
        application.with_user(self.analyst).action_decline("No.")
        with self.assertRaises(AccessError):
            application.with_user(self.analyst).action_erase()
        application.with_user(self.manager).action_erase()
        self.assertNotIn("Voss", application.with_user(self.analyst)._export())

    def test_erased_with_all_that_is_kept_of_a_person(self):
        application = self._apply(self._create_customer())
        # Nobody else's: the demonstration has an applicant of that address.
        application.sudo()._credit_by_method().email = "hers.alone@example.com"
        wizard = self.env["credit.person"].with_user(self.manager).create({"person": "hers.alone@example.com"})
        wizard.action_find()
        self.assertIn("credit.application", wizard.line_ids.mapped("model"))
        with self.assertRaises(UserError), self.cr.savepoint():
            wizard.action_erase()
        application.with_user(self.analyst).action_decline("No.")
        wizard.action_erase()
        self.assertEqual(application.email, "Anonymised")
        self.assertTrue(application.anonymised_on)
        self.assertNotIn("legal_representative", application.answers)
