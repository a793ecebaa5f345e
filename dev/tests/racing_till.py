"""Tills that meet: two of them sell to one customer on account, beside orders and releases. See racing.py."""

from datetime import UTC, datetime
from uuid import uuid4

from racing import LIMIT, Race
from serving import Client

PREPARE = """
cashier = env["res.users"].create({"name": "race_cashier", "login": "race_cashier", "password": "race_cashier",
    "group_ids": [(4, env.ref(name).id) for name in ("base.group_user", "point_of_sale.group_pos_user")]})
on_account = env["pos.payment.method"].create({"name": "Race Account", "split_transactions": True})
env["product.product"].create({"name": "Race Bread", "type": "service", "list_price": 1, "available_in_pos": True,
    "taxes_id": [(5,)]})
for name in ("Race Till 1", "Race Till 2"):
    config = env["pos.config"].create({"name": name, "payment_method_ids": [(6, 0, on_account.ids)]})
    config.with_user(cashier).open_ui()
    config.current_session_id.set_opening_control(0, "")
env.cr.commit()
"""
ASKED = 1500


class Tills(Race):
    """Tickets of 600 on the account of one customer, at two tills, and an order beside them."""

    def __init__(self, url, database, workers):
        super().__init__(url, database, workers)
        self.cashier = Client(url, database, "race_cashier")
        self.racers = [Client(url, database, "race_cashier") for _number in range(workers)]
        self.shifts = self.cashier.call("pos.session", "search", [["config_id.name", "like", "Race Till"]])
        [self.method] = self.cashier.call("pos.payment.method", "search", [["name", "=", "Race Account"]])
        [self.bread] = self.cashier.call("product.product", "search", [["name", "=", "Race Bread"]])

    def ticket(self, amount, till=0, **values):
        line = {"product_id": self.bread, "qty": -1 if amount < 0 else 1, "price_unit": abs(amount), "tax_ids": []}
        payment = {"amount": amount, "payment_method_id": self.method, "name": "Payment"}
        return {
            "amount_paid": amount, "amount_total": amount, "amount_tax": 0, "amount_return": 0,
            "date_order": datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S"), "fiscal_position_id": False,
            "to_invoice": False, "partner_id": self.partners["Race Customer"], "state": "paid",
            "lines": [[0, 0, line | {"price_subtotal": amount, "price_subtotal_incl": amount}]],
            "payment_ids": [[0, 0, payment]], "session_id": self.shifts[till % 2], "user_id": self.cashier.uid,
            "uuid": str(uuid4()), "access_token": str(uuid4()), **values,
        }  # fmt: skip

    def selling(self, amount, till=0, **values):
        return "pos.order", "sync_from_ui", [self.ticket(amount, till, **values)]

    def prepare(self):
        calls = [(racer, self.selling(600, till)) for till, racer in enumerate(self.racers)]
        return [*calls, (self.seller, ("sale.order", "action_confirm", [self.order(600, confirm=False)]))]

    def clean(self):
        super().clean()
        if owed := self.exposure():
            self.cashier.call(*self.selling(-owed, is_refund=True))
        assert not self.exposure(), "the next round begins with nothing owed"


class ReleaseAtTheTill(Tills):
    """A ticket is released in the back office while it is paid, grown, and others are sold to the same customer."""

    def prepare(self):
        self.released = ticket = self.ticket(ASKED, state="draft")
        self.cashier.call("pos.order", "sync_from_ui", [ticket])
        [order] = self.cashier.call("pos.order", "search", [["uuid", "=", ticket["uuid"]]])
        self.cashier.call("pos.order", "credit_till_ask", [order])
        [hold] = self.manager.call("credit.hold", "search", [["state", "=", "open"], ["checkpoint", "=", "till"]])
        payments = self.cashier.call("pos.order", "read", [order], ["payment_ids"])[0]["payment_ids"]
        self.others = [self.ticket(600, 1), self.ticket(600, 0)]
        moves = (
            ("pos.order", "action_pos_order_paid", [order]),
            *(("pos.order", "sync_from_ui", [other]) for other in self.others),
            ("pos.payment", "write", payments, {"amount": 5000}),
            ("pos.order", "action_pos_order_paid", [order]),
        )
        # Where there are more racers than moves, the rest look on: a ticket sent twice is one ticket.
        release = (self.releasing, ("credit.hold", "action_release", [hold], "Known"))
        return [release, *zip(self.racers, moves, strict=False)]

    def check(self):
        paid = {
            ticket["uuid"]: ticket["amount_paid"]
            for ticket in self.cashier.call(
                "pos.order", "search_read",
                [["uuid", "in", [one["uuid"] for one in (self.released, *self.others)]], ["state", "!=", "draft"]],
                ["uuid", "amount_paid"],
            )
        }  # fmt: skip
        mine = paid.pop(self.released["uuid"], 0)
        if mine > ASKED or sum(paid.values()) > LIMIT or self.exposure() > LIMIT + ASKED:
            return f"{mine} released, {paid} sold beside it, {self.exposure()} owed"
        return None

    def clean(self):
        super().clean()
        left = self.cashier.call("pos.order", "search", [["state", "=", "draft"]])
        if left:
            self.cashier.call("pos.order", "action_pos_order_cancel", left)


RACES = (Tills, ReleaseAtTheTill)
