"""Items that customers owed and what settled them: the one definition of what counts as a payment, and when.

An item is a posted receivable of a customer, an instalment being one of its own. A payment to the
customer is none, nor is an entry of an exchange difference. It is settled by what it is matched
with, on the later of both dates; by a payment, unless that is a credit note, or an entry with which no
money moved. Amounts are in the company's currency at the rate of the invoice: so an invoice paid in
full is paid by its own amount, whatever the rates did meanwhile.
"""

from odoo.tools import SQL

from .due_dates import DUE

OF_MOVE = SQL("JOIN account_move move ON move.id = line.move_id")
IS_ITEM = SQL(
    """
    line.balance > 0 AND line.parent_state = 'posted' AND line.payment_id IS NULL AND line.statement_line_id IS NULL
    AND NOT (line.amount_currency = 0 AND line.currency_id <> line.company_currency_id)
    """
)
# Matched lines stand in the table of partial reconciliations as debit, here the item, and credit.
SETTLED_BY = SQL(
    """
    JOIN account_partial_reconcile settled ON settled.debit_move_id = line.id AND settled.amount > 0
    JOIN account_move_line receipt ON receipt.id = settled.credit_move_id
     AND NOT (receipt.amount_currency = 0 AND receipt.currency_id <> receipt.company_currency_id)
    JOIN account_move source ON source.id = receipt.move_id
    """
)
MONEY_MOVED = SQL(
    """
    (receipt.payment_id IS NOT NULL OR receipt.statement_line_id IS NOT NULL
     OR EXISTS (SELECT FROM account_journal journal
                 WHERE journal.id = source.journal_id AND journal.type IN ('bank', 'cash', 'credit')))
    """
)
# What a customer has paid has gone through a bank or a till, and is not given back on the same day.
IS_PAYMENT = SQL(
    """
    source.move_type = 'entry' AND %s
    AND NOT EXISTS (SELECT FROM account_payment back
                     WHERE back.partner_id = receipt.partner_id AND back.date = receipt.date
                       AND back.payment_type = 'outbound' AND back.partner_type = 'customer'
                       AND back.state IN ('in_process', 'paid') AND back.currency_id = receipt.currency_id
                       AND back.amount = ABS(receipt.amount_currency))
    """,
    MONEY_MOVED,
)
# A debt given up is booked against an expense, or against the allowance for it, which was an expense before. It is the
# whole debt that is lost, whatever of it is which, and stays so where something is recovered afterwards.
IS_LOSS = SQL(
    """
    source.move_type = 'entry' AND NOT %s
    AND EXISTS (SELECT FROM account_move_line loss JOIN account_account expense ON expense.id = loss.account_id
                 WHERE loss.move_id = source.id AND loss.balance > 0
                   AND (expense.account_type LIKE 'expense%%' OR expense.credit_is_allowance))
    """,
    MONEY_MOVED,
)
SETTLED = SQL(
    """
    CASE WHEN line.currency_id = line.company_currency_id THEN settled.amount
         ELSE line.balance * settled.debit_amount_currency / NULLIF(line.amount_currency, 0) END
    """
)


def items(account_ids, receivable_account_ids):
    """One row an item. Columns: id, credit account, day of invoice, day due, amount; days since 1970-01-01.

    :param account_ids: ids of credit accounts
    :param receivable_account_ids: ids of the accounts on which customers owe
    """
    return SQL(
        "SELECT line.id, account.id, %(invoiced)s - DATE '1970-01-01', %(due)s - DATE '1970-01-01',"
        " line.balance::float8 %(lines)s",
        invoiced=SQL("COALESCE(line.invoice_date, line.date)"),
        due=DUE,
        lines=_lines(account_ids, receivable_account_ids),
    )


def settlements(account_ids, receivable_account_ids, doubt=None):
    """One row a settlement of these items. Columns: item, day, amount, whether it is a payment, or written off.

    :param doubt: SQL condition on the item, ``line`` of ``move``, and its ``receipt``, that makes a payment none
    """
    return SQL(
        "SELECT line.id, settled.max_date - DATE '1970-01-01', (%(amount)s)::float8, (%(is_payment)s) %(doubted)s,"
        " (%(is_loss)s) %(lines)s",
        amount=SETTLED,
        is_payment=IS_PAYMENT,
        is_loss=IS_LOSS,
        doubted=SQL("AND (%s) IS NOT TRUE", doubt) if doubt else SQL(),
        lines=_lines(account_ids, receivable_account_ids, SQL("%s %s", SETTLED_BY, OF_MOVE)),
    )


def evidence(account_ids, receivable_account_ids, since, until, doubts):
    """The payments of a year and where they come from; rows by account and reason.

    Columns: account, reason of doubt, number, amount, the newest creation of an item or its receipt. The reason is
    empty for what is beyond doubt, and ``left_out`` for what counts as no payment.

    :param doubts: ``{reason: SQL condition on the item, line of move, and its receipt}``; the first that holds is said
    """
    cases = SQL(" ").join(SQL("WHEN %s THEN %s", condition, reason) for reason, condition in doubts.items())
    return SQL(
        """
        SELECT account_id, reason, COUNT(*), SUM(amount)::float8, MAX(created)
          FROM (SELECT account.id AS account_id, %(amount)s AS amount,
                       CASE WHEN (%(is_payment)s) IS NOT TRUE THEN 'left_out' %(cases)s ELSE '' END AS reason,
                       GREATEST(line.create_date, receipt.create_date) AS created
                %(lines)s AND source.move_type = 'entry'
                   AND settled.max_date > %(since)s AND settled.max_date <= %(until)s) payment
         GROUP BY account_id, reason
        """,
        amount=SETTLED,
        is_payment=IS_PAYMENT,
        cases=cases,
        lines=_lines(account_ids, receivable_account_ids, SQL("%s %s", SETTLED_BY, OF_MOVE)),
        since=since,
        until=until,
    )


