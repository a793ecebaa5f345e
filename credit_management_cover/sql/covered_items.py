"""Open items of customers with what their cover depends on: terms and day of an order, and when an overdue was
reported.
"""

from odoo.tools import SQL


def items(aged, root_id):
    """
    :param aged: SELECT of the open items, with their id, move and order
    :return: SELECT of those that count, as partner, id, category, day, day due, amount, move, order, day of delivery,
        payment terms, day reported
    """
    return SQL(
        """
        SELECT item.partner_id, item.id, item.category, item.date, item.date_due, item.amount::float8, item.move_id,
               item.order_id, so.commitment_date::date, so.payment_term_id,
               (SELECT MIN(report.reported_on) FROM credit_cover_report report WHERE report.move_id = item.move_id)
          FROM (%(aged)s) item
     LEFT JOIN sale_order so ON so.id = item.order_id
         WHERE item.counts AND item.root_id = %(root_id)s AND item.amount <> 0
         ORDER BY item.partner_id, item.date_due, item.id
        """,
        aged=aged,
        root_id=root_id,
    )
