"""Doors by which a customer invoice becomes posted, tried from outside: by XML-RPC and as the web client, by role."""

import json
import urllib.request
import xmlrpc.client

import pytest
import serving

LIMIT = 1000
PREPARE = """
company = env.company
roles = {
    "accountant": "account.group_account_user",
    "billing": "account.group_account_invoice",
    "seller": "sales_team.group_sale_salesman",
    "admin_of_jobs": "base.group_system",
}
users = env["res.users"].create([
    {"name": login, "login": login, "password": login, "group_ids": [(4, env.ref(group).id)]}
    for login, group in roles.items()])
env["credit.policy"].create({"company_id": company.id, "rule_ids": [(0, 0, {
    "name": "Limit", "kind": "exposure", "at_invoice": True, "at_confirmation": True})]})._set_published()
customers = env["res.partner"].create([
    {"name": name, "is_company": True, "user_id": users[2].id} for name in ("RPC Invoiced", "RPC Small")])
account = env["credit.account"]._for(customers[0], company)
env["credit.limit"]._credit_by_method().create({
    "account_id": account.id, "amount": LIMIT, "reason": "Doors", "state": "approved", "counts": True,
    "author_id": env.ref("base.user_root").id, "approver_id": env.ref("base.user_admin").id,
    "approved_on": "2020-01-01 00:00:00", "valid_from": "2020-01-01"})
env.cr.commit()
""".replace("LIMIT", str(LIMIT))
BYPASS = {
    "credit_decided": True, "credit_by_method": True, "credit_without_held": True, "skip_readonly_check": True,
    "check_move_validity": False, "validate_analytic": False, "install_mode": True, "from_cron": True, "uid": 1,
    "default_state": "posted", "default_credit_hold_state": "released", "credit_of_tickets": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def server(databases):
    with serving.serving(databases, "invoices", PREPARE) as (url, name, _log):
        yield url, name


@pytest.fixture(scope="module")
def clients(server):
    return {login: serving.Client(*server, login) for login in ("accountant", "billing", "seller", "admin_of_jobs")}


class Ledger:
    """What is drafted for the customer, and what has come of it."""

    def __init__(self, client, name="RPC Invoiced"):
        self.client = client
        [self.partner] = client.call("res.partner", "search", [["name", "=", name]])

    def values(self, amount=1500, move_type="out_invoice", **values):
        line = {"name": "Goods", "quantity": 1, "price_unit": amount, "tax_ids": []}
        values = {"move_type": move_type, "partner_id": self.partner, "invoice_line_ids": [[0, 0, line]]} | values
        return values if "invoice_date" in values else values | {"invoice_date": "2026-01-05"}

    def draft(self, amount=1500, move_type="out_invoice", **values):
        return self.client.call("account.move", "create", self.values(amount, move_type, **values))

    def state(self, move):
        return self.client.call("account.move", "read", [move], ["state"])[0]["state"]

    def posted(self):
        domain = [["partner_id", "=", self.partner], ["state", "=", "posted"]]
        return self.client.call("account.move", "search", domain)

    def owed(self, moves):
        """Open amounts of invoices and receipts less credit notes."""
        sign = {"out_invoice": 1, "out_receipt": 1, "out_refund": -1}
        found = self.client.call("account.move", "read", moves, ["move_type", "amount_residual"])
        return sum(sign.get(one["move_type"], 0) * one["amount_residual"] for one in found)

    def hold_state(self, move):
        return self.client.call("account.move", "read", [move], ["credit_hold_state"])[0]["credit_hold_state"]


def fault_of(call):
    """The sentence of the error in which a call ends; nothing where it ends well."""
    try:
        call()
    except xmlrpc.client.Fault as fault:
        if "cannot marshal None" in fault.faultString:  # done, and nothing to say of it
            return ""
        assert "Traceback" not in fault.faultString, fault.faultString
        return fault.faultString
    return ""


def reset(client, *moves):
    for move in moves:
        assert not fault_of(lambda move=move: client.call("account.move", "button_draft", [move]))


def doors(client, ledger, move):
    """Every way known to have an invoice posted: ``{name: call}``."""

    def dialog(**values):
        wizard = client.call("validate.account.move", "create", {"move_ids": [[6, 0, [move]]], **values})
        return client.call("validate.account.move", "validate_move", [wizard])

    def reverse(method):
        refund = ledger.draft(move_type="out_refund")
        client.call("account.move", "action_post", [refund])
        [journal] = {one["journal_id"][0] for one in client.call("account.move", "read", [refund], ["journal_id"])}
        values = {"move_ids": [[6, 0, [refund]]], "journal_id": journal}
        wizard = client.call("account.move.reversal", "create", values)
        return client.call("account.move.reversal", method, [wizard])

    def receipt():
        other = ledger.draft(move_type="out_receipt")
        return client.call("account.move", "write", [other], {"move_type": "out_invoice", "state": "posted"})

    def receipt_posted():
        other = ledger.draft(move_type="out_receipt")
        client.call("account.move", "action_post", [other])
        return client.call("account.move", "write", [other], {"move_type": "out_invoice"}, context=BYPASS)

    def grown():
        other = ledger.draft(10)
        client.call("account.move", "action_post", [other])
        try:
            [line] = client.call("account.move", "read", [other], ["invoice_line_ids"])[0]["invoice_line_ids"]
            client.call("account.move.line", "write", [line], {"price_unit": 1500}, context=BYPASS)
        finally:
            reset(client, other)

    def call(method, *args, **context):
        return client.call("account.move", method, [move], *args, **({"context": context} if context else {}))

    return {
        "action_post": lambda: call("action_post"),
        "action_post, forged context": lambda: call("action_post", **BYPASS),
        "action of lists": lambda: call("action_validate_moves_with_confirmation"),
        "_post": lambda: call("_post"),
        "dialog": dialog,
        "dialog, forced": lambda: dialog(force_post=True),
        "state": lambda: call("write", {"state": "posted"}),
        "state, forged context": lambda: call("write", {"state": "posted"}, **BYPASS),
        "state and another type": lambda: call("write", {"state": "posted", "move_type": "out_receipt"}),
        "state, as the web client": lambda: call("web_save", {"state": "posted"}, {}),
        "state of lines": lambda: client.call(
            "account.move.line", "write", client.call("account.move", "read", [move], ["line_ids"])[0]["line_ids"],
            {"parent_state": "posted"},
        ),
        "created": lambda: client.call("account.move", "create", ledger.values(state="posted")),
        "created, by default": lambda: client.call(
            "account.move", "create", ledger.values(), context={"default_state": "posted"}
        ),
        "copied": lambda: call("copy", {"state": "posted"}),
        "imported": lambda: client.call("account.move", "load", [".id", "state"], [[str(move), "Posted"]]),
        "imported by the word stored": lambda: client.call(
            "account.move", "load", [".id", "state"], [[str(move), "posted"]]
        ),
        "credit note reversed": lambda: reverse("reverse_moves"),
        "credit note reversed and corrected": lambda: reverse("modify_moves"),
        "a receipt turned": receipt,
        "a receipt turned once posted": receipt_posted,
        "grown once posted": grown,
        "release": lambda: call("write", {"credit_hold_state": "released"}),
        "hold": lambda: call("write", {"credit_hold_id": False}),
        "paid": lambda: call("write", {"payment_state": "paid", "amount_residual": 0}),
    }  # fmt: skip


@pytest.mark.parametrize("role", ["accountant", "billing"])
def test_no_door_posts_what_is_blocked(clients, role):
    client = clients[role]
    ledger = Ledger(client)
    move = ledger.draft()
    opened = []
    for name, door in doors(client, ledger, move).items():
        said = fault_of(door)
        posted = ledger.posted()
        state, owed = ledger.state(move), ledger.owed(posted)
        if state != "draft" or owed > LIMIT:
            opened.append(f"{name}: {state}, {owed} owed. {said}")
        reset(client, *posted)
    assert not opened, "\n".join(opened)
    assert ledger.hold_state(move) in (False, "open")


@pytest.mark.parametrize("role", ["accountant", "billing"])
def test_the_program_learns_what_is_blocked(clients, role):
    """One sentence with invoice and reason, and nothing done; or the hold, where the program asks for that."""
    client = clients[role]
    ledger = Ledger(client)
    move, small = ledger.draft(), Ledger(client, "RPC Small").draft(10)  # drafts of one customer add up
    for method in ("action_post", "action_validate_moves_with_confirmation"):
        said = fault_of(lambda method=method: client.call("account.move", method, [small, move]))
        assert "cannot be posted" in said
        assert "limit" in said
    assert (ledger.state(move), ledger.state(small), ledger.hold_state(move)) == ("draft", "draft", False)
    assert client.call("account.move", "action_credit_post", [small, move]) == [move]
    assert (ledger.state(move), ledger.state(small), ledger.hold_state(move)) == ("draft", "posted", "open")
    reset(client, small)


@pytest.mark.parametrize("when", ["at_date", "monthly"])
def test_what_is_scheduled_goes_on_hold(clients, when):
    ledger = Ledger(clients["billing"])
    move, small = ledger.draft(auto_post=when), Ledger(ledger.client, "RPC Small").draft(10, auto_post=when)
    jobs = clients["admin_of_jobs"]
    named = [["module", "=", "account"], ["name", "=", "ir_cron_auto_post_draft_entry"]]
    [job] = jobs.call("ir.model.data", "search_read", named, ["res_id"])
    assert not fault_of(lambda: jobs.call("ir.cron", "method_direct_trigger", [job["res_id"]]))
    assert (ledger.state(move), ledger.hold_state(move), ledger.state(small)) == ("draft", "open", "posted")
    reset(ledger.client, small)


def test_who_sells_posts_nothing(clients):
    """A salesperson of own documents neither invoices nor posts, and learns nothing of the ledger."""
    ledger = Ledger(clients["billing"])
    move = ledger.draft()
    before = set(ledger.posted())
    seller = clients["seller"]
    for name, door in doors(seller, ledger, move).items():
        assert fault_of(door) or name.startswith("imported"), name
    assert (set(ledger.posted()), ledger.state(move)) == (before, "draft")


def as_web_client(server, login, path, model, method, ids):
    """What the browser gets for a click."""
    url, database = server
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())

    def post(path, params):
        body = json.dumps({"jsonrpc": "2.0", "params": params}).encode()
        request = urllib.request.Request(f"{url}{path}", body, {"Content-Type": "application/json"})
        return json.loads(opener.open(request).read())

    post("/web/session/authenticate", {"db": database, "login": login, "password": login})
    params = {"model": model, "method": method, "args": [ids], "kwargs": {}}
    return post(f"{path}/{model}/{method}", params)


def test_a_click_keeps_the_hold(server, clients):
    """The button answers as ever, and the draft is on hold; the same method called as a program is refused."""
    ledger = Ledger(clients["billing"])
    move = ledger.draft()
    called = as_web_client(server, "billing", "/web/dataset/call_kw", "account.move", "action_post", [move])
    assert "cannot be posted" in called["error"]["data"]["message"]
    assert ledger.hold_state(move) is False
    clicked = as_web_client(server, "billing", "/web/dataset/call_button", "account.move", "action_post", [move])
    assert "error" not in clicked
    assert (ledger.state(move), ledger.hold_state(move)) == ("draft", "open")
