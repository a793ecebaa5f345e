"""A large ledger, written in SQL: run by ./dev/bench in Odoo's shell, with CUSTOMERS and LINES set.

Every line is open, one customer owes a tenth of them, and every customer has an order of which half is invoiced: the
worst case for whoever sums them up.
"""
# ruff: noqa: F821 -- env, CUSTOMERS and LINES are the shell's

from odoo.tools import SQL

cr = env.cr
company = env.ref("base.main_company")
journal = env["account.journal"].search([("type", "=", "sale"), ("company_id", "=", company.id)], limit=1)
account = env["account.account"].search([("account_type", "=", "asset_receivable"), ("non_trade", "=", False)], limit=1)
values = {
    "company": company.id,
    "currency": company.currency_id.id,
    "journal": journal.id,
    "account": account.id,
    "customers": CUSTOMERS,
    "lines": LINES,
    "product": env["product.product"].search([], limit=1).id,
}
for name in ("res.partner", "sale.order", "credit.account"):  # choices that other apps require
    model = env[name]
    required = [one for one, field in model._fields.items() if field.store and field.required]
    for one, value in model.default_get(required).items():
        if model._fields[one].type == "selection":
            column = SQL("ALTER TABLE %s ALTER COLUMN %s", SQL.identifier(model._table), SQL.identifier(one))
            cr.execute(SQL("%s SET DEFAULT %s", column, value))
env["credit.admission"]._drop_watch()  # nobody has decided on these orders: they are admitted as they stand, below
cr.execute(
    """
    CREATE TEMP TABLE customer AS
      WITH made AS (
           INSERT INTO res_partner (name, complete_name, active, is_company, company_id, type, autopost_bills)
           SELECT 'Customer ' || n, 'Customer ' || n, TRUE, TRUE, NULL, 'contact', 'ask'
             FROM GENERATE_SERIES(1, %(customers)s) n RETURNING id)
    SELECT id, ROW_NUMBER() OVER (ORDER BY id) - 1 AS n FROM made;
    UPDATE res_partner SET commercial_partner_id = id WHERE id IN (SELECT id FROM customer);
    CREATE UNIQUE INDEX ON customer (n); ANALYZE customer;

    CREATE TEMP TABLE owed AS
    SELECT n, CASE WHEN n %% 10 = 0 THEN 0 ELSE 1 + (n::bigint * 7919) %% (%(customers)s - 1) END AS customer,
           10 + (n::bigint * 104729) %% 5000 AS amount, CURRENT_DATE - ((n::bigint * 31) %% 240)::int + 30 AS due
      FROM GENERATE_SERIES(1, %(lines)s) n;

    INSERT INTO account_move (id, name, state, move_type, auto_post, journal_id, company_id, currency_id, partner_id,
                              commercial_partner_id, date, invoice_date, invoice_date_due, payment_state)
    SELECT 10000000 + owed.n, 'B/' || owed.n, 'posted', 'out_invoice', 'no', %(journal)s, %(company)s, %(currency)s,
           customer.id, customer.id, owed.due - 30, owed.due - 30, owed.due, 'not_paid'
      FROM owed JOIN customer ON customer.n = owed.customer;

    INSERT INTO account_move_line (move_id, move_name, parent_state, journal_id, company_id, company_currency_id,
                                   currency_id, account_id, partner_id, display_type, date, invoice_date,
                                   date_maturity, debit, credit, balance, amount_currency, amount_residual,
                                   amount_residual_currency, reconciled, quantity, price_total)
    SELECT 10000000 + owed.n, 'B/' || owed.n, 'posted', %(journal)s, %(company)s, %(currency)s,
           %(currency)s, %(account)s, customer.id, 'payment_term', owed.due - 30, owed.due - 30,
           owed.due, owed.amount, 0, owed.amount, owed.amount, owed.amount, owed.amount, FALSE, 1, 100
      FROM owed JOIN customer ON customer.n = owed.customer;

    INSERT INTO sale_order (id, name, state, company_id, currency_id, currency_rate, partner_id, partner_invoice_id,
                            partner_shipping_id, date_order, invoice_status, amount_total)
    SELECT 10000000 + n, 'BO/' || n, 'sale', %(company)s, %(currency)s, 1, id, id, id, NOW(), 'to invoice', 200
      FROM customer;
    INSERT INTO sale_order_line (order_id, product_id, name, product_uom_qty, qty_delivered, qty_invoiced, price_unit,
                                 price_total, customer_lead, currency_id, company_id)
    SELECT 10000000 + n, %(product)s, 'Goods', 2, 0, 1, 100, 200, 0, %(currency)s, %(company)s FROM customer;

    ANALYZE account_move_line; ANALYZE sale_order_line;
    INSERT INTO sale_order_line_invoice_rel (order_line_id, invoice_line_id)
    SELECT DISTINCT ON (so.id) line.id, item.id
      FROM sale_order so
      JOIN sale_order_line line ON line.order_id = so.id
      JOIN account_move_line item ON item.partner_id = so.partner_id AND item.move_id > 10000000
     WHERE so.id > 10000000
     ORDER BY so.id, item.id;

    ANALYZE res_partner; ANALYZE account_move; ANALYZE sale_order; ANALYZE sale_order_line_invoice_rel;
    INSERT INTO credit_account (partner_id, partner_name, company_id, status, create_date)
    SELECT id, 'Customer ' || n, %(company)s, 'active', NOW() FROM customer;
    INSERT INTO credit_pool (partner_id, company_id, draws) SELECT id, %(company)s, 1 FROM customer;
    """,
    values,
)
env["credit.admission"]._install_watch()
cr.commit()
cr.connection.autocommit = True
for table in (
    "res_partner",
    "account_move",
    "account_move_line",
    "sale_order",
    "sale_order_line",
    "sale_order_line_invoice_rel",
    "credit_account",
    "credit_admission",
    "credit_pool",
):
    cr.connection.cursor().execute(f"VACUUM ANALYZE {table}")
