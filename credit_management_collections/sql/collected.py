"""What collection has brought in a period: money for overdue items, what was paid after which reminder, first contacts.

What counts as an item and as a payment is said once, in credit_management/sql/exposure/paid_items.py.
"""

from odoo.tools import SQL

from odoo.addons.credit_management.sql.exposure.due_dates import DUE
from odoo.addons.credit_management.sql.exposure.paid_items import IS_ITEM, IS_LOSS, IS_PAYMENT, SETTLED, SETTLED_BY

from .owing_items import SENT
from .promises import IS_PLACE

SPOKEN = ("call", "visit", "mail_out")  # kinds of contacts with which somebody turns to the customer
OF_CUSTOMERS = SQL(
    """
      JOIN account_move move ON move.id = line.move_id
      JOIN res_partner bill ON bill.id = line.partner_id
    """
)


def payments(account_ids, company_ids, root_id, first, last, of=None):
    """Money that came in the period for items that were overdue on its day, by who had the case on that day.

    :param account_ids: accounts of the ledger on which customers owe
    :param of: ids of credit accounts, where not all are asked for
    :return: SELECT of user, first day of the month, amount, customers
    """
    return SQL(
        """
        SELECT collector_id, month, SUM(amount)::float8, COUNT(DISTINCT partner_id)
          FROM (SELECT worked.collector_id, DATE_TRUNC('month', settled.max_date)::date AS month,
                       bill.commercial_partner_id AS partner_id, %(amount)s AS amount
                  FROM account_move_line line
                       %(customers)s
                       %(settled)s
                  JOIN credit_account account ON account.partner_id = bill.commercial_partner_id
                   AND account.company_id = %(root)s
     LEFT JOIN LATERAL (SELECT COALESCE(CASE WHEN former.told IS NULL THEN one.collector_id
                                             ELSE (former.told ->> 'user')::integer END,
                                        account.controller_id) AS collector_id
                          FROM credit_collection one
             LEFT JOIN LATERAL (SELECT each.told
                                  FROM JSONB_ARRAY_ELEMENTS(one.former_collectors)
                                       WITH ORDINALITY AS each (told, place)
                                 WHERE (each.told ->> 'until')::date > settled.max_date
                                 ORDER BY each.place LIMIT 1) former ON TRUE
                         WHERE one.account_id = account.id AND one.opened_on <= settled.max_date
                           AND (one.closed_on IS NULL OR one.closed_on >= settled.max_date)
                         ORDER BY one.id DESC LIMIT 1) worked ON TRUE
                 WHERE line.account_id = ANY(%(accounts)s) AND line.company_id = ANY(%(companies)s)
                   AND settled.max_date BETWEEN %(first)s AND %(last)s AND settled.max_date > %(due)s
                   AND %(item)s AND (%(payment)s) %(of)s) paid
         GROUP BY collector_id, month
        """,
        amount=SETTLED,
        customers=OF_CUSTOMERS,
        settled=SETTLED_BY,
        root=root_id,
        accounts=list(account_ids),
        companies=list(company_ids),
        first=first,
        last=last,
        due=DUE,
        item=IS_ITEM,
        payment=IS_PAYMENT,
        of=SQL() if of is None else SQL("AND account.id = ANY(%s)", list(of)),
    )


def worked_before(company_id, user_id):
    """
    :return: SELECT of accounts whose cases the user had before another took them over
    """
    return SQL(
        "SELECT account_id FROM credit_collection WHERE company_id = %s AND former_collectors @> %s::jsonb",
        company_id,
        f'[{{"user": {int(user_id)}}}]',
    )


