"""The day of the invoice of each item, which a forecast asks for."""

from odoo.tools import SQL


def days(line_ids):
    """
    :return: SELECT of line, day of the invoice
    """
    return SQL(
        "SELECT id, COALESCE(invoice_date, date) FROM account_move_line WHERE id = ANY(%s)",
        list(line_ids),
    )
