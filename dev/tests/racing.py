"""Transactions that meet: a real server, one connection a client, all begin at once; what stands then is judged."""

import threading
import time
import xmlrpc.client
from dataclasses import dataclass, field
from math import inf

from serving import Client

LIMIT = 1000
PREPARE = """
company = env.company
env["loyalty.program"].search([]).active = False  # a salesperson may not cancel an order with points
seller, manager = env["res.users"].create([
    {"name": login, "login": login, "password": login, "group_ids": [(4, env.ref(group).id)]}
    for login, group in (("race_seller", "sales_team.group_sale_salesman_all_leads"),
                         ("race_manager", "credit_management.credit_management_group_manager"))])
env["res.users"].create({"name": "race_analyst", "login": "race_analyst", "password": "race_analyst",
                         "group_ids": [(4, env.ref("credit_management.credit_management_group_analyst").id)]})
env["credit.authority"].search([("user_id", "=", manager.id)]).unlink()
env["credit.authority"].create({"user_id": manager.id, "unlimited": True})
env["product.product"].create({"name": "Race Goods", "type": "service", "list_price": 600, "taxes_id": [(5,)]})
many = [(f"Race Many {number}", LIMIT) for number in range(5)]
for name, amount in (("Race Customer", LIMIT), ("Race Small", 100), ("Race Stopped", 0), *many):
    customer = env["res.partner"].create({"name": name, "is_company": True})
    account = env["credit.account"]._for(customer, company)
    if not amount:
        account.write({"status": "stop", "status_reason": "Race"})
        continue
    env["credit.limit"]._credit_by_method().create({
        "account_id": account.id, "amount": amount, "reason": "Race", "state": "approved", "counts": True,
        "author_id": env.ref("base.user_root").id, "approver_id": env.ref("base.user_admin").id,
        "approved_on": "2020-01-01 00:00:00", "valid_from": "2020-01-01"})
account = env["credit.account"].search([("partner_id.name", "=", "Race Stopped")])
group = env["credit.group"].create({"name": "Race Group", "lead_id": account.id})
decided = {"group_id": group.id, "reason": "Race", "state": "approved", "counts": True, "valid_from": "2020-01-01",
           "author_id": env.ref("base.user_root").id, "approver_id": env.ref("base.user_admin").id,
           "approved_on": "2020-01-01 00:00:00"}
for name in ("Race Left", "Race Right"):
    member = env["credit.account"]._for(env["res.partner"].create({"name": name, "is_company": True}), company)
    env["credit.group.member"]._credit_by_method().create({"account_id": member.id, **decided})
env["credit.group.limit"]._credit_by_method().create({"amount": LIMIT, **decided})
env.cr.commit()
""".replace("LIMIT", str(LIMIT))


@dataclass
class Outcome:
    """What a number of rounds came to."""

    rounds: int = 0
    done: int = 0
    refused: int = 0
    given_up: int = 0  # after Odoo has tried five times
    overshoots: list = field(default_factory=list)

    def __str__(self):
        return (
            f"{self.rounds} rounds, {self.done} calls done, {self.refused} refused, {self.given_up} given up,"
            f" {len(self.overshoots)} overshoots"
        )