def latest(account_ids, receivable_account_ids, since, most):
    """The last payments of each account, the oldest first. Columns: account, day, amount, days late, items.

    One row a receipt and day on which it settled something; the days are weighted by amount.

    :param since: payments before it are not asked for
    :param most: how many of each account
    """
    return SQL(
        """
        SELECT account_id, day, amount, days_late, items
          FROM (SELECT account.id AS account_id, settled.max_date AS day, receipt.id AS receipt_id,
                       SUM(%(amount)s)::float8 AS amount,
                       (SUM(%(amount)s * (settled.max_date - %(due)s)) / NULLIF(SUM(%(amount)s), 0))::float8
                       AS days_late,
                       COUNT(DISTINCT line.move_id) AS items,
                       ROW_NUMBER() OVER (PARTITION BY account.id ORDER BY settled.max_date DESC, receipt.id DESC)
                       AS place
                %(lines)s AND (%(is_payment)s) AND settled.max_date >= %(since)s
                 GROUP BY account.id, settled.max_date, receipt.id) payment
         WHERE place <= %(most)s AND days_late IS NOT NULL
         ORDER BY account_id, place DESC
        """,
        amount=SETTLED,
        due=DUE,
        lines=_lines(account_ids, receivable_account_ids, SETTLED_BY),
        is_payment=IS_PAYMENT,
        since=since,
        most=most,
    )


def standing(assessed, receivable_account_ids):
    """How much is still there of what assessments rested on. Columns: account, amount.

    :param assessed: ``[(account id, since, until, newest creation)]``
    """
    rows = SQL(", ").join(SQL("(%s, %s::date, %s::date, %s::timestamp)", *row) for row in assessed)
    lines = _lines([row[0] for row in assessed], receivable_account_ids, SETTLED_BY)
    return SQL(
        """
          WITH assessed (id, since, until, newest) AS (VALUES %(rows)s)
        SELECT assessed.id, SUM(payment.amount)::float8
          FROM assessed
          JOIN (SELECT account.id, %(amount)s AS amount, settled.max_date AS day,
                       GREATEST(line.create_date, receipt.create_date) AS created
                %(lines)s AND %(is_payment)s) payment
            ON payment.id = assessed.id AND payment.day > assessed.since AND payment.day <= assessed.until
           AND payment.created < assessed.newest + interval '1 second'  -- fields keep whole seconds
         GROUP BY assessed.id
        """,
        rows=rows,
        amount=SETTLED,
        lines=lines,
        is_payment=IS_PAYMENT,
    )


def _lines(account_ids, receivable_account_ids, joined=None):
    return SQL(
        """
          FROM credit_account account
          JOIN res_partner bill ON bill.commercial_partner_id = account.partner_id
          JOIN account_move_line line ON line.partner_id = bill.id AND line.account_id = ANY(%(receivable)s)
          JOIN res_company company ON company.id = line.company_id
           AND SPLIT_PART(company.parent_path, '/', 1)::int = account.company_id
          %(joined)s
         WHERE account.id = ANY(%(accounts)s::int[]) AND %(is_item)s
        """,
        receivable=list(receivable_account_ids),
        accounts="{" + ",".join(map(str, account_ids)) + "}",  # read by PostgreSQL far faster than ARRAY[…]
        joined=joined or SQL(),
        is_item=IS_ITEM,
    )


def days_beyond_terms(partner_ids, root_id, receivable_account_ids, since, until):
    """The days beyond terms of few customers, with an account or without, for a decision.

    The twin of ``core.assessment.paying_year.days_beyond_terms``, from the same rows: those paid after ``since``
    and no later than ``until``.
    """
    return SQL(
        """
        SELECT bill.commercial_partner_id,
               (SUM(%(amount)s * (settled.max_date - %(due)s)) / NULLIF(SUM(%(amount)s), 0))::float8
          FROM res_partner bill
          JOIN account_move_line line ON line.partner_id = bill.id AND line.account_id = ANY(%(receivable)s)
          JOIN res_company company ON company.id = line.company_id
           AND SPLIT_PART(company.parent_path, '/', 1)::int = %(root)s
          %(joined)s
         WHERE bill.commercial_partner_id = ANY(%(partners)s) AND %(is_item)s AND (%(is_payment)s)
           AND settled.max_date > %(since)s AND settled.max_date <= %(until)s
           AND COALESCE(line.invoice_date, line.date) <= %(until)s
         GROUP BY 1
        """,
        amount=SETTLED,
        due=DUE,
        joined=SETTLED_BY,
        is_item=IS_ITEM,
        is_payment=IS_PAYMENT,
        root=root_id,
        partners=partner_ids,
        receivable=list(receivable_account_ids),
        since=since,
        until=until,
    )
