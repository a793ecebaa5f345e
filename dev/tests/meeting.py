"""Two transactions that began before either ended: run in Odoo's shell, over the customers of racing.py.

Races find such pairs by luck. Here both have their snapshot before the first is committed, for every pair of a move
that makes a document firm and one that changes what it claims, in both orders.
"""

import logging
from uuid import uuid4

import psycopg2.errors

from odoo import SUPERUSER_ID, api, fields
from odoo.exceptions import UserError

_logger = logging.getLogger("credit_management.meeting")
SIZE = 900  # of a limit of 1,000


class Document:
    """What one pair meets over: a document that is not firm yet."""

    stopped = True  # by the policy as it ships

    def __init__(self, env):
        self.customer, self.small = (
            env["res.partner"].search([("name", "=", name)]) for name in ("Race Customer", "Race Small")
        )
        self.contact = env["res.partner"].create({"name": "Race Contact", "parent_id": self.customer.id})
        self.record = self.make(env)
        env.cr.commit()

    def here(self, env):
        return self.record.with_env(env)

    def move_contact(self, env):
        self.contact.with_env(env).parent_id = self.small.id


class Order(Document):
    seller = "race_seller"

    def make(self, env):
        [goods] = env["product.product"].search([("name", "=", "Race Goods")])
        self.line = {"product_id": goods.id, "price_unit": SIZE}
        user = env["res.users"].search([("login", "=", self.seller)])
        vals = {"partner_id": self.contact.id, "user_id": user.id, "order_line": [(0, 0, self.line)]}
        return env["sale.order"].create(vals)

    def firm(self, env):
        self.here(env).action_confirm()

    def deliver(self, env):
        self.here(env).order_line.qty_delivered = 50

    def add_delivered(self, env):
        self.here(env).order_line = [(0, 0, self.line | {"product_uom_qty": 0, "qty_delivered": 50})]

    def bill_another(self, env):
        self.here(env).partner_invoice_id = self.small.id

    moves = ("deliver", "add_delivered", "bill_another", "move_contact")

    def clear(self, env):
        order = self.here(env)
        order.order_line.qty_delivered = 0
        order._action_cancel()


class Ticket(Document):
    seller = "race_cashier"

    def make(self, env):
        self.method = env["pos.payment.method"].search([("name", "=", "Race Account")])
        [bread] = env["product.product"].search([("name", "=", "Race Bread")])
        shift = env["pos.session"].search([("config_id.name", "=", "Race Till 1"), ("state", "=", "opened")])
        line = {"product_id": bread.id, "qty": 1, "price_unit": SIZE, "price_subtotal": SIZE}
        vals = {
            "amount_paid": SIZE, "amount_total": SIZE, "amount_tax": 0, "amount_return": 0, "state": "draft",
            "lines": [[0, 0, line | {"price_subtotal_incl": SIZE, "tax_ids": []}]], "session_id": shift.id,
            "payment_ids": [[0, 0, self.payment(SIZE)]], "partner_id": self.contact.id, "to_invoice": False,
            "date_order": fields.Datetime.to_string(fields.Datetime.now()), "uuid": str(uuid4()),
            "access_token": str(uuid4()), "user_id": env["res.users"].search([("login", "=", self.seller)]).id,
        }  # fmt: skip
        env["pos.order"].sync_from_ui([vals])
        return env["pos.order"].search([("uuid", "=", vals["uuid"])])

    def payment(self, amount):
        return {"amount": amount, "payment_method_id": self.method.id, "name": "Payment"}

    def firm(self, env):
        self.here(env).action_pos_order_paid()

    def pay_more(self, env):
        self.here(env).payment_ids.amount = 5000

    def add_payment(self, env):
        env["pos.payment"].create(self.payment(5000) | {"pos_order_id": self.record.id})

    moves = ("pay_more", "add_payment", "move_contact")

    def clear(self, env):
        ticket = self.here(env)
        if ticket.state == "draft":
            ticket.action_pos_order_cancel()
            return
        env.cr.execute("UPDATE pos_payment SET amount = 0 WHERE pos_order_id = %s", [ticket.id])


