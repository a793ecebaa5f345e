"""The routes of My Credit, for test_routes."""

from .routes_common import NONE, Door


def of(path):
    return {
        "theirs": lambda test: [test.url(path.format(item=test.item(test.invoice).id))],
        "absent": lambda test: [f"/my/credit/{NONE}" + path.format(item=NONE)],
    }


def prepare(cls):
    """A reconciliation that waits for the customer's answer."""
    vals = {"date_from": cls._day(-60), "date_to": cls._day(-1), "reply_by": cls._day(15)}
    cls.env["credit.reconciliation.prepare"].create({"account_ids": cls.account.ids, **vals}).action_prepare()
    cls.reconciliation = cls.env["credit.reconciliation"].search([("account_id", "=", cls.account.id)])
    cls.reconciliation.action_mark_sent()


def of_reconciliation(path=""):
    return {
        "theirs": lambda test: [test.url(f"/reconciliation/{test.reconciliation.id}{path}")],
        "absent": lambda test: [f"/my/credit/{NONE}/reconciliation/{NONE}{path}"],
    }


RECONCILIATION = "/my/credit/<int:account_id>/reconciliation/<int:reconciliation_id>"
SAID = {"text": "Let me in", "amount": "100", "day": "2026-12-31", "item": "1"}
DOORS = {
    RECONCILIATION: Door(**of_reconciliation()),
    f"{RECONCILIATION}/file": Door(**of_reconciliation("/file")),
    f"{RECONCILIATION}/answer": Door(**of_reconciliation("/answer"), data={"result": "agreed"}),
    "/my/credit": Door(lambda test: ["/my/credit"], lambda test: ["/my/credit"]),
    "/my/credit/<int:account_id>": Door(**of("")),
    "/my/credit/<int:account_id>/page/<int:page>": Door(**of("/page/2")),
    "/my/credit/<int:account_id>/statement": Door(**of("/statement")),
    "/my/credit/<int:account_id>/pay": Door(**of("/pay?items={item}")),
    "/my/credit/<int:account_id>/transaction/<string:items>": Door(
        **of("/transaction/{item}"),
        json=True,
        data={
            "provider_id": 1,
            "payment_method_id": 1,
            "token_id": None,
            "amount": 250.0,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": "/",
        },
    ),
    "/my/credit/<int:account_id>/problem": Door(**of("/problem"), data=SAID),
    "/my/credit/<int:account_id>/promise": Door(**of("/promise"), data=SAID),
    "/my/credit/<int:account_id>/more": Door(**of("/more"), data=SAID),
}
