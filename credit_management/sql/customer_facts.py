"""What is known of customers besides what they owe: one row a customer and legal entity."""

from odoo.tools import SQL


def facts(keys, effective_limits):
    """The account, its limit, and what rules choose customers by.

    :param keys: commercial partner and root company, a pair each
    :param effective_limits: SQL of the limits in force, see ``credit.limit._effective_sql``
    """
    return SQL(
        """
        SELECT customer.id, wanted.root_id, account.id, account.status, account.grade_id, account.risk_class,
               account.next_review, effective.state, effective.amount::float8, effective.valid_to, effective.expired,
               effective.expired_amount::float8, customer.country_id, customer.industry_id,
               ARRAY(SELECT category_id FROM res_partner_res_partner_category_rel WHERE partner_id = customer.id),
               customer.property_payment_term_id
          FROM (VALUES %(keys)s) wanted (partner_id, root_id)
          JOIN res_partner customer ON customer.id = wanted.partner_id
     LEFT JOIN credit_account account ON account.partner_id = customer.id AND account.company_id = wanted.root_id
     LEFT JOIN LATERAL (SELECT * FROM (%(limits)s) effective WHERE effective.account_id = account.id) effective ON TRUE
        """,
        keys=SQL(", ").join(SQL("(%s, %s)", *key) for key in keys),
        limits=effective_limits,
    )


def earlier_orders(keys, order_ids):
    """How many confirmed orders each customer has besides those given."""
    return SQL(
        """
        SELECT wanted.partner_id, wanted.root_id, COUNT(so.id)
          FROM (VALUES %(keys)s) wanted (partner_id, root_id)
          JOIN res_partner bill ON bill.commercial_partner_id = wanted.partner_id
          JOIN sale_order so ON so.partner_invoice_id = bill.id AND so.state = 'sale' AND so.id <> ALL(%(orders)s)
          JOIN res_company company ON company.id = so.company_id
           AND SPLIT_PART(company.parent_path, '/', 1)::int = wanted.root_id
         GROUP BY 1, 2
        """,
        keys=SQL(", ").join(SQL("(%s, %s)", *key) for key in keys),
        orders=order_ids,
    )


def days_beyond_terms(keys, account_ids, since):
    """Payment date minus due date of what was paid since a day, weighted by amount; early is negative.

    Invoices settled by a credit note say nothing about how a customer pays.
    """
    return SQL(
        """
        SELECT wanted.partner_id, wanted.root_id,
               (SUM(paid.amount * (paid.max_date - COALESCE(line.date_maturity, line.date))) / SUM(paid.amount))::float8
          FROM (VALUES %(keys)s) wanted (partner_id, root_id)
          JOIN res_partner bill ON bill.commercial_partner_id = wanted.partner_id
          JOIN account_move_line line ON line.partner_id = bill.id AND line.account_id = ANY(%(accounts)s)
          JOIN res_company company ON company.id = line.company_id
           AND SPLIT_PART(company.parent_path, '/', 1)::int = wanted.root_id
          JOIN account_partial_reconcile paid ON paid.debit_move_id = line.id AND paid.max_date > %(since)s
          JOIN account_move_line receipt ON receipt.id = paid.credit_move_id
          JOIN account_move source ON source.id = receipt.move_id AND source.move_type = 'entry'
         WHERE paid.amount > 0
         GROUP BY 1, 2
        """,
        keys=SQL(", ").join(SQL("(%s, %s)", *key) for key in keys),
        accounts=list(account_ids),
        since=since,
    )
