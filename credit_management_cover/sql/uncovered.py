"""Rows of the report of what is not covered, written as they are worked out: a record for each would take minutes."""

from odoo.tools import SQL

COLUMNS = (
    "account_id", "partner_id", "company_id", "move_id", "order_id", "invoiced", "due", "amount", "covered",
    "uncovered", "reason",
)  # fmt: skip


def drop(user_id, root_ids):
    """Forget what a user has seen of these companies before."""
    return SQL("DELETE FROM credit_uncovered WHERE create_uid = %s AND company_id = ANY(%s)", user_id, list(root_ids))


def copy():
    """Lines of text → rows, each with its user and moment behind the columns."""
    names = SQL(", ").join(SQL.identifier(name) for name in (*COLUMNS, "create_uid", "create_date"))
    return SQL("COPY credit_uncovered (%s) FROM STDIN", names)


def line(values):
    """A row for ``copy``: numbers, days and words of our own, none of which has to be escaped."""
    return "\t".join("\\N" if value is None else str(value) for value in values) + "\n"
