"""What was owed, sold, paid and given up in a period, by who sold it.

Items, payments and losses are those of ``paid_items``; whose they are, the invoice says.
"""

from odoo.tools import SQL

from .month_ends import entities
from .paid_items import IS_ITEM, IS_LOSS, IS_PAYMENT, SETTLED, SETTLED_BY


def by_seller(first, last, companies, receivable_account_ids):
    """One row a salesperson and team. Columns: user, team, opening, sales less credited, collected, lost."""
    lines = SQL(
        """
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          JOIN %(companies)s ON company.id = line.company_id
        """,
        companies=entities(companies),
    )
    is_owed = SQL(
        "line.account_id = ANY(%s) AND %s AND COALESCE(line.invoice_date, line.date) <= %s",
        list(receivable_account_ids), IS_ITEM, last,
    )  # fmt: skip
    before = SQL("settled.max_date < %s", first)
    return SQL(
        """
        SELECT user_id, team_id, SUM(opening)::float8, SUM(sales)::float8, SUM(collected)::float8, SUM(lost)::float8
          FROM (SELECT move.invoice_user_id AS user_id, move.team_id,
                       CASE WHEN %(invoiced)s < %(first)s THEN line.balance ELSE 0 END AS opening,
                       CASE WHEN %(invoiced)s < %(first)s THEN 0 ELSE line.balance END AS sales,
                       0 AS collected, 0 AS lost
                %(lines)s WHERE %(is_owed)s
                 UNION ALL
                SELECT move.invoice_user_id, move.team_id,
                       CASE WHEN %(before)s THEN -(%(amount)s) ELSE 0 END,
                       CASE WHEN %(before)s OR (%(is_payment)s) OR (%(is_loss)s) THEN 0 ELSE -(%(amount)s) END,
                       CASE WHEN NOT %(before)s AND (%(is_payment)s) THEN (%(amount)s) ELSE 0 END,
                       CASE WHEN NOT %(before)s AND NOT (%(is_payment)s) AND (%(is_loss)s) THEN (%(amount)s)
                            ELSE 0 END
                %(lines)s %(settled_by)s WHERE %(is_owed)s AND settled.max_date <= %(last)s) moved
         GROUP BY user_id, team_id
        """,
        invoiced=SQL("COALESCE(line.invoice_date, line.date)"),
        first=first,
        last=last,
        before=before,
        amount=SETTLED,
        is_payment=IS_PAYMENT,
        is_loss=IS_LOSS,
        lines=lines,
        settled_by=SETTLED_BY,
        is_owed=is_owed,
    )
