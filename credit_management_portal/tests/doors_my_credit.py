"""The routes of My Credit, for test_routes."""

from .routes_common import NONE, Door


def of(path):
    return {
        "theirs": lambda test: [test.url(path.format(item=test.item(test.invoice).id))],
        "absent": lambda test: [f"/my/credit/{NONE}" + path.format(item=NONE)],
    }


SAID = {"text": "Let me in", "amount": "100", "day": "2026-12-31", "item": "1"}
DOORS = {
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
