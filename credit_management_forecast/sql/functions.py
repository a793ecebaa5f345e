"""What a decision asks of the ledger for its forecasts, as a function of the database: planned once a connection."""

from odoo.tools import SQL

from . import forecast_items

SIGNATURES = {
    "credit_forecast_open": (
        "partners int[], root int, accounts int[], since date",
        "partner_id int, due int, items bigint, amount float8",
    ),
}


def queries():
    """The query of each function."""
    return {"credit_forecast_open": forecast_items.open_items(SQL("$1"), SQL("$2"), SQL("$3"), SQL("$4"))}


def open_items(partner_ids, root_id, receivable_account_ids, since):
    """The same query by its function."""
    return SQL(
        "SELECT * FROM credit_forecast_open(%s::int[], %s, %s::int[], %s)",
        partner_ids, root_id, list(receivable_account_ids), since,
    )  # fmt: skip
