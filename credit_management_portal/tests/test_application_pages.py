from odoo.exceptions import AccessError
from odoo.http import Request
from odoo.tests import HttpCase, tagged

from ..core import application as core
from .application_common import ANSWERS, PDF, ApplicationCommon


@tagged("post_install", "-at_install")
class TestApplicationPages(ApplicationCommon, HttpCase):
    """The pages of the personal link, as a browser without scripts sees them."""

    def post(self, path, data=None, csrf=True, **more):
        data = dict(data or {})
        if csrf:
            data["csrf_token"] = Request.csrf_token(self)
        return self.url_open(path, data=data or {"x": "y"}, allow_redirects=True, **more)

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.env["credit.application.attempt"].sudo().search([]).unlink()

    # === IN TWO SITTINGS === #

    def test_applies_in_two_sittings(self):
        application = self._invite(self._create_customer("Larkspur"), by=self.analyst)
        link = self._link_in(self._mails(application))
        self.assertIn("Start", self.url_open(link).text)
        self.assertEqual(application.state, "invited")  # who only looks, a scanner of mails say, starts nothing
        page = self.post(f"{link}/start", {"contact": "Harriet Voss", "amount": "15000"})
        self.assertIn("Step 1 of 9", page.text)
        page = self.post(f"{link}/company", {**ANSWERS[core.COMPANY], "tax_number": "123", "go": "next"})
        self.assertIn("cannot be a tax number", page.text)
        self.assertIn('value="14 Canal Street"', page.text)
        page = self.post(f"{link}/company", {**ANSWERS[core.COMPANY], "go": "later"})
        self.assertIn("You can close this page", page.text)
        self.authenticate(None, None)  # another device
        page = self.url_open(link)
        self.assertIn("Step 2 of 9", page.text)
        # Back, or any other step: what was typed is kept.
        page = self.post(f"{link}/company", {**ANSWERS[core.COMPANY], "street": "15 Canal Street", "go": core.REQUEST})
        self.assertIn("Step 6 of 9", page.text)
        page = self.post(f"{link}/request", {**ANSWERS[core.REQUEST], "go": core.COMPANY})
        self.assertIn("Step 1 of 9", page.text)
        self.assertIn('value="15 Canal Street"', page.text)
        for step in (core.PEOPLE, core.BUSINESS, core.REFERENCES, core.FIGURES, core.REQUEST):
            page = self.post(f"{link}/{step}", {**ANSWERS[step], "go": "next"})
        self.assertIn("Step 7 of 9", page.text)
        page = self.post(f"{link}/file", files={"file": ("register.pdf", PDF, "text/html")})
        self.assertIn("register.pdf", page.text)
        page = self.post(f"{link}/file", files={"file": ("register.pdf", b"<script>", "application/pdf")})
        self.assertIn("cannot be taken", page.text)
        self.assertIn("Tick the box", self.post(f"{link}/consent", {"consent_name": "Voss"}).text)
        page = self.post(f"{link}/consent", {"consent": "yes", "consent_name": "Harriet Voss"})
        self.assertIn("Send Application", page.text)
        page = self.post(f"{link}/send")
        self.assertIn("We have received your application", page.text)
        self.env.invalidate_all()
        self.assertEqual((application.state, application.survey_id.state), ("received", "submitted"))
        self.assertEqual(application.consent_ip, "127.0.0.1")
        page = self.post(f"{link}/message", {"text": "<img src=x onerror=alert(1)> Hello"})
        self.assertIn("Your message has arrived", page.text)
        self.assertNotIn("<img src=x", page.text)

    def test_what_was_chosen_goes_along_on_every_way_off(self):
        application = self._invite()
        application._start("Harriet Voss", "15000")
        link = application._get_path()
        wrong, right = {"file": ("x.xlsx", PDF)}, {"file": ("register.pdf", PDF)}
        page = self.post(f"{link}/statement", {"figures_sales": "1430000", "go": "next"}, files=wrong).text
        self.assertIn("This is no workbook", page)
        self.assertIn('value="1430000"', page, "what was typed beside the workbook")
        self.assertIn("This is no workbook", self.post(f"{link}/statement", {"figures_sales": "7"}, files=wrong).text)
        self.assertEqual(application.answers["figures_sales"], "7")
        self.assertIn("Step 6 of 9", self.post(f"{link}/statement", {"figures_sales": "8", "go": "next"}).text)
        self.assertIn("Step 8 of 9", self.post(f"{link}/file", {"go": core.CONSENT}, files=right).text)
        self.assertEqual(application.file_count, 1)
        self.assertIn("Step 5 of 9", self.post(f"{link}/file", {"go": core.FIGURES}).text)
        page = self.post(f"{link}/file", {"go": "next"}, files={"file": ("register.pdf", b"<script>")}).text
        self.assertIn("This file cannot be taken", page)
        self.assertIn("Step 7 of 9", page)
        self.assertIn("Choose a file first", self.post(f"{link}/file").text)
        self.assertEqual(application.file_count, 1)

    def test_consent_keeps_what_was_typed(self):
        """Refused, left by another button or by none: the name stays, and only the button agrees."""
        application = self._fill(self._invite())
        application._set({"consent_name": False})
        path = application._get_path(core.CONSENT)
        page = self.post(path, {"consent_name": "Ann Mercer", "go": "next"}).text
        self.assertIn("Tick the box", page)
        self.assertIn('value="Ann Mercer"', page)
        self.assertNotIn("checked=", page)
        self.assertIn('checked="checked"', self.post(path, {"consent": "yes", "consent_name": " "}).text)
        for go, landing in ((core.REQUEST, "Step 6 of 9"), ("later", "You can close this page")):
            typed = {"consent": "yes", "consent_name": f"Ann {go}", "go": go}
            self.assertIn(landing, self.post(path, typed).text)
            page = self.url_open(path).text
            self.assertIn(f'value="Ann {go}"', page)
            self.assertNotIn("checked=", page, "who comes back ticks anew")
        self.env.invalidate_all()
        self.assertFalse(application.consent_name)
        self.assertIn("Send Application", self.post(path, {"consent": "yes", "consent_name": "Ann Mercer"}).text)
        self.env.invalidate_all()
        self.assertEqual((application.consent_name, application.answers.get(core.CONSENT_NAME)), ("Ann Mercer", None))

    def test_missing_questions_are_a_list(self):
        application = self._invite()
        application._start("Harriet Voss", "15000")
        page = self.url_open(application._get_path(core.REVIEW)).text
        missing = next(part["missing"] for part in application._get_summary() if part["step"] == core.BUSINESS)
        self.assertGreater(len(missing), 1)
        for question in missing:
            self.assertIn(f"<li>{question}</li>", page)

    def test_answers_after_sending_stay(self):
        application = self._apply(self._create_customer())
        before = application.answers
        link = application._get_path()
        for path, data in (
            ("company", {"registered_name": "Forged"}), ("start", {"contact": "Forged"}), ("remove", {"number": "0"}),
            ("consent", {"consent": "yes", "consent_name": "Forged"}), ("send", {}),
        ):  # fmt: skip
            self.post(f"{link}/{path}", data)
        self.env.invalidate_all()
        self.assertEqual((application.answers, application.consent_name), (before, "Harriet Voss"))
        self.assertEqual(application.state, "received")

    def test_pages_say_nothing_internal(self):
        """Neither source nor mails hold a score, a grade, a note, a name of ours or a number of a record."""
        application = self._apply(self._create_customer(), by=self.analyst)
        application.with_user(self.analyst).message_post(body="Weak: grade C", subtype_xmlid="mail.mt_note")
        application.with_user(self.analyst).action_ask("What now?")
        page = self.url_open(application._get_path()).text
        self.assertIn("What now?", page)
        mails = "".join(self._mails(application).mapped("body_html"))
        for secret in ("Weak", "grade C", self.analyst.name, self.analyst.login, "had a hand", "credit.application"):
            self.assertNotIn(secret, page)
            self.assertNotIn(secret, mails)

    # === ATTACKS === #

    def _routes(self, token):
        """Every way behind a link: what is asked, and by which method."""
        base = f"/credit/application/{token}"
        yield "GET", base
        yield "GET", f"{base}/company"
        yield "GET", f"{base}/template"
        for name in ("start", "company", "send", "withdraw", "file", "statement", "remove", "message"):
            yield "POST", f"{base}/{name}"

    def test_one_answer_to_every_wrong_link(self):
        """Guessed, expired, withdrawn, cut, of another application's past: nobody learns which."""
        application, expired, former = (
            self._invite(),
            self._invite(email="a@b.example"),
            self._invite(email="c@d.example"),
        )
        expired._set({"expires_on": self._day(-1)})
        old = former._get_token()
        former.with_user(self.analyst).action_new_link()
        wrong = ["0" * 64, expired._get_token(), old, application._get_token()[:-1], application._get_token() + "0"]
        answers = set()
        for token in wrong:
            for method, path in self._routes(token):
                self.env["credit.application.attempt"].sudo().search([]).unlink()
                answer = self.post(path, {"contact": "x", "sure": "yes"}) if method == "POST" else self.url_open(path)
                self.assertEqual(answer.status_code, 404, path)
                self.assertIn("This link opens nothing", answer.text)
                answers.add(answer.headers["Cache-Control"])
        self.assertEqual(answers, {"no-store, private"})
        for token in (application.id, "1", "..%2f"):
            answer = self.url_open(f"/credit/application/{token}", allow_redirects=False)
            self.assertIn(answer.status_code, (301, 400, 404), token)

    def test_guessing_is_slowed_down(self):
        link = self._invite()._get_path()
        for number in range(20):
            self.assertEqual(self.url_open(f"/credit/application/{number:064d}").status_code, 404)
        wrong = "/credit/application/" + "1" * 64
        for _again in range(2):
            self.assertEqual(self.url_open(wrong).status_code, 429)
            self.assertIn("Start", self.url_open(link).text, "others behind the same address are not locked out")
        self.assertEqual(self.post(f"{wrong}/send").status_code, 429)

    def test_nothing_is_done_without_the_form(self):
        """A page elsewhere that posts for whoever has the link open is refused, on every route."""
        application = self._fill(self._invite())
        before = application.read()[0]
        for method, path in self._routes(application._get_token()):
            if method == "POST":
                self.assertEqual(self.post(path, {"sure": "yes"}, csrf=False).status_code, 400, path)
        self.env.invalidate_all()
        self.assertEqual(application.read()[0], before)

    def test_headers_keep_the_link_to_itself(self):
        application = self._invite()
        for path in (application._get_path(), "/credit/application/" + "0" * 64):
            headers = self.url_open(path).headers
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")
            self.assertEqual(headers["Cache-Control"], "no-store, private")
            self.assertIn("noindex", headers["X-Robots-Tag"])

    def test_documents_are_nobodys_by_their_number(self):
        application = self._fill(self._invite())
        _refused, file = application._add_file("x.pdf", PDF)
        self.assertEqual(self.url_open(f"/web/content/{file.id}").status_code, 404)
        for login in (None, self.salesperson.login):
            self.authenticate(login, login)
            answer = self.url_open(f"/credit_management_portal/application/{application.id}/data")
            self.assertNotIn("Harriet", answer.text)
        self.authenticate(self.analyst.login, self.analyst.login)
        self.assertIn("Harriet", self.url_open(f"/credit_management_portal/application/{application.id}/data").text)

    def test_who_sits_at_the_link_had_a_hand(self):
        """An analyst who fills in for the customer does not verify it afterwards."""
        application = self._fill(self._invite(self._create_customer()))
        self.authenticate(self.analyst.login, self.analyst.login)
        self.post(f"{application._get_path()}/send")
        self.env.invalidate_all()
        self.assertIn(self.analyst, application.survey_id.hand_ids)

    def test_who_types_at_the_link_had_a_hand(self):
        """Also where somebody else sends it, and before anybody has said which customer it is."""
        application = self._fill(self._invite())
        self.authenticate(self.analyst.login, self.analyst.login)
        self.post(f"{application._get_path()}/company", ANSWERS[core.COMPANY])
        self.authenticate(None, None)
        self.post(f"{application._get_path()}/send")
        self.env.invalidate_all()
        self.assertEqual((application.state, application.hand_ids), ("received", self.analyst))
        application.with_user(self.manager).action_create_customer()
        with self.assertRaisesRegex(AccessError, "had a hand"):
            application.survey_id.with_user(self.analyst).action_verify()

    def test_files_of_the_log_are_not_the_customers(self):
        """What one of us adds to the log is neither named to the applicant nor the applicant's to remove."""
        application = self._fill(self._invite())
        application._add_file("register.pdf", PDF)
        own = {"name": "bureau report.pdf", "raw": PDF, "res_model": application._name, "res_id": application.id}
        ours = self.env["ir.attachment"].sudo().create(own)
        page = self.url_open(application._get_path(core.DOCUMENTS)).text
        self.assertIn("register.pdf", page)
        self.assertNotIn("bureau report", page)
        self.assertNotIn("bureau report", application.with_user(self.analyst)._export())
        self.assertEqual(application.file_count, 1)
        for _number in range(2):
            self.post(f"{application._get_path()}/remove", {"number": "0"})
        self.env.invalidate_all()
        self.assertEqual((application.file_count, ours.exists()), (0, ours))
        application._set_ended("withdrawn")
        application._erase()
        self.assertFalse(ours.exists())

    # === PUBLIC PAGE === #

    def test_public_page_carries_no_words_of_strangers(self):
        """Who names somebody else's address has us send it a link, and nothing that was typed."""
        self.company.credit_application_public = True
        typed = {"applicant": "Prize: one.example", "contact": "Visit two.example", "email": "victim@new.example"}
        self.post("/credit/apply", typed)
        application = self.applications.search([("email", "=", typed["email"])])
        mail = self._mails(application)
        for words in ("one.example", "two.example"):
            self.assertNotIn(words, f"{mail.subject} {mail.body_html}")
        application._start("Harriet Voss", "")
        application._mail_received()
        self.assertIn("Harriet Voss", self._mails(application)[-1].body_html)

    def test_public_page_is_off(self):
        self.assertEqual(self.url_open("/credit/apply").status_code, 404)
        self.assertEqual(self.post("/credit/apply", {"email": "a@b.example"}).status_code, 404)

    def test_public_page_sends_a_link(self):
        self.company.credit_application_public = True
        typed = {"applicant": "New <b>Ltd</b>", "contact": "Ann", "email": "ann@new.example"}
        found = [("email", "=", "ann@new.example")]
        self.assertIn("Apply for credit", self.url_open("/credit/apply").text)
        for wrong in ({**typed, "email": "ann"}, {**typed, "contact": ""}):
            self.assertIn("alert-danger", self.post("/credit/apply", wrong).text)
        asked = self.post("/credit/apply", {**typed, "homepage": "http://spam.example"}).text
        self.assertFalse(self.applications.search(found))
        self.assertIn("Please check your mail", asked)
        self.post("/credit/apply", typed)
        application = self.applications.search(found)
        self.assertTrue(application.is_public)
        again = self.post("/credit/apply", typed)
        self.assertIn("Please check your mail", again.text)
        self.assertEqual(len(self.applications.search(found)), 1)
        self.assertEqual(len(self._mails(application)), 2)
        for _number in range(5):
            last = self.post("/credit/apply", {**typed, "email": f"{_number}@new.example"})
        self.assertEqual(last.status_code, 429)
