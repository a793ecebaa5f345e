"""Items that customers owed and what settled them: the one definition of what counts as a payment, and when.

An item is a posted receivable of a customer, an instalment being one of its own. A payment to the
customer is none, nor is an entry of an exchange difference. It is settled by what it is matched
with, on the later of both dates; by a payment, unless that is a credit note. Amounts are in the
company's currency at the rate of the invoice: so an invoice paid in full is paid by its own amount,
whatever the rates did meanwhile.
"""

from odoo.tools import SQL

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
DUE = SQL("COALESCE(line.date_maturity, line.date)")
IS_PAYMENT = SQL("source.move_type = 'entry'")
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


def settlements(account_ids, receivable_account_ids):
    """One row a settlement of these items. Columns: item, day, amount, whether it is a payment."""
    return SQL(
        "SELECT line.id, settled.max_date - DATE '1970-01-01', (%(amount)s)::float8, %(is_payment)s %(lines)s",
        amount=SETTLED,
        is_payment=IS_PAYMENT,
        lines=_lines(account_ids, receivable_account_ids, SETTLED_BY),
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
         WHERE bill.commercial_partner_id = ANY(%(partners)s) AND %(is_item)s AND %(is_payment)s
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
