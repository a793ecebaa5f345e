from odoo import SUPERUSER_ID, http
from odoo.exceptions import UserError
from odoo.http import request

from ..core import application as core
from .application import POSTS
from .application_page import ApplicationPage

MOST_ASKED = 5  # applications that one address begins in an hour
PATH = "/credit/apply"


class ApplicationPublic(ApplicationPage):
    """The page on which a company that nobody has invited asks for a personal link; off unless a company wants it."""

    def _get_company(self):
        """The company whose page it is, where it has one."""
        company = request.env.company.sudo()._credit_root()  # settings are read for who has no rights
        return company if company.credit_application_public else company.browse()

    def _ask(self, **values):
        return self._render("credit_management_portal.application_public", {"typed": {}, "fault": "", **values})

    @http.route(PATH, **{**POSTS, "methods": ["GET", "POST"]})
    def ask(self, **post):
        """The page, or what was typed there."""
        company = self._get_company()
        if not company:
            return self._refuse(404)
        return self._apply(company, post) if request.httprequest.method == "POST" else self._ask(company=company)

    def _apply(self, company, post):
        """Send a personal link; the answer is the same whoever asks, and whether we know the company or not."""
        typed = {name: core.clean(post.get(name)) for name in ("applicant", "contact", "email")}
        if fault := self._find_fault(typed):
            return self._ask(company=company, typed=typed, fault=fault)
        attempts = self._get_applications().env["credit.application.attempt"]
        if not attempts._allow("ask", self._get_address(), MOST_ASKED):
            return self._refuse(429)
        if not post.get("homepage"):  # nobody sees that field; programs fill it in
            self._get_applications()._apply(
                company.with_user(SUPERUSER_ID),  # applicants have no rights
                typed["applicant"], typed["email"], typed["contact"], request.env.lang or "en_US",
                **self._prepare_origin(),
            )  # fmt: skip
        return self._render("credit_management_portal.application_asked", {"company": company})

    def _prepare_origin(self):
        """What an addon knows of where the company asks, as values of the application."""
        return {}

    def _find_fault(self, typed):
        try:
            request.env["ir.http"]._verify_request_recaptcha_token("credit_apply")
        except UserError as error:
            return str(error)
        if not all(typed.values()):
            return request.env._("Fill in all three lines.")
        if not core.MAIL_ADDRESS.fullmatch(typed["email"]):
            return request.env._("This is no mail address. Check it.")
        return ""
