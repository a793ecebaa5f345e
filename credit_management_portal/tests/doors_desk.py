"""The routes of our own people, for test_routes: customers and passers-by try them, too."""

from .routes_common import NONE, Door

OURS = "/credit_management"


def prepare(test):
    """An order of the test's customer that waits on a hold."""
    line = {"product_id": test.product.id, "product_uom_qty": 1, "price_unit": 2_000_000}
    order = test.env["sale.order"].create({"partner_id": test.customer.id, "order_line": [(0, 0, line)]})
    order.action_credit_confirm()
    test.hold = test.env["credit.hold"].search([("partner_id", "=", test.customer.id)])


def of(path, number=lambda _test: 1):
    """Without a number of its own the first one: wizards are numbered from there."""
    return Door(
        lambda test: [OURS + path.format(number(test))],
        lambda test: [OURS + path.format(NONE)],
        written=("credit.hold.release",),
    )


DOORS = {
    f"{OURS}/ledger_template": of("/ledger_template"),
    f"{OURS}/statement_template/<model('credit.account'):account>": of(
        "/statement_template/{}", lambda test: test.account.id
    ),
    f"{OURS}/workbook/<int:export_id>": of("/workbook/{}"),
    f"{OURS}/replay/<int:replay_id>": of("/replay/{}"),
    f"{OURS}/hold/<int:hold_id>/<any(release, refuse, open):decision>": of(
        "/hold/{}/release", lambda test: test.hold.id
    ),
}
