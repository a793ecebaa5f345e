from odoo import SUPERUSER_ID, http
from odoo.http import request

from ..core.address import counted

# What a page of the link says to browsers, and to sites that it leads to.
HEADERS = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
WRONG_TOKENS = 20  # of one address in an hour; others behind the same address come in all the same
MOST_POSTS = 300  # of one application in an hour
TEXT_BYTES = 512 * 1024


class ApplicationPage(http.Controller):
    """How pages of applications find one by its token, and answer."""

    def _get_applications(self):
        """Applications as the system sees them: applicants have no rights, and the token is all that is asked."""
        return request.env["credit.application"].with_user(SUPERUSER_ID)  # as above

    def _get_address(self):
        """Whom attempts are counted for."""
        return counted(request.httprequest.remote_addr)

    def _find(self, token, posts=False):
        """The application of a token, in the language of who fills it in; else the one answer there is.

        :param posts: whether something is sent, of which so much is taken in an hour
        :return: application, answer; one of both is nothing
        """
        applications = self._get_applications()
        attempts = applications.env["credit.application.attempt"]
        application = applications._find_by_token(token)
        if not application:  # a right one opens however many wrong ones came from there: nobody guesses 256 bits
            allowed = attempts._allow("token", self._get_address(), WRONG_TOKENS)
            return applications, self._refuse(404 if allowed else 429)
        if posts and not attempts._allow("post", application.id, MOST_POSTS):
            return applications, self._refuse(429)
        if posts:
            application._add_hands()  # one of us who sits there logged in does not verify it afterwards
        request.update_context(lang=application.lang)
        return application.with_context(lang=application.lang).with_company(application.company_id), None

    def _refuse(self, status):
        """The answer to a link that opens nothing, whatever the reason: wrong, expired, or tried too often."""
        return self._render("credit_management_portal.application_gone", {}, status)

    def _render(self, template, values, status=200):
        values = {"no_breadcrumbs": True, "no_footer": True, "page_name": "credit_application", **values}
        response = request.render(template, values)
        response.status_code = status
        response.headers.update(HEADERS)
        return response

    def _redirect(self, path):
        response = request.redirect(path, code=303)
        response.headers.update(HEADERS)
        return response
