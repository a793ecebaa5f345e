"""Columns of open items: what rows to be shown have beside the amount, and how amounts are rounded."""

from odoo.tools import SQL

from .scope import KINDS

DETAILS = (
    "id", "reference", "document_partner_id", "user_id", "move_id", "order_id", "payment_id", "amount_currency",
    "currency_id", "date_moved_to",
)  # fmt: skip
# The entry of an item, where somebody has sold it: the condition is that of the index _credit_sold_by.
SOLD_BY = SQL("LEFT JOIN account_move move ON move.id = item.move_id AND move.invoice_user_id IS NOT NULL")
NOTHING = {"date_moved_to": SQL("NULL::date")}


def rounded(amount, decimal_places):
    """An amount rounded as Odoo does: half a coin up, also where a division has left it a hair below the half."""
    return SQL("ROUND(ROUND((%s)::numeric, %s + 8), %s)", amount, decimal_places, decimal_places)


def wanted(detailed):
    """The names of the details that are."""
    return DETAILS if detailed is True else tuple(detailed or ())


def details(detailed, **columns):
    """The details wanted, those left out being empty; nothing at all when none are."""
    names = wanted(detailed)
    if not names:
        return SQL()
    return SQL(", %s", SQL(", ").join(columns.get(name) or NOTHING.get(name, SQL("NULL::int")) for name in names))


def item_id(table, kind):
    return SQL("%s::bigint * %s + %s", SQL.identifier(table, "id"), KINDS, kind)
