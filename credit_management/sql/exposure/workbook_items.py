"""Open items as the aging workbook lists them, with names instead of ids."""

from odoo.tools import SQL

from .aging import HEADS
from .scope import KINDS

# What is read of credit.open.item.
COLUMNS = (
    "id", "category", "partner_id", "root_id", "company_id", "user_id", "move_id", "order_id", "reference", "date",
    "date_due", "days_past_due", "bucket_id", "amount", "amount_currency", "currency_id", "counts",
)  # fmt: skip
# Looked up for each: joined, the journal items and entries of years would be read for those that are open.
WHOLE = SQL(
    """
    COALESCE(CASE item.id %% %(kinds)s
                  WHEN 0 THEN (SELECT balance FROM account_move_line WHERE id = item.id / %(kinds)s)
                  WHEN 1 THEN (SELECT amount_total_signed FROM account_move WHERE id = item.move_id) END,
             (SELECT amount_total / COALESCE(NULLIF(currency_rate, 0), 1) FROM sale_order WHERE id = item.order_id),
             item.amount)
    """,
    kinds=KINDS,
)


def rows(items, nobody):
    """One row an item, those of a customer together, the oldest first.

    ``whole`` is what the item amounted to before anything of it was paid or invoiced.

    :param items: SQL of the items, with COLUMNS
    :param nobody: what stands for the customer of items without one
    """
    return SQL(
        """
        SELECT item.partner_id, COALESCE(customer.complete_name, %(nobody)s), item.category, item.reference,
               company.name, item.date, item.date_due, item.days_past_due, item.bucket_id,
               %(whole)s::float8 AS whole, item.amount::float8,
               item.counts, item.amount_currency::float8, currency.name, item.user_id, seller.name, grade.code,
               account.id, item.move_id, item.order_id, head.head_id, top.complete_name
          FROM (%(items)s) item
     LEFT JOIN res_partner customer ON customer.id = item.partner_id
          JOIN res_company company ON company.id = item.company_id
     LEFT JOIN res_currency currency ON currency.id = item.currency_id
     LEFT JOIN res_users login ON login.id = item.user_id
     LEFT JOIN res_partner seller ON seller.id = login.partner_id
     LEFT JOIN credit_account account ON account.partner_id = item.partner_id AND account.company_id = item.root_id
     LEFT JOIN credit_grade grade ON grade.id = account.grade_id
     LEFT JOIN (%(heads)s) head ON head.id = item.partner_id
     LEFT JOIN res_partner top ON top.id = head.head_id
         ORDER BY customer.complete_name NULLS LAST, item.partner_id, item.date_due NULLS LAST, item.id
        """,
        whole=WHOLE,
        items=items,
        heads=HEADS,
        nobody=nobody,
    )