class Race:
    """Rounds of one kind: :meth:`prepare` gives what is called at once, :meth:`check` what is wrong afterwards."""

    def __init__(self, url, database, workers):
        self.seller, self.manager = Client(url, database, "race_seller"), Client(url, database, "race_manager")
        self.racers = [Client(url, database, "race_seller") for _number in range(workers)]
        self.releasing = Client(url, database, "race_manager")
        names = ("Race Customer", "Race Small", "Race Stopped", "Race Left", "Race Right")
        self.partners = {name: self.seller.call("res.partner", "search", [["name", "=", name]])[0] for name in names}
        [self.goods] = self.seller.call("product.product", "search", [["name", "=", "Race Goods"]])

    def run(self, rounds, seconds=inf):
        """So many rounds, or as many as begin within some seconds."""
        outcome, start = Outcome(), time.monotonic()
        for _number in range(rounds):
            if time.monotonic() - start > seconds:
                break
            outcome.rounds += 1
            self.meet(self.prepare(), outcome)
            if wrong := self.check():
                outcome.overshoots.append(wrong)
            self.clean()
        return outcome

    def meet(self, calls, outcome):
        start, results = threading.Barrier(len(calls)), []

        def call(client, arguments):
            start.wait()
            try:
                client.call(*arguments)
                results.append("done")
            except xmlrpc.client.Fault as fault:
                if "cannot marshal None" in fault.faultString:
                    raise AssertionError(f"{arguments} gives nothing that XML-RPC could carry") from fault
                gave_up = "could not serialize" in fault.faultString or "oncurrent" in fault.faultString
                results.append("given_up" if gave_up else "refused")

        threads = [threading.Thread(target=call, args=pair) for pair in calls]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for result in results:
            setattr(outcome, result, getattr(outcome, result) + 1)

    def by_racers(self, *moves):
        """The moves one after the other, one a racer, and again from the first where there are more racers."""
        return [(racer, moves[number % len(moves)]) for number, racer in enumerate(self.racers)]

    def order(self, price, confirm=True, customer="Race Customer"):
        line = {"product_id": self.goods, "price_unit": price}
        vals = {"partner_id": self.partners[customer], "order_line": [[0, 0, line]]}
        order = self.seller.call("sale.order", "create", vals)
        if confirm:
            self.seller.call("sale.order", "action_confirm", [order])
        return order

    def line_of(self, order):
        return self.seller.call("sale.order", "read", [order], ["order_line"])[0]["order_line"][0]

    def exposure(self, name="Race Customer"):
        domain = [["partner_id", "=", self.partners[name]]]
        return self.manager.call("credit.account", "search_read", domain, ["exposure"])[0]["exposure"]

    def check(self):
        for name, most in (("Race Customer", LIMIT), ("Race Small", 100), ("Race Stopped", 0)):
            if (owed := self.exposure(name)) > most + 0.005:
                return f"{name} owes {owed}"
        return None

    def clean(self):
        mine = [["order_id.user_id", "=", self.seller.uid], ["qty_delivered", "!=", 0]]
        if taken := self.seller.call("sale.order.line", "search", mine):  # delivered, hence owed: it comes back first
            self.seller.call("sale.order.line", "write", taken, {"qty_delivered": 0})
        left = [["state", "!=", "cancel"], ["user_id", "=", self.seller.uid]]
        for order in self.seller.call("sale.order", "search", left):
            self.seller.call("sale.order", "action_cancel", [order])
        assert not self.seller.call("sale.order", "search", left), "the next round begins with nothing owed"


class Confirmations(Race):
    """Orders that fit one by one and not together."""

    def prepare(self):
        return [(racer, ("sale.order", "action_confirm", [self.order(600, confirm=False)])) for racer in self.racers]


class MembersOfGroup(Race):
    """Orders of two members that fit one by one and not together, confirmed one by one and as one batch."""

    def prepare(self):
        calls = []
        for number, racer in enumerate(self.racers):
            names = ("Race Left", "Race Right") if number % 2 else ("Race Right", "Race Left")
            orders = [self.order(300, False, name) for name in names[: 1 + number % 3]]
            calls.append((racer, ("sale.order", "action_confirm", orders)))
        return calls

    def check(self):
        together = self.exposure("Race Left") + self.exposure("Race Right")
        return f"the group owes {together}" if together > LIMIT + 0.005 else super().check()