def levels(company_id, first, last):
    """Levels that were sent in the period, with what became of their items.

    An item of which anything was written off was not paid; a loss by the rate of its currency is none of the debt.

    :return: SELECT of level, channel, amount in the company's currency, day, day of the next level, day paid
    """
    return SQL(
        """
        SELECT item.level, item.channel,
               (item.amount * ABS(line.balance / NULLIF(line.amount_currency, 0)))::float8,
               item.day, item.next_on,
               CASE WHEN line.reconciled THEN
                   (SELECT CASE WHEN BOOL_OR(%(loss)s) IS TRUE THEN NULL ELSE MAX(settled.max_date) END
                      FROM account_partial_reconcile settled
                      JOIN account_move_line receipt ON receipt.id = settled.credit_move_id
                       AND NOT (receipt.amount_currency = 0 AND receipt.currency_id <> receipt.company_currency_id)
                      JOIN account_move source ON source.id = receipt.move_id
                     WHERE settled.debit_move_id = line.id) END
          FROM (SELECT told.move_id, told.instalment, told.level, told.amount, sent.channel, sent.day,
                       LEAD(sent.day) OVER (PARTITION BY told.move_id, told.instalment ORDER BY told.level) AS next_on
                  FROM credit_reminder_line told
                  JOIN credit_reminder sent ON sent.id = told.reminder_id
                 WHERE told.counts IS TRUE AND told.asked IS TRUE AND told.level > 0
                   AND sent.company_id = %(company)s AND sent.day >= %(first)s) item
          JOIN account_move move ON move.id = item.move_id
          JOIN account_move_line line ON line.move_id = move.id AND line.balance > 0 AND %(place)s
          JOIN account_account owed ON owed.id = line.account_id AND owed.account_type = 'asset_receivable'
         WHERE item.day <= %(last)s
        """,
        loss=IS_LOSS,
        company=company_id,
        first=first,
        last=last,
        place=IS_PLACE,
    )


def costs(company_id, first, last):
    """
    :return: SELECT of channel, messages that left, what they cost
    """
    return SQL(
        """
        SELECT channel, COUNT(*), COALESCE(SUM(cost), 0)::float8
          FROM credit_reminder
         WHERE company_id = %s AND day BETWEEN %s AND %s AND state = ANY(%s) AND channel IS NOT NULL
         GROUP BY channel
         ORDER BY channel
        """,
        company_id,
        first,
        last,
        list(SENT),
    )


def first_contacts(account_ids, company_ids, root_id, first, last):
    """Items that fell due in the period and were late, by how many days after that somebody was in touch.

    A reminder counts for its items, a call that reached somebody for all that were overdue that day; a mail that came
    back counts for none.

    :param account_ids: accounts of the ledger on which customers owe
    :return: SELECT of days (none where nobody was, or only after it was paid), whether it is open, items
    """
    return SQL(
        """
        SELECT CASE WHEN paid_on IS NULL OR contact_on <= paid_on THEN contact_on - due END, paid_on IS NULL, COUNT(*)
          FROM (SELECT item.due, item.paid_on,
                       LEAST((SELECT MIN(sent.day)
                                FROM credit_reminder_line told
                                JOIN credit_reminder sent ON sent.id = told.reminder_id
                               WHERE told.move_id = item.move_id AND told.move_line_id = item.id AND told.counts IS TRUE
                                 AND sent.kind = 'reminder' AND sent.has_bounced IS NOT TRUE
                                 AND sent.day > item.due),
                             (SELECT MIN(spoken.day)
                                FROM credit_contact spoken
                               WHERE spoken.account_id = item.account_id AND spoken.day > item.due
                                 AND spoken.kind = ANY(%(kinds)s)
                                 AND spoken.outcome NOT IN ('not_reached', 'came_back'))) AS contact_on
                  FROM (SELECT line.id, line.move_id, account.id AS account_id, %(due)s AS due,
                               CASE WHEN line.reconciled THEN
                                   (SELECT MAX(settled.max_date) FROM account_partial_reconcile settled
                                     WHERE settled.debit_move_id = line.id) END AS paid_on
                          FROM account_move_line line
                               %(customers)s
                          JOIN credit_account account ON account.partner_id = bill.commercial_partner_id
                           AND account.company_id = %(root)s
                         WHERE line.account_id = ANY(%(accounts)s) AND line.company_id = ANY(%(companies)s)
                           AND %(item)s AND %(due)s BETWEEN %(first)s AND %(last)s
                           -- what was written off was not paid, and what came of it later is no other item
                           AND NOT EXISTS (SELECT FROM credit_write_off_recovery back WHERE back.move_id = line.move_id)
                           AND NOT EXISTS (SELECT FROM account_partial_reconcile settled
                                             JOIN account_move_line receipt ON receipt.id = settled.credit_move_id
                                              AND NOT (receipt.amount_currency = 0
                                                       AND receipt.currency_id <> receipt.company_currency_id)
                                             JOIN account_move source ON source.id = receipt.move_id
                                            WHERE settled.debit_move_id = line.id AND %(loss)s)) item
                 WHERE item.paid_on IS NULL OR item.paid_on > item.due) late
         GROUP BY 1, 2
        """,
        kinds=list(SPOKEN),
        due=DUE,
        customers=OF_CUSTOMERS,
        root=root_id,
        accounts=list(account_ids),
        companies=list(company_ids),
        item=IS_ITEM,
        loss=IS_LOSS,
        first=first,
        last=last,
    )
