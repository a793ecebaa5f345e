"""What was owed, sold, paid and given up in a period, by who sold it; and whose customers agreed that they owe it.

Items, payments and losses are those of ``paid_items``; whose they are, the invoice says.
"""

from odoo.tools import SQL

from .month_ends import entities
from .paid_items import IS_ITEM, IS_LOSS, IS_PAYMENT, SETTLED, SETTLED_BY


def by_seller(first, last, companies, receivable_account_ids):
    """One row a salesperson and team. Columns: user, team, opening, sales less credited, collected, lost."""
    return SQL(
        """
        SELECT user_id, team_id, SUM(opening)::float8, SUM(sales)::float8, SUM(collected)::float8, SUM(lost)::float8
          FROM (%s) moved
         GROUP BY user_id, team_id
        """,
        _moved(first, last, companies, receivable_account_ids),
    )


def reconciled(key, first, last, root, companies, receivable_account_ids):
    """Customers who owe something at the end, and those of them who agreed to a balance of a day of the period.

    One row a salesperson or team. Columns: salesperson or team, customers, those who agreed, what these owe.

    :param key: ``user_id`` or ``team_id``
    :param root: the legal entity of all the companies
    """
    return SQL(
        """
        SELECT seller_id, COUNT(customer_id), COUNT(*) FILTER (WHERE agreed),
               COALESCE(SUM(owed) FILTER (WHERE agreed), 0)::float8
          FROM (SELECT %(seller)s AS seller_id, bill.commercial_partner_id AS customer_id,
                       SUM(opening + sales - collected - lost) AS owed,
                       EXISTS (SELECT FROM credit_reconciliation said
                                WHERE said.partner_id = bill.commercial_partner_id AND said.company_id = %(root)s
                                  AND said.state = 'agreed' AND said.merged IS NOT TRUE
                                  AND said.date_to BETWEEN %(first)s AND %(last)s) AS agreed
                  FROM (%(moved)s) moved
             LEFT JOIN res_partner bill ON bill.id = moved.partner_id
                 GROUP BY 1, 2
                HAVING ROUND(SUM(opening + sales - collected - lost)::numeric, %(digits)s) > 0) customer
         GROUP BY seller_id
        """,
        seller=SQL.identifier("moved", key),
        root=root.id,
        digits=root.currency_id.decimal_places,
        first=first,
        last=last,
        moved=_moved(first, last, companies, receivable_account_ids),
    )


def _moved(first, last, companies, receivable_account_ids):
    """One row an item and one a settlement. Columns: user, team, partner, opening, sales, collected, lost."""
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
    return SQL(
        """
        SELECT move.invoice_user_id AS user_id, move.team_id, line.partner_id,
               CASE WHEN %(invoiced)s < %(first)s THEN line.balance ELSE 0 END AS opening,
               CASE WHEN %(invoiced)s < %(first)s THEN 0 ELSE line.balance END AS sales,
               0 AS collected, 0 AS lost
        %(lines)s WHERE %(is_owed)s
         UNION ALL
        SELECT move.invoice_user_id, move.team_id, line.partner_id,
               CASE WHEN %(before)s THEN -(%(amount)s) ELSE 0 END,
               CASE WHEN %(before)s OR (%(is_payment)s) OR (%(is_loss)s) THEN 0 ELSE -(%(amount)s) END,
               CASE WHEN NOT %(before)s AND (%(is_payment)s) THEN (%(amount)s) ELSE 0 END,
               CASE WHEN NOT %(before)s AND NOT (%(is_payment)s) AND (%(is_loss)s) THEN (%(amount)s) ELSE 0 END
        %(lines)s %(settled_by)s WHERE %(is_owed)s AND settled.max_date <= %(last)s
        """,
        invoiced=SQL("COALESCE(line.invoice_date, line.date)"),
        first=first,
        last=last,
        before=SQL("settled.max_date < %s", first),
        amount=SETTLED,
        is_payment=IS_PAYMENT,
        is_loss=IS_LOSS,
        lines=lines,
        settled_by=SETTLED_BY,
        is_owed=is_owed,
    )
