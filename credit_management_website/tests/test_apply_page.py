from unittest.mock import patch

from odoo import http
from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.credit_management_portal.tests.application_common import ApplicationCommon
from odoo.addons.google_recaptcha.models.ir_http import IrHttp

PATH = "/credit/apply"
TYPED = {"applicant": "New Ltd", "contact": "Ann", "email": "ann@new.example"}


@tagged("post_install", "-at_install")
class TestApplyPage(ApplicationCommon, HttpCase):
    """The public page on the websites of two companies; one of them has it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.website = cls.env["website"].search([("company_id", "=", cls.company.id)], limit=1)
        cls.other = cls.env["res.company"].create({"name": "Elsewhere Trading"})
        cls.elsewhere = cls.env["website"].create({"name": "Elsewhere", "company_id": cls.other.id})

    def setUp(self):
        super().setUp()
        self.authenticate(None, None)
        self.env["credit.application.attempt"].sudo().search([]).unlink()
        self.look_at(self.website)

    def look_at(self, website):
        """Give a website the address that the tests ask."""
        (self.website | self.elsewhere).domain = False
        website.domain = self.base_url()

    def post(self, **typed):
        return self.url_open(PATH, {**TYPED, "csrf_token": http.Request.csrf_token(self), **typed})

    def applied(self):
        return self.applications.search([("email", "=", TYPED["email"])])

    def listed(self):
        """The page in the menu of a visitor, and in the sitemap."""
        self.env["ir.attachment"].sudo().search([("url", "=like", "/sitemap-%")]).unlink()
        return f'href="{PATH}"' in self.url_open("/").text, f"{PATH}</loc>" in self.url_open("/sitemap.xml").text

    # === SWITCHED ON AND OFF === #

    def test_off(self):
        for answer in (self.url_open(PATH), self.post()):
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn("This link opens nothing", answer.text, "it is no link: the website's own page says so")
        self.assertFalse(self.applied())
        self.assertEqual(self.listed(), (False, False))

    def test_on_and_off_again(self):
        self.assertEqual(self.listed(), (False, False))
        self.company.credit_application_public = True
        self.assertEqual(self.listed(), (True, True))
        self.company.credit_application_public = False
        self.assertEqual(self.listed(), (False, False))

    def test_a_page_of_the_website(self):
        self.company.credit_application_public = True
        answer = self.url_open(PATH)
        self.assertIn(f"<title>Apply for Credit | {self.website.name}</title>", answer.text)
        self.assertIn(f"Apply to {self.company.name} for credit online", answer.text)
        self.assertIn("<footer", answer.text)
        self.assertNotIn("X-Robots-Tag", answer.headers)
        self.assertEqual(answer.headers["X-Frame-Options"], "SAMEORIGIN")
        link = self.url_open("/credit/application/" + "0" * 64)
        self.assertIn("noindex", link.headers["X-Robots-Tag"], "whatever has a link is found by nobody")
        self.assertEqual(link.headers["X-Frame-Options"], "DENY")

    def test_in_a_language_of_the_website(self):
        self.company.credit_application_public = True
        self.website.language_ids += self.env["res.lang"]._activate_lang("de_DE")
        self.assertIn(f'action="/de{PATH}"', self.url_open(f"/de{PATH}").text)
        self.url_open(f"/de{PATH}", {**TYPED, "csrf_token": http.Request.csrf_token(self)})
        self.assertEqual(self.applied().lang, "de_DE")

    # === WHOSE PAGE === #

    def test_company_of_the_website(self):
        self.other.credit_application_public = True
        self.assertEqual(self.url_open(PATH).status_code, 404)
        self.assertFalse(self.listed()[0])
        self.look_at(self.elsewhere)
        self.assertEqual(self.listed(), (True, True))
        user = new_test_user(self.env, "apply_customer", "base.group_portal", company_id=self.company.id)
        self.authenticate(user.login, user.login)
        self.assertIn("buy from Elsewhere Trading on account", self.url_open(PATH).text)
        self.post(website_id=self.website.id, company_id=self.company.id)
        self.assertEqual((self.applied().company_id, self.applied().website_id), (self.other, self.elsewhere))

    def test_links_lead_to_the_website(self):
        self.company.credit_application_public = True
        second = self.env["website"].create({"name": "Second", "company_id": self.company.id})
        self.website.domain = "https://first.example"
        second.domain = self.base_url()
        self.post()
        self.assertEqual(self.applied().website_id, second)
        second.domain = "https://second.example"
        self.applied()._mail_received()
        self.assertIn("https://second.example/credit/application/", self._mails(self.applied())[-1].body_html)
        self.assertTrue(self._invite()._get_link().startswith("https://first.example/"), "invited by us")

    # === CAPTCHA AND BLOCK === #

    def test_captcha_of_the_website(self):
        self.company.credit_application_public = True
        self.assertIn('data-captcha="credit_apply"', self.url_open(PATH).text)
        for result, begun in (("is_bot", 0), ("wrong_token", 0), ("is_human", 1)):
            with self.subTest(result), patch.object(IrHttp, "_verify_recaptcha_token", return_value=result) as asked:
                self.assertEqual("alert-danger" in self.post().text, not begun)
                self.assertEqual(asked.call_args.args[-1], "credit_apply")
                self.assertEqual(len(self.applied()), begun)

    def test_block(self):
        """It is offered to who builds a page, and its button leads to the form."""
        offered = self.env.ref("website.snippets").get_combined_arch()
        self.assertIn('t-snippet="credit_management_website.s_credit_apply"', offered)
        block = self.env["ir.qweb"]._render("credit_management_website.s_credit_apply")
        page = self.env["website"].with_context(website_id=self.website.id).new_page("Buying on Account")
        view = self.env["ir.ui.view"].browse(page["view_id"])
        view.arch = view.arch.replace('class="oe_structure oe_empty"/>', f'class="oe_structure">{block}</div>')
        page = self.env["website.page"].search([("view_id", "=", view.id)])
        page.is_published = True
        button = rf'<a href="{PATH}" class="btn btn-primary[^>]*>Apply for Credit'
        self.assertRegex(self.url_open(page.url).text, button)
