"""The choice of items: of whom, and on which accounts."""

from collections.abc import Callable
from dataclasses import dataclass

from odoo.tools import SQL

# Of sources: each takes every sixteenth number for its ids, so that no two items share one. Other addons begin with 4.
KINDS = 16


def array(values):
    """Values as an array for SQL; what is SQL already, a function's argument for instance, as it is."""
    return values if isinstance(values, SQL) else list(values)


def literal(ids):
    """Many ids as the text of an array, which PostgreSQL reads far faster than ARRAY[…]."""
    return "{" + ",".join(map(str, ids)) + "}"


def day_of_company(table):
    """The day of the company of a row, for a query that knows the days as ``company``."""
    return SQL("(SELECT today FROM company WHERE company.id = %s)", SQL.identifier(table, "company_id"))


@dataclass(frozen=True)
class Scope:
    """Items of the commercial partners given (None for all), on these receivable accounts.

    The accounts come as numbers, not as a subquery: so the planner knows how many lines they hold. ``more`` are the
    sources of other addons: what gives items ``present(scope, detailed)`` and ``past(as_of, scope, detailed)``, with
    the columns that the sources of present_items have, and ``concerns(partner_ids)``, an SQL condition that some of the
    present ones may be of these commercial partners. ``today`` gives them the day of the company of a row, by the
    name of its table. A source may have ``OWN_RECEIPTS`` as well, an SQL condition on receipts, ``payment``, that it
    shows itself instead of the receipts in clearing; and ``undone(as_of)``, a SELECT of matchings of that day that are
    there no more, with the columns of MATCHING.
    """

    account_ids: tuple
    partner_ids: tuple | None = None
    more: tuple = ()
    item_ids: tuple | None = None  # of certain items alone; other addons need not look at them
    today: Callable = day_of_company

    def accounts(self, column):
        return SQL("%s = ANY(%s)", SQL(column), array(self.account_ids))

    def customers(self, column):
        """Condition that ``column`` is one of the customers or a contact of theirs, for a query given to ``within``.

        An array built first keeps the indexes on the column usable.
        """
        if self.partner_ids is None:
            return SQL("TRUE")
        return SQL("%s = ANY(ARRAY(SELECT id FROM customer))", SQL(column))

    def chosen(self, table, kind):
        """Condition that the record in ``table`` is one of the items chosen, of a kind of source: see KINDS."""
        if self.item_ids is None:
            return SQL("TRUE")
        ids = [one // KINDS for one in self.item_ids if one % KINDS == kind]
        return SQL("%s = ANY(%s::int[])", SQL.identifier(table, "id"), literal(ids)) if ids else SQL("FALSE")

    def not_shown_beside(self):
        """Condition that no other addon shows the receipt ``payment`` itself."""
        own = [more.OWN_RECEIPTS for more in self.more if hasattr(more, "OWN_RECEIPTS")]
        return SQL(" AND ").join(SQL("(%s) IS NOT TRUE", one) for one in own) if own else SQL("TRUE")

    def matchings(self, as_of):
        """What was matched on a past day, be it undone since."""
        undone = [more.undone(as_of) for more in self.more if hasattr(more, "undone")]
        if not undone:
            return SQL("account_partial_reconcile")
        there = SQL("SELECT %s FROM account_partial_reconcile", MATCHING)
        return SQL("(%s) matching", SQL(" UNION ALL ").join([there, *undone]))

    def customer_of(self, column):
        """The commercial partner of the partner in ``column``, for a query given to ``within``.

        For sums: most partners are their own, and asking for them one by one takes longer.
        Rows join res_partner instead, for its index to find those of one customer.
        """
        return SQL(
            """
            CASE WHEN %(column)s IN (SELECT id FROM customer WHERE commercial_partner_id = id) THEN %(column)s
                 ELSE (SELECT commercial_partner_id FROM res_partner WHERE id = %(column)s) END
            """,
            column=SQL(column),
        )

    def within(self, query, **tables):
        """The query, with the customers looked up once for all its sources, and other tables it reads."""
        wanted = SQL("TRUE")
        if self.partner_ids is not None:
            ids = self.partner_ids
            if not isinstance(ids, SQL):
                ids = literal(ids)
            wanted = SQL("commercial_partner_id = ANY(%s::int[])", ids)
        customers = SQL("SELECT id, commercial_partner_id FROM res_partner WHERE %s", wanted)
        tables = {"customer": customers} | tables
        before = [SQL("%s AS MATERIALIZED (%s)", SQL.identifier(name), table) for name, table in tables.items()]
        return SQL("WITH %s %s", SQL(", ").join(before), query)


# What past items are worked out from, of each matching.
MATCHING = SQL("debit_move_id, credit_move_id, amount, debit_amount_currency, credit_amount_currency, max_date")


@dataclass(frozen=True)
class Nobody(Scope):
    """Those without a customer."""

    def customers(self, column):
        return SQL("%s IS NULL", SQL(column))
