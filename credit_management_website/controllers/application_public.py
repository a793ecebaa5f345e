from odoo.http import request, route
from odoo.tools.translate import LazyTranslate

from odoo.addons.credit_management_portal.controllers.application_public import PATH, ApplicationPublic

_lt = LazyTranslate(__name__)
PAGE = {"credit_management_portal.application_public", "credit_management_portal.application_asked"}


def list_in_sitemap(env, _rule, query_string):
    """The page, on the websites that have it."""
    is_asked = not query_string or query_string.lower() in PATH
    if is_asked and env["website"].get_current_website()._credit_get_applied_company():
        yield {"loc": PATH}


class ApplicationWebsite(ApplicationPublic):
    """The public page as one of the website's own: for its company, in its languages, found by search engines."""

    def _get_company(self):
        # EXTENDS 'credit_management_portal': a login of another company reads the page of the website's all the same
        return request.website._credit_get_applied_company()

    def _prepare_origin(self):
        # EXTENDS 'credit_management_portal'
        return {**super()._prepare_origin(), "website_id": request.website.id}

    @route(multilang=True, sitemap=list_in_sitemap, list_as_website_content=_lt("Apply for Credit"))
    def ask(self, **post):
        # EXTENDS 'credit_management_portal'
        if not self._get_company():
            raise request.not_found()  # the website's own page says so
        return super().ask(**post)

    def _render(self, template, values, status=200):
        # EXTENDS 'credit_management_portal'
        if template not in PAGE:
            return super()._render(template, values, status)
        response = super()._render(template, {"no_footer": False, **self._prepare_words(), **values}, status)
        # It holds nobody's link: whoever builds the website looks at it in a frame, and search engines read it.
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers.remove("X-Robots-Tag")
        return response

    def _prepare_words(self):
        company = self._get_company()
        about = request.env._(
            "Apply to %(company)s for credit online: ask for a personal link and buy on account.", company=company.name
        )
        return {"website_meta_description": about}