class ReleaseAndChange(Race):
    """A hold is released while its order becomes somebody else's, or larger."""

    def prepare(self):
        self.released = order = self.order(1500, confirm=False)
        self.seller.call("sale.order", "action_credit_confirm", [order])
        hold = self.seller.call("sale.order", "read", [order], ["credit_hold_id"])[0]["credit_hold_id"][0]
        line = self.line_of(order)
        moves = (
            ("sale.order", "write", [order], {"partner_invoice_id": self.partners["Race Stopped"]}),
            ("sale.order", "write", [order], {"partner_id": self.partners["Race Stopped"]}),
            ("sale.order", "write", [order], {"partner_invoice_id": self.partners["Race Small"]}),
            ("sale.order.line", "write", [line], {"price_unit": 5000}),
            ("sale.order", "action_confirm", [order]),
        )
        self.number = getattr(self, "number", -1) + 1
        turned = moves[self.number % len(moves) :] + moves[: self.number % len(moves)]
        release = (self.releasing, ("credit.hold", "action_release", [hold], "Known"))
        return [release, *self.by_racers(*turned)[1:]]

    def check(self):
        [order] = self.seller.call(
            "sale.order", "read", [self.released], ["state", "amount_total", "partner_id", "partner_invoice_id"]
        )
        customer = self.partners["Race Customer"]
        theirs = {order["partner_id"][0], order["partner_invoice_id"][0]} == {customer}
        if order["state"] == "sale" and (not theirs or order["amount_total"] > 1500):
            return str(order)
        return None


class CloseShortAndGrowth(Race):
    """What one order frees is used twice: by another that grows, by a new one, and by itself once reopened."""

    def prepare(self):
        closing, growing, other = self.order(600), self.order(300), self.order(100)
        new = self.order(600, confirm=False)
        return self.by_racers(
            ("sale.order", "action_credit_close_short", [closing]),
            ("sale.order.line", "write", [self.line_of(growing)], {"price_unit": 900}),
            ("sale.order.line", "write", [self.line_of(other)], {"price_unit": 700}),
            ("sale.order", "action_credit_reopen", [closing]),
            ("sale.order", "action_confirm", [new]),
            ("sale.order.line", "write", [self.line_of(growing)], {"product_uom_qty": 3}),
            ("sale.order.line", "write", [self.line_of(other)], {"qty_delivered": 7}),
            ("sale.order", "action_cancel", [closing]),
        )


class MassChanges(Race):
    """Two mass changes of the same customers, each approved at once by several connections: one of them holds."""

    MORE = 10.0

    def __init__(self, url, database, workers):
        super().__init__(url, database, workers)
        self.analyst = Client(url, database, "race_analyst")
        self.racers = [Client(url, database, "race_manager") for _number in range(workers)]

    def limits(self):
        domain = [["partner_id.name", "like", "Race Many"]]
        found = self.manager.call("credit.account", "search_read", domain, ["effective_limit", "limit_ids"])
        return {one["id"]: (one["effective_limit"], len(one["limit_ids"])) for one in found}

    def prepare(self):
        self.before = self.limits()
        chosen = str([("id", "in", list(self.before))])
        vals = {"formula": "amount", "amount": self.MORE, "step": 1, "domain": chosen, "reason": "Race"}
        self.batches = [self.analyst.call("credit.limit.batch", "create", vals) for _number in range(2)]
        for move in ("action_preview", "action_submit"):
            for batch in self.batches:
                self.analyst.call("credit.limit.batch", move, [batch])
        return self.by_racers(*(("credit.limit.batch", "action_approve", [batch]) for batch in self.batches))

    def check(self):
        states = [one["state"] for one in self.manager.call("credit.limit.batch", "read", self.batches, ["state"])]
        expected = {id_: (limit + self.MORE, count + 1) for id_, (limit, count) in self.before.items()}
        if sorted(states) != ["approved", "submitted"] or self.limits() != expected:
            return f"{states}: {self.before} became {self.limits()}"
        return None

    def clean(self):
        for batch in self.manager.call("credit.limit.batch", "search", [["state", "=", "submitted"]]):
            self.manager.call("credit.limit.batch", "action_refuse", [batch], "The other one holds")


RACES = (MassChanges, Confirmations, MembersOfGroup, ReleaseAndChange, CloseShortAndGrowth)
