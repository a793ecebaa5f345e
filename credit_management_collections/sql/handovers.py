"""What came in for items that were handed over, and which items and customers are with somebody."""

from odoo.tools import SQL

from odoo.addons.credit_management.sql.exposure.paid_items import IS_LOSS, IS_PAYMENT, SETTLED, SETTLED_BY

from .promises import IS_PLACE


def course(handover_ids):
    """What was matched since the hand-over, in the company's currency at the rate of the item.

    Money dated before lay here and was not collected by them: it is taken off as credit notes are. What is written off
    is neither. Of an invoice that was cancelled nothing is owed any more.

    :return: SELECT of hand-over, money that came since, what was taken off
    """
    return SQL(
        """
        SELECT handover_id, SUM(recovered)::float8, SUM(credited)::float8
          FROM (
        SELECT item.handover_id, CASE WHEN %(is_recovered)s THEN %(amount)s ELSE 0 END AS recovered,
               CASE WHEN %(is_recovered)s THEN 0 ELSE %(amount)s END AS credited
          FROM credit_handover_item item
          JOIN credit_handover handover ON handover.id = item.handover_id
          JOIN account_move move ON move.id = item.move_id
          JOIN account_move_line line ON line.move_id = move.id AND line.balance > 0 AND %(place)s
          JOIN account_account account ON account.id = line.account_id AND account.account_type = 'asset_receivable'
          %(settled_by)s
         WHERE item.handover_id = ANY(%(ids)s) AND item.chosen IS TRUE AND (%(loss)s) IS NOT TRUE
           AND receipt.parent_state = 'posted' AND (settled.create_date < handover.handed_at) IS NOT TRUE
         UNION ALL
        SELECT item.handover_id, 0, item.company_amount
          FROM credit_handover_item item
          JOIN account_move move ON move.id = item.move_id AND move.state = 'cancel'
         WHERE item.handover_id = ANY(%(ids)s) AND item.chosen IS TRUE) found
         GROUP BY handover_id
        """,
        is_recovered=SQL("(%s) AND receipt.date >= handover.handed_on", IS_PAYMENT),
        amount=SETTLED,
        place=IS_PLACE,
        settled_by=SETTLED_BY,
        ids=list(handover_ids),
        loss=IS_LOSS,
    )


def held(line_ids):
    """Items that somebody else collects.

    :return: SELECT of line
    """
    return SQL(
        """
        SELECT DISTINCT line.id
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          JOIN credit_handover_item item ON item.move_id = line.move_id AND item.chosen IS TRUE AND %(place)s
          JOIN credit_handover handover ON handover.id = item.handover_id AND handover.state = 'handed'
         WHERE line.id = ANY(%(ids)s)
        """,
        place=IS_PLACE,
        ids=list(line_ids),
    )
