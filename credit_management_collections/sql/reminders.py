"""Rows of a run, written at once for all customers of it."""

from odoo.tools import SQL

REMINDER = {
    "kind": "varchar",
    "account_id": "int",
    "company_id": "int",
    "customer_id": "int",
    "partner_id": "int",
    "lang": "varchar",
    "strategy_id": "int",
    "step_id": "int",
    "day": "date",
    "channel": "varchar",
    "level": "int",
    "tone": "varchar",
    "state": "varchar",
    "reason": "varchar",
    "amount": "numeric",
    "totals": "jsonb",
    "sections": "jsonb",
    "held": "jsonb",
    "credits": "jsonb",
    "addresses": "jsonb",
    "token": "varchar",
}
LINE = {
    "reminder_id": "int",
    "move_line_id": "int",
    "move_id": "int",
    "instalment": "int",
    "reference": "varchar",
    "due": "date",
    "days": "int",
    "currency_id": "int",
    "amount": "numeric",
    "asked": "bool",
    "level": "int",
    "step_days": "int",
    "reason": "varchar",
    "endless": "bool",
    "counts": "bool",
}


def insert_reminders(run_id, rows):
    """
    :param rows: dicts of the columns of REMINDER
    :return: INSERT that gives id and account
    """
    return SQL(
        "INSERT INTO credit_reminder (run_id, %s) SELECT %s, given.* FROM unnest(%s) AS given RETURNING id, account_id",
        _names(REMINDER),
        run_id,
        _columns(REMINDER, rows),
    )


def insert_lines(rows):
    """
    :param rows: dicts of the columns of LINE
    """
    return SQL(
        "INSERT INTO credit_reminder_line (%s) SELECT given.* FROM unnest(%s) AS given",
        _names(LINE),
        _columns(LINE, rows),
    )


def _names(kinds):
    return SQL(", ").join(SQL.identifier(name) for name in kinds)


def _columns(kinds, rows):
    return SQL(", ").join(
        SQL("%s::%s[]", [row[name] for row in rows], SQL(kind))  # pylint: disable=sql-injection
        for name, kind in kinds.items()
    )
