from dataclasses import dataclass

import numpy as np

from odoo import api, models
from odoo.tools import SQL

from ...core.assessment import items as core
from ...core.replay.history import History, Movements
from ...core.replay.orders import NO_ORDER, orders_of
from ...core.replay.standing import Standings
from ...sql.replay import replayed_items

# Columns of the queries, as PostgreSQL sends them in binary.
ITEMS = (
    ("id", ">i4"), ("customer", ">i4"), ("invoiced", ">i4"), ("due", ">i4"), ("amount", ">f8"), ("invoice", ">i4"),
)  # fmt: skip
SETTLEMENTS = (("item", ">i4"), ("day", ">i4"), ("amount", ">f8"), ("is_payment", "?"), ("is_loss", "?"))
MOVEMENTS = (("customer", ">i4"), ("day", ">i4"), ("amount", ">f8"))
NO_ROWS = np.empty(0, list(MOVEMENTS))
# Of what the gate collects about a customer, what no standing has.
LASTING = ("account_id", "country_id", "industry_id", "category_ids")


@dataclass(frozen=True)
class Invoice:
    """Columns a replay shows of an invoice and reads of the order behind it."""

    name: str
    company_id: int
    term_id: int | None
    team_id: int | None
    tag_ids: list


@dataclass(frozen=True)
class Collected:
    """The past of a legal entity: everything but how its customers stood.

    ``customers`` are the ids of commercial partners by their number in the history, ``known`` what the gate
    knows of them today.
    """

    root: object
    history: History
    customers: list
    known: dict
    invoices: dict


class CreditReplayHistory(models.AbstractModel):
    """Collects the past to play policies on. It only reads; the number of queries does not depend on how much.

    No access is checked here: the caller has read the policy, and is one who may see all customers.
    """

    _name = "credit.replay.history"
    _description = "History to Replay"

    @api.model
    def _collect(self, root, since, until, needs=frozenset()):
        """Everything that customers invoiced within a stretch owed and paid, then and before.

        :param root: a root company
        :param needs: what the rules to be played need beside, see ``core.policy.kinds``; for addons to read
        :rtype: Collected
        """
        items, settlements, movements, beside = self._fetch(root, since, until)
        customers = np.unique(items["customer"]).tolist()
        ledger = core.ledger(customers, items, settlements)
        known = self.env["credit.order.facts"]._read_customers(root, customers)
        first, last = core.day_number(since), core.day_number(until)
        invoice = items["invoice"].astype(np.int64)
        there = (invoice > 0) & (ledger.invoiced >= first) & (ledger.invoiced <= last)
        invoices = self._invoices(np.unique(invoice[there]).tolist())
        billed = zip(invoice[there].tolist(), ledger.customer[there].tolist(), strict=True)
        teams = {move_id: known[customers[number]]["team_id"] for move_id, number in billed}
        history = History(
            ledger=ledger,
            orders=orders_of(
                ledger, np.where(invoice > 0, invoice, NO_ORDER), self._asked(root, invoices, teams)
            ),
            standings=Standings({}),
            customers={
                number: {name: known[id_][name] for name in LASTING} for number, id_ in enumerate(customers)
            },
            unallocated=self._movements(customers, movements),
            beside=self._movements(customers, beside),
            rounding=root.currency_id.rounding,
        )  # fmt: skip
        return Collected(root, history, customers, known, invoices)

    @api.model
    def _movements(self, customers, rows):
        rows = rows[np.isin(rows["customer"], customers)]
        return Movements(
            np.searchsorted(customers, rows["customer"]), rows["day"].astype(np.int64), rows["amount"].astype(float)
        )

    @api.model
    def _beside_sql(self, root):
        """SELECT of what counted as owed on no invoice: commercial partner, day, amount. For other addons."""
        return SQL()

    @api.model
    def _fetch(self, root, since, until):
        open_items, fetch = self.env["credit.open.item"], self.env["credit.behaviour"]._fetch
        open_items._flush()
        self.env["account.move"].flush_model(["invoice_payment_term_id", "team_id"])
        which = (root.id, open_items._receivable_account_ids(), since, until)
        return (
            fetch(replayed_items.items(*which), ITEMS),
            fetch(replayed_items.settlements(*which), SETTLEMENTS),
            fetch(replayed_items.unallocated(*which), MOVEMENTS),
            fetch(beside, MOVEMENTS) if (beside := self._beside_sql(root)).code else NO_ROWS,
        )

    @api.model
    def _invoices(self, move_ids):
        """:return: ``{id: Invoice}``"""
        rows = self.env.execute_query(replayed_items.invoices(move_ids)) if move_ids else ()
        return {move_id: Invoice(*row) for move_id, *row in rows}

    @api.model
    def _asked(self, root, invoices, teams):
        """Facts the policy may ask of the orders behind invoices, as in ``core.replay.replay.Orders``.

        The team agreed with the customer counts before the one of the invoice.

        What a payment term grants is the same on every day, but for terms that end with a month.
        """
        terms, today = self.env["account.payment.term"], root._credit_today()
        granted = {
            term_id: terms._credit_terms(term_id, today) for term_id in {one.term_id for one in invoices.values()}
        }
        found = {}
        for move_id, invoice in invoices.items():
            known = {"team_id": teams.get(move_id) or invoice.team_id or 0, "tag_ids": frozenset(invoice.tag_ids)}
            found[move_id] = known | ({"terms": granted[invoice.term_id]} if invoice.term_id else {})
        return found

    # === HOW CUSTOMERS STOOD === #

    @api.model
    def _standings(self, collected, limits, policy):
        """How the customers stood from day to day.

        :param limits: ``recorded`` as they were, or ``proposed`` as assessments would have had it
        :param policy: the credit.policy whose way of granting limits the proposed ones follow
        :rtype: core.replay.standing.Standings
        """
        return getattr(self, f"_standings_{limits}")(collected, policy)

    @api.model
    def _has_records(self, root, day):
        """Whether limits were in force on a day, so that there is a past to play."""
        domain = [("company_id", "=", root.id), ("counts", "=", True), ("valid_from", "<=", day)]
        # Whether there are any is no secret of the limits.
        return bool(self.env["credit.limit"].sudo().search_count(domain, limit=1))
