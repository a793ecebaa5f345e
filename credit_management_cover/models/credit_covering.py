from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from odoo import api, models

from odoo.addons.credit_management.core.exposure.exposure import CLEARING, DISPUTED, ORDER, ORDER_LATER

from ..core.covered import Item, less_credit
from ..core.standing import Standing
from ..sql import covered_items

ORDERS = (ORDER, ORDER_LATER)


class Document(NamedTuple):
    """What an item is, and its document."""

    category: str = ""
    move_id: int | None = None
    order_id: int | None = None


@dataclass
class Owing:
    """What is read of one customer: items as core has them, credits, and the documents of the items by their ids."""

    items: list = field(default_factory=list)
    credit: float = 0.0
    documents: dict = field(default_factory=dict)

    @property
    def total(self):
        return sum(item.amount for item in self.items) - self.credit


class CreditCovering(models.AbstractModel):
    """How open items of customers are covered on a day: worked out whenever it is asked for, and never stored.

    No access is checked: the caller has. In a fixed number of queries for all customers asked for: their covers, the
    decisions on these, and their open items; the latter two where there is a cover at all.
    """

    _name = "credit.covering"
    _description = "Cover of Open Items"

    @api.model
    def _read(self, root, partner_ids, today=None, as_of=None, besides=None):
        """
        :param root: a root company
        :param as_of: a day that is past, whose items are looked at; those of now when left out
        :param besides: documents whose own items are left out
        :return: {partner id: (core.standing.Standing, {item id: Document})}, of all asked for
        """
        today = today or as_of or root._credit_today()
        covers = self._read_covers(root, partner_ids)
        owing = self._read_items(root, list(covers), today, as_of, besides) if covers else {}
        nothing = (Standing(today), {})
        found = dict.fromkeys(partner_ids, nothing)
        for partner_id, of_customer in covers.items():
            owed = owing.get(partner_id, Owing())
            items = tuple(less_credit(owed.items, owed.credit))
            found[partner_id] = (Standing(today, of_customer, items, owed.total), owed.documents)
        return found

    @api.model
    def _read_customers_with_cover(self, root):
        """Ids of all who have a cover that counts, be it over."""
        # Whatever stands behind a debt decides, readable or not.
        covers = self.env["credit.cover"].sudo()
        counting = [("company_id", "=", root.id), ("counts", "=", True)]
        return {partner.id for (partner,) in covers._read_group(counting, ["partner_id"])}

    @api.model
    def _read_covers(self, root, partner_ids):
        """
        :return: {partner id: tuple of core.cover.Cover}
        """
        # Whatever stands behind a debt decides, readable or not.
        covers = self.env["credit.cover"].sudo()
        domain = [("partner_id", "in", list(partner_ids)), ("company_id", "=", root.id), ("counts", "=", True)]
        covers = covers.search(domain, order="id")
        if not covers:
            return {}
        effective = [("cover_id", "in", covers.ids), ("state", "=", "confirmed")]
        decisions = covers.env["credit.cover.decision"].search(effective, order="approved_on, id").grouped("cover_id")
        rates, found = covers._read_rates(), defaultdict(tuple)
        for cover in covers:
            found[cover.partner_id.id] += (cover._to_core(decisions.get(cover, ()), rates),)
        return dict(found)

    @api.model
    def _read_items(self, root, partner_ids, today, as_of, besides):
        items = self.env["credit.open.item"]
        items._flush()
        self.env["sale.order"].flush_model(["payment_term_id", "commitment_date"])
        self.env["credit.cover.report"].flush_model(["move_id", "reported_on"])
        aged = items._aged_sql(as_of, partner_ids, ("id", "move_id", "order_id"))
        own = set(besides.ids) if besides else set()
        place = 7 if besides is not None and besides._name == "sale.order" else 6
        found = defaultdict(Owing)
        for row in self.env.execute_query(covered_items.items(aged, root.id)):
            if row[place] not in own:
                self._add_item(found[row[0]], row, today)
        return found

    @api.model
    def _add_item(self, owing, row, today):
        _partner_id, item_id, category, day, due, amount, move_id, order_id, delivery, term_id, reported_on = row
        if category == DISPUTED:
            return  # no money: what is in dispute is overdue, to be reported and without cover all the same
        if amount < 0:
            owing.credit -= amount
            return
        if category in ORDERS:  # as if it were invoiced on the day it leaves
            day = max(today, delivery or today)
            due = day + timedelta(days=self.env["account.payment.term"]._credit_terms(term_id or False, today).days)
        elif category == CLEARING:  # money that is on its way is no debt to be reported
            day = due = today
        due = max(due or day, day)
        owing.items.append(Item(item_id, amount, day, due, reported_on or None))
        owing.documents[item_id] = Document(category, move_id, order_id)
