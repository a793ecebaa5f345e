"""The gate from outside: a real server with two workers, XML-RPC clients as a salesperson."""

import contextlib
import threading
import xmlrpc.client

import pytest
import serving

ROUNDS = 15  # races of all kinds, as many rounds as wished: test_races.py
LIMIT = 1000
PREPARE = """
company = env.company
env["loyalty.program"].search([]).active = False  # a salesperson may not cancel an order with points
seller = env["res.users"].create({
    "name": "Seller", "login": "rpc_seller", "password": "rpc_seller", "group_ids": [
        (4, env.ref("sales_team.group_sale_salesman_all_leads").id)]})
customer = env["res.partner"].create({"name": "RPC Customer", "is_company": True})
product = env["product.product"].create({"name": "RPC Goods", "type": "service", "list_price": 600, "taxes_id": [(5,)]})
account = env["credit.account"]._for(customer, company)
proposer = env.ref("base.user_root")
env["credit.limit"]._credit_by_method().create({
    "account_id": account.id, "amount": %d, "reason": "Race", "state": "approved", "counts": True,
    "author_id": proposer.id, "approver_id": env.ref("base.user_admin").id, "approved_on": "2020-01-01 00:00:00",
    "valid_from": "2020-01-01"})
env.cr.commit()
"""


@pytest.fixture(scope="module")
def server(databases):
    """Address of two workers that serve a database of its own, and its name."""
    with serving.serving(databases, "rpc", PREPARE % LIMIT) as (url, name, _log):
        yield url, name


class Client(serving.Client):
    """A program that works as the salesperson."""

    def __init__(self, server):
        super().__init__(*server, "rpc_seller")

    def id_of(self, model, name):
        return self.call(model, "search", [["name", "=", name]])[0]

    def partner(self):
        return self.call("res.users", "read", [self.uid], ["partner_id"])[0]["partner_id"][0]

    def order(self, price=600, **values):
        line = {"product_id": self.id_of("product.product", "RPC Goods"), "price_unit": price}
        values = {"partner_id": self.id_of("res.partner", "RPC Customer"), "order_line": [[0, 0, line]]} | values
        return self.call("sale.order", "create", values)

    def state(self, order):
        return self.call("sale.order", "read", [order], ["state"])[0]["state"]

    def confirm(self, order, **context):
        return self.call("sale.order", "action_confirm", [order], context=context)

    def free(self):
        """Give back what the customer's orders have taken."""
        orders = self.call("sale.order", "search", [["partner_id.name", "=", "RPC Customer"], ["state", "=", "sale"]])
        if orders:
            self.call("sale.order", "action_cancel", orders)


@pytest.fixture
def client(server):
    client = Client(server)
    yield client
    client.free()


def refused(call, *words):
    """One clear error, and nothing done."""
    with pytest.raises(xmlrpc.client.Fault) as caught:
        call()
    assert all(word in caught.value.faultString for word in words), caught.value.faultString
    assert "Traceback" not in caught.value.faultString


def test_confirm(client):
    order = client.order(1000)
    client.confirm(order)
    assert client.state(order) == "sale"
    order = client.order(0.01)
    refused(lambda: client.confirm(order), "cannot be confirmed", "limit")
    assert client.state(order) == "draft"


@pytest.mark.parametrize(
    "context",
    [
        {"credit_decided": True},
        {"credit_decided": {"_stakes": {"1": []}}},
        {"credit_by_method": True},
        {"bypass_risk": True, "force_confirm": True, "skip_credit": True},
    ],
)
def test_no_context_opens_it(client, context):
    order = client.order(1000.01)
    refused(lambda: client.confirm(order, **context), "cannot be confirmed")


def test_state_written(client):
    order = client.order(1000.01)
    refused(lambda: client.call("sale.order", "write", [order], {"state": "sale"}), "cannot be confirmed")
    refused(lambda: client.order(1000.01, state="sale"), "cannot be")
    refused(lambda: client.call("sale.order", "copy", [order], {"state": "sale"}), "cannot be")


def test_computed_fields_are_not_taken(client):
    order = client.order(1000.01)
    (line,) = client.call("sale.order", "read", [order], ["order_line"])[0]["order_line"]
    refused(lambda: client.call("sale.order.line", "write", [line], {"price_total": 1}))
    refused(lambda: client.call("sale.order", "write", [order], {"currency_rate": 100}))
    refused(lambda: client.call("sale.order", "write", [order], {"credit_closed_short": True}))
    refused(lambda: client.call("sale.order", "write", [order], {"credit_hold_id": 1}))


def test_forged_release(client):
    order = client.order(1000.01)
    refused(lambda: client.call("credit.hold", "create", {"order_id": order, "state": "released", "release_cap": 5000}))


def test_log_of_a_hold(client):
    """Who asks reads the hold, answers in the own name, and changes nothing that is written."""
    order = client.order(1000.01)
    hold = client.call("sale.order", "action_credit_request_release", [order], "They pay tomorrow")
    refused(lambda: client.call("credit.hold", "write", [hold], {"justification": "Released already"}))
    refused(lambda: client.call("credit.hold", "message_post", [hold], body="Yes", author_id=2), "another's name")
    refused(
        lambda: client.call("credit.hold", "message_post", [hold], body="Yes", email_from="a@b.c"), "another's name"
    )
    message = client.call("credit.hold", "message_post", [hold], body="They have paid")
    message = message if isinstance(message, int) else message[0]
    refused(lambda: client.call("mail.message", "write", [message], {"body": "Released"}), "log of credit decisions")
    refused(lambda: client.call("mail.message", "unlink", [message]))
    followers = client.call("credit.hold", "read", [hold], ["message_partner_ids"])[0]["message_partner_ids"]
    others = [partner for partner in followers if partner != client.partner()] or [1]
    refused(lambda: client.call("credit.hold", "message_unsubscribe", [hold], others))
    for method in ("action_open_order", "action_open_request"):
        refused(lambda method=method: client.call("credit.hold", method, []), "Choose one")
    assert client.call("credit.hold", "action_open_release", [])


def test_confirmed_order_does_not_grow(client):
    order = client.order(900)
    client.confirm(order)
    (line,) = client.call("sale.order", "read", [order], ["order_line"])[0]["order_line"]
    refused(lambda: client.call("sale.order.line", "write", [line], {"price_unit": 1000.01}), "cannot be changed")
    assert client.call("sale.order.line", "write", [line], {"price_unit": 1000}) is True


def test_parallel_orders_never_overshoot(server, client):
    """Two workers, two orders of 600 against a limit of 1,000: one of them passes, every time."""
    clients = [Client(server), Client(server)]
    for number in range(ROUNDS):
        orders = [client.order(), client.order()]
        start = threading.Barrier(2)

        def race(racer, order, start=start):
            start.wait()
            with contextlib.suppress(xmlrpc.client.Fault):
                racer.confirm(order)

        threads = [threading.Thread(target=race, args=pair) for pair in zip(clients, orders, strict=True)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(map(client.state, orders)) == ["draft", "sale"], f"round {number}"
        client.free()
