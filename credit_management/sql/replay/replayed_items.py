"""What a replay of the past is played from: the items of customers who were invoiced in a stretch, all they ever had.

An item, and what settles it, is what it is in paid_items. Days are counted from 1970-01-01.
"""

from odoo.tools import SQL

from ..exposure import paid_items

INVOICE = SQL("('out_invoice', 'out_receipt')")
IN_COMPANY = (
    "JOIN res_company company ON company.id = {}.company_id AND SPLIT_PART(company.parent_path, '/', 1)::int = %s"
)


def items(root_id, receivable_account_ids, since, until):
    """One row an item. Columns: id, commercial partner, day of invoice, day due, amount, invoice; 0 for none."""
    return SQL(
        "SELECT line.id, bill.commercial_partner_id, %(invoiced)s - DATE '1970-01-01', %(due)s - DATE '1970-01-01',"
        " line.balance::float8, CASE WHEN move.move_type IN %(invoice)s THEN move.id ELSE 0 END %(lines)s"
        " AND %(is_item)s ORDER BY %(invoiced)s, move.id, line.id",
        invoiced=SQL("COALESCE(line.invoice_date, line.date)"),
        due=paid_items.DUE,
        invoice=INVOICE,
        lines=_lines(root_id, receivable_account_ids, since, until),
        is_item=paid_items.IS_ITEM,
    )


def settlements(root_id, receivable_account_ids, since, until):
    """One row a settlement of these items. Columns: item, day, amount, whether it is a payment, or written off."""
    return SQL(
        "SELECT line.id, settled.max_date - DATE '1970-01-01', (%(amount)s)::float8, (%(is_payment)s),"
        " (%(is_loss)s) %(lines)s"
        " AND %(is_item)s",
        amount=paid_items.SETTLED,
        is_payment=paid_items.IS_PAYMENT,
        is_loss=paid_items.IS_LOSS,
        lines=_lines(root_id, receivable_account_ids, since, until, paid_items.SETTLED_BY),
        is_item=paid_items.IS_ITEM,
    )


def unallocated(root_id, receivable_account_ids, since, until):
    """What else moved these customers' receivables: payments, credit notes and refunds, and their being matched.

    Columns: commercial partner, day, amount; negative when it comes, positive when it is matched.
    """
    others = SQL(
        "%s AND NOT (line.amount_currency = 0 AND line.currency_id <> line.company_currency_id)"
        " AND line.parent_state = 'posted' AND (%s) IS NOT TRUE",
        _lines(root_id, receivable_account_ids, since, until),
        paid_items.IS_ITEM,
    )
    return SQL(
        """
        SELECT bill.commercial_partner_id, line.date - DATE '1970-01-01', line.balance::float8 %(others)s
         UNION ALL
        SELECT matched.customer, partial.max_date - DATE '1970-01-01',
               (-matched.balance * CASE WHEN matched.same THEN partial.amount / NULLIF(ABS(matched.balance), 0)
                     ELSE CASE WHEN partial.credit_move_id = matched.id THEN partial.credit_amount_currency
                               ELSE partial.debit_amount_currency END / NULLIF(ABS(matched.amount_currency), 0)
                     END)::float8
          FROM (SELECT line.id, bill.commercial_partner_id AS customer, line.balance, line.amount_currency,
                       line.currency_id = line.company_currency_id AS same %(others)s) matched
          JOIN account_partial_reconcile partial
            ON matched.id IN (partial.credit_move_id, partial.debit_move_id) AND partial.amount > 0
        """,
        others=others,
    )


def invoices(move_ids):
    """What is known of invoices. Columns: id, number, company, payment term, sales team, tags of its orders."""
    return SQL(
        """
        SELECT move.id, move.name, move.company_id, move.invoice_payment_term_id, move.team_id,
               ARRAY(SELECT DISTINCT tag.tag_id
                       FROM account_move_line line
                       JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = line.id
                       JOIN sale_order_line ordered ON ordered.id = rel.order_line_id
                       JOIN sale_order_tag_rel tag ON tag.order_id = ordered.order_id
                      WHERE line.move_id = move.id)
          FROM account_move move
         WHERE move.id = ANY(%s::int[])
        """,
        "{" + ",".join(map(str, move_ids)) + "}",
    )


def _lines(root_id, receivable_account_ids, since, until, joined=None):
    return SQL(
        """
          FROM (SELECT DISTINCT other.commercial_partner_id AS id
                  FROM account_move invoice
                  JOIN res_partner other ON other.id = invoice.partner_id
                  %(invoice_company)s
                 WHERE invoice.move_type IN %(invoice)s AND invoice.state = 'posted'
                   AND invoice.invoice_date BETWEEN %(since)s AND %(until)s) wanted
          JOIN res_partner bill ON bill.commercial_partner_id = wanted.id
          JOIN account_move_line line ON line.partner_id = bill.id AND line.account_id = ANY(%(receivable)s)
          JOIN account_move move ON move.id = line.move_id
          %(line_company)s
          %(joined)s
         WHERE TRUE
        """,
        invoice_company=SQL(IN_COMPANY.format("invoice"), root_id),
        invoice=INVOICE,
        since=since,
        until=until,
        receivable=list(receivable_account_ids),
        line_company=SQL(IN_COMPANY.format("line"), root_id),
        joined=joined or SQL(),
    )
