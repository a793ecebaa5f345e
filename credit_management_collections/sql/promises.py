"""What was received for the items of promises, and which items promises and disputes hold."""

from odoo.tools import SQL

from odoo.addons.credit_management.sql.exposure.paid_items import IS_LOSS

from .owing_items import instalment

IS_PLACE = SQL("item.instalment = CASE move.move_type WHEN 'entry' THEN line.id ELSE %s END", instalment())


def matched(promise_ids):
    """Receipts matched with the items of promises: money, and credit notes, which end the debt as well; so does an
    invoice that was cancelled, on that day.

    What was written off was not received, whether it was a loss or had been provided for. A receipt that is taken back
    is matched no longer. One that was matched before the promise was drafted does not count, though it is of the same
    day.

    :return: SELECT of promise, day of the receipt, amount in the currency of the item
    """
    return SQL(
        """
        SELECT item.promise_id, receipt.date, SUM(settled.debit_amount_currency)::float8
          FROM credit_promise_item item
          JOIN credit_promise promise ON promise.id = item.promise_id
          JOIN account_move move ON move.id = item.move_id
          JOIN account_move_line line ON line.move_id = move.id AND line.balance > 0 AND %(place)s
          JOIN account_account account ON account.id = line.account_id AND account.account_type = 'asset_receivable'
          JOIN account_partial_reconcile settled ON settled.debit_move_id = line.id
           AND (settled.create_date < promise.create_date) IS NOT TRUE
          JOIN account_move_line receipt ON receipt.id = settled.credit_move_id AND receipt.parent_state = 'posted'
           AND NOT (receipt.amount_currency = 0 AND receipt.currency_id <> receipt.company_currency_id)
          JOIN account_move source ON source.id = receipt.move_id
         WHERE item.promise_id = ANY(%(ids)s) AND item.chosen IS TRUE AND (%(loss)s) IS NOT TRUE
         GROUP BY item.promise_id, receipt.date
         UNION ALL
        SELECT item.promise_id, GREATEST(move.write_date::date, promise.made_on), SUM(item.amount)::float8
          FROM credit_promise_item item
          JOIN credit_promise promise ON promise.id = item.promise_id
          JOIN account_move move ON move.id = item.move_id AND move.state = 'cancel'
         WHERE item.promise_id = ANY(%(ids)s) AND item.chosen IS TRUE
         GROUP BY item.promise_id, GREATEST(move.write_date::date, promise.made_on)
        """,
        place=IS_PLACE,
        ids=list(promise_ids),
        loss=IS_LOSS,
    )


def held(line_ids):
    """Items that promises and disputes hold, and until which day.

    A dispute that an analyst has confirmed holds its items until it is closed, without a day.

    :return: SELECT of line, whether promised or disputed, company, last day
    """
    return SQL(
        """
        SELECT line.id, 'promised', promise.company_id, promise.holds_until
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          JOIN credit_promise_item item ON item.move_id = line.move_id AND item.chosen IS TRUE AND %(place)s
          JOIN credit_promise promise ON promise.id = item.promise_id AND promise.state = 'open'
         WHERE line.id = ANY(%(ids)s) AND promise.holds_until IS NOT NULL
         UNION ALL
        SELECT line.id, 'disputed', dispute.company_id,
               CASE WHEN dispute.confirmed_by_id IS NULL THEN dispute.due ELSE DATE '9999-12-31' END
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
          JOIN credit_dispute_item item ON item.move_id = line.move_id AND item.chosen IS TRUE AND %(place)s
          JOIN credit_dispute dispute ON dispute.id = item.dispute_id
           AND dispute.state IN ('open', 'clarifying', 'answered')
         WHERE line.id = ANY(%(ids)s)
        """,
        place=IS_PLACE,
        ids=list(line_ids),
    )
