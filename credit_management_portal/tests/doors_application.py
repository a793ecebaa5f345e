"""The routes of applications, for test_routes: their links are tried expired, replaced and guessed."""

from odoo import SUPERUSER_ID

from .routes_common import NONE, Door

BASE = "/credit/application/<string(minlength=16):token>"
GUESSED = "0" * 64
TYPED = {
    "contact": "Forged", "registered_name": "Forged", "text": "Let me in", "sure": "yes", "number": "0", "go": "next",
    "consent": "yes", "consent_name": "Forged", "application": "1", "step": "review", "token": "x",
}  # fmt: skip
PUBLIC = {"applicant": "Forged", "contact": "Forged", "email": "forged@example.com"}
OURS = ("credit.application", "credit.survey", "mail.mail", "res.partner")


def prepare(test):
    """An application of the test's customer whose link has expired, and the link that was replaced before."""
    applications = test.env["credit.application"].with_user(SUPERUSER_ID)
    vals = {"applicant": "Secretive", "email": "secretive@example.com", "lang": "en_US"}
    application = applications._invite(
        {**vals, "company_id": test.company.id, "partner_id": test.account.partner_id.id}
    )
    replaced = application._get_token()
    application._set(application._prepare_link())
    application._set({"expires_on": test._day(-1)})
    test.application, test.tokens = application, [replaced, application._get_token()]


def of(path="", **more):
    """A route of the link; what wrong tokens count is forgotten, so that each answer is to this one."""

    def theirs(test):
        test.env["credit.application.attempt"].sudo().search([]).unlink()
        return [f"/credit/application/{token}{path}" for token in test.tokens]

    return Door(theirs, lambda test: [f"/credit/application/{GUESSED}{path}"] * 2, written=OURS, **more)


DOORS = {
    "/credit/apply": Door(lambda test: ["/credit/apply"], lambda test: ["/credit/apply"], data=PUBLIC, written=OURS),
    BASE: of(),
    f"{BASE}/template": of("/template"),
    f"{BASE}/<string:step>": of("/company", data=TYPED),
    **{
        f"{BASE}/{name}": of(f"/{name}", data=TYPED)
        for name in ("start", "send", "withdraw", "file", "statement", "remove", "message")
    },
    "/credit_management_portal/application/<int:application_id>/data": Door(
        lambda test: [f"/credit_management_portal/application/{test.application.id}/data"],
        lambda test: [f"/credit_management_portal/application/{NONE}/data"],
        written=OURS,
    ),
}
