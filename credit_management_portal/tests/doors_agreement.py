"""The routes of agreements, for test_routes."""

from .agreement_common import drawn
from .routes_common import NONE, Door

PAGE = "/my/credit/agreements"


def prepare(test):
    """An agreement of the test's customer that waits for its signature, and the link of an earlier sending."""
    values = {
        "account_id": test.account.id,
        "template_id": test.env.ref("credit_management_portal.credit_agreement_template_standard").id,
        "special_terms": "Secretive",
    }
    test.agreement = test.env["credit.agreement"].with_user(test.analyst).create(values)
    send(test)
    test.former_link = test.agreement.sudo().access_token
    test.agreement.action_take_back()
    send(test)


def send(test):
    test.agreement.with_user(test.manager).action_approve()
    test.agreement.action_send()


def of(suffix=""):
    """By the id alone, with a guessed link, with one that was taken back, with the digest of the text."""

    def urls(number):
        def made(test):
            page = f"{PAGE}/{number(test)}{suffix}"
            digest = test.agreement.sudo().content_hash
            links = ("", "guessed", test.former_link)
            return [page, *(f"{page}?access_token={link}&digest={digest}" for link in links)]

        return made

    return {"theirs": urls(lambda test: test.agreement.id), "absent": urls(lambda _test: NONE)}


DOORS = {
    PAGE: Door(lambda test: [PAGE], lambda test: [PAGE]),
    f"{PAGE}/<int:agreement_id>": Door(**of()),
    f"{PAGE}/<int:agreement_id>/file": Door(**of("/file")),
    f"{PAGE}/<int:agreement_id>/sign": Door(
        **of("/sign"), json=True, data={"name": "Mallory", "signature": drawn()}, written=("mail.mail",)
    ),
    f"{PAGE}/<int:agreement_id>/decline": Door(**of("/decline"), data={"comment": "No"}, written=("mail.mail",)),
}