class Invoice(Document):
    stopped = False
    seller = "race_accountant"

    def make(self, env):
        self.line = {"name": "Race Advice", "price_unit": SIZE, "tax_ids": []}
        vals = {"move_type": "out_invoice", "partner_id": self.contact.id, "invoice_line_ids": [(0, 0, self.line)]}
        return env["account.move"].create(vals)

    def firm(self, env):
        self.here(env).action_post()

    def raise_price(self, env):
        self.here(env).invoice_line_ids.price_unit = 5000

    def add_line(self, env):
        self.here(env).invoice_line_ids = [(0, 0, self.line)]

    def bill_another(self, env):
        self.here(env).partner_id = self.small.id

    moves = ("raise_price", "add_line", "bill_another", "move_contact")

    def clear(self, env):
        invoice = self.here(env)
        if invoice.state == "posted":
            invoice.button_draft()
        invoice.button_cancel()


class Policy(Document):
    """A version whose rule changes while it is published: what is decided is one row, its parts are others."""

    stopped = False
    seller = "__system__"

    def make(self, env):
        rule = {"name": "Race", "kind": "exposure"}
        return env["credit.policy"].create({"company_id": env.company.id, "rule_ids": [(0, 0, rule)]})

    def firm(self, env):
        self.here(env)._set_published()

    def soften(self, env):
        self.here(env).rule_ids.effect = "warn"

    def add_rule(self, env):
        self.here(env).rule_ids = [(0, 0, {"name": "Another", "kind": "exposure"})]

    def take_away(self, env):
        self.here(env).rule_ids.unlink()

    moves = ("soften", "add_rule", "take_away")

    def clear(self, env):
        """A version that is published stays."""


def call(env, document, move):
    try:
        getattr(document, move)(env)
        env.cr.commit()
        return "done"
    except (UserError, psycopg2.errors.SerializationFailure) as error:
        env.cr.rollback()
        return type(error).__name__


def meet(env, kind, first, second):
    """Both begin, the first is committed, then the second is called; what cannot be serialized is called again.

    :return: how the second ended, and what is wrong now; None where nothing is
    """
    document = kind(env)
    seller = env["res.users"].with_context(active_test=False).search([("login", "=", kind.seller)]).id
    with env.registry.cursor() as one, env.registry.cursor() as two:
        # Contacts are moved by whom nobody refuses it.
        envs = [
            api.Environment(cr, SUPERUSER_ID if move == "move_contact" else seller, {})
            for cr, move in ((one, first), (two, second))
        ]
        for each in envs:
            each.cr.execute("SELECT 1")  # its snapshot
        assert call(envs[0], document, first) == "done", first
        outcomes = [call(envs[1], document, second)]
        if outcomes == ["SerializationFailure"]:
            envs[1].invalidate_all()
            outcomes.append(call(envs[1], document, second))
    env.cr.rollback()
    env.invalidate_all()
    wrong = None
    for customer, limit in ((document.customer, 1000), (document.small, 100)):
        owed = sum(env["credit.account"].search([("partner_id", "=", customer.id)]).mapped("exposure"))
        if kind.stopped and owed > limit:
            wrong = f"{customer.name} owes {owed}"
    document.clear(env)
    env.cr.commit()
    return " ".join(outcomes), wrong


def meet_all(env):
    logging.getLogger("odoo.sql_db").setLevel(logging.CRITICAL)  # what cannot be serialized is what is looked for
    env["res.users"].create({
        "name": "race_accountant", "login": "race_accountant",
        "group_ids": [(4, env.ref("account.group_account_invoice").id)],
    })  # fmt: skip
    for kind in (Order, Ticket, Invoice, Policy):
        for move in kind.moves:
            for pair in (("firm", move), (move, "firm")):
                _logger.info("%s, %s then %s: %s, %s", kind.__name__, *pair, *meet(env, kind, *pair))
