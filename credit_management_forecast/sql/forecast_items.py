"""Items as forecasts read them: what customers owed and when it was paid in full, or what is still open.

What counts as an item and as its payment is said in ``credit_management/sql/exposure/paid_items.py``. An item settled
by credit notes alone says nothing about paying and is left out; one that was written off was never paid. Days are
counted from 1970-01-01.
"""

from odoo.tools import SQL

from odoo.addons.credit_management.core.assessment.items import LEAST
from odoo.addons.credit_management.core.assessment.known import LOST
from odoo.addons.credit_management.sql.exposure.due_dates import DUE
from odoo.addons.credit_management.sql.exposure.paid_items import IS_ITEM, IS_LOSS, IS_PAYMENT, SETTLED, SETTLED_BY
from odoo.addons.credit_management.sql.exposure.scope import array

OF_ROOT = SQL(
    """
    JOIN res_partner bill ON bill.id = line.partner_id
    JOIN res_company company ON company.id = line.company_id
    """
)
INVOICED = SQL("COALESCE(line.invoice_date, line.date)")


def items(root_id, receivable_account_ids, never, since):
    """One row an item.

    Columns: customer, days of invoice, due and payment, amount, owed, country, industry, team, whether it was lost.
    What was written off is lost on the day of that, unless it is so little that it is a difference.

    :param never: the number that stands for a day of payment not known
    :param since: the first day of invoice
    """
    return SQL(
        """
        SELECT bill.commercial_partner_id, %(invoiced)s - DATE '1970-01-01', %(due)s - DATE '1970-01-01',
               CASE WHEN line.reconciled THEN COALESCE(lost.day, paid.day) - DATE '1970-01-01' ELSE %(never)s END,
               line.balance::float8, line.amount_residual::float8, COALESCE(account.country_id, customer.country_id, 0),
               COALESCE(account.industry_id, customer.industry_id, 0), COALESCE(account.team_id, move.team_id, 0),
               (line.reconciled AND lost.day IS NOT NULL) IS TRUE
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          %(of_root)s
          JOIN res_partner customer ON customer.id = bill.commercial_partner_id
     LEFT JOIN credit_account account ON account.partner_id = customer.id AND account.company_id = %(root)s
     LEFT JOIN (SELECT line.id, MAX(settled.max_date) AS day
                  FROM account_move_line line %(settled_by)s
                 WHERE line.account_id = ANY(%(receivable)s) AND %(is_item)s AND (%(is_payment)s)
                 GROUP BY line.id) paid ON paid.id = line.id
     LEFT JOIN (SELECT line.id, MAX(settled.max_date) AS day
                  FROM account_move_line line %(settled_by)s
                 WHERE line.account_id = ANY(%(receivable)s) AND %(is_item)s AND (%(is_loss)s)
                 GROUP BY line.id, line.balance
                HAVING SUM(%(amount)s) > GREATEST(%(lost)s * line.balance, %(least)s)) lost ON lost.id = line.id
         WHERE line.account_id = ANY(%(receivable)s) AND %(is_item)s AND %(invoiced)s >= %(since)s
           AND SPLIT_PART(company.parent_path, '/', 1)::int = %(root)s
           AND (line.reconciled IS NOT TRUE OR paid.day IS NOT NULL OR lost.day IS NOT NULL)
        """,
        amount=SETTLED,
        is_loss=IS_LOSS,
        lost=LOST,
        least=LEAST,
        invoiced=INVOICED,
        due=DUE,
        never=never,
        of_root=OF_ROOT,
        root=root_id,
        settled_by=SETTLED_BY,
        receivable=list(receivable_account_ids),
        is_item=IS_ITEM,
        is_payment=IS_PAYMENT,
        since=since,
    )


def open_items(partner_ids, root_id, receivable_account_ids, since):
    """What customers owe by the day on which it is due. Columns: customer, day due, number, amount.

    :param since: the first day due: older ones say nothing of a habit any more
    """
    return SQL(
        """
        SELECT bill.commercial_partner_id, %(due)s - DATE '1970-01-01', COUNT(*), SUM(line.amount_residual)::float8
          FROM account_move_line line
          %(of_root)s
         WHERE bill.commercial_partner_id = ANY(%(partners)s) AND line.account_id = ANY(%(receivable)s)
           AND line.reconciled IS NOT TRUE AND %(is_item)s AND %(due)s >= %(since)s
           AND SPLIT_PART(company.parent_path, '/', 1)::int = %(root)s
         GROUP BY 1, 2
        """,
        due=DUE,
        of_root=OF_ROOT,
        partners=partner_ids,
        root=root_id,
        receivable=array(receivable_account_ids),
        is_item=IS_ITEM,
        since=since,
    )


def receipts(root_id, receivable_account_ids, since, until):
    """What customers paid on each day. Columns: day, amount at the rate of the items."""
    return SQL(
        """
        SELECT settled.max_date, SUM(%(amount)s)::float8
          FROM account_move_line line
          %(of_root)s
          %(settled_by)s
         WHERE line.account_id = ANY(%(receivable)s) AND %(is_item)s AND (%(is_payment)s)
           AND settled.max_date BETWEEN %(since)s AND %(until)s
           AND SPLIT_PART(company.parent_path, '/', 1)::int = %(root)s
         GROUP BY 1
        """,
        amount=SETTLED,
        of_root=OF_ROOT,
        settled_by=SETTLED_BY,
        receivable=list(receivable_account_ids),
        is_item=IS_ITEM,
        is_payment=IS_PAYMENT,
        root=root_id,
        since=since,
        until=until,
    )
