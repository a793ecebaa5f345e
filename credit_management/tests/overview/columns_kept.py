# Ways in which a column that judging reads is kept. The first four are tried or looked up below.
KEY = "key"  # which record it is: no role changes it

NOBODY = "nobody"  # no role may write such records at all

LINKED = "linked"  # written from either side of the link: tried below

REFUSED = "refused"  # of a record that stands, whoever may write the others: tried as every role

ADMITTED = "admitted"  # a firm order is judged again: the columns the gate watches

LOGGED = "logged"  # what changes is on record with who did it

POSTED = "posted"  # of a posted entry only by resetting it, which takes the debt with it, and is on record

SHOWN = "shown"  # said in the assessment, and an alert when it goes

STRICTER = "stricter"  # changing it makes nothing easier

RUN = "run"  # set up by who runs the company, not for a customer

# By addons beside this one, and set up by accounting administrators.
READ_BESIDE = {
    "account_journal.currency_id", "res_company.account_default_pos_receivable_account_id",
    # Of the addon with acceptance bills: refused once posted, or a setting; see its tests.
    "account_payment.credit_bill_kind", "account_payment.credit_bill_bank_id", "account_payment.credit_bill_number",
    "account_payment.credit_bill_matures_on", "account_payment.credit_bill_ended_on", "res_company.credit_bill_share",
}  # fmt: skip

KEPT = {
    "account_move": {
        "id": KEY, "company_id": POSTED, "state": POSTED, "move_type": POSTED, "partner_id": POSTED,
        "commercial_partner_id": REFUSED, "currency_id": POSTED, "date": REFUSED, "invoice_date": REFUSED,
        "invoice_currency_rate": POSTED, "amount_total": REFUSED, "invoice_date_due": SHOWN, "name": STRICTER,
        "invoice_user_id": STRICTER, "credit_takes_less": REFUSED, "credit_ledger_import_id": REFUSED,
        "journal_id": POSTED, "create_date": KEY, "invoice_payment_term_id": REFUSED, "team_id": STRICTER,
    },
    "account_move_line": {
        "id": KEY, "move_id": KEY, "company_id": KEY, "account_id": POSTED, "partner_id": REFUSED, "date": REFUSED,
        "invoice_date": REFUSED, "date_maturity": SHOWN, "credit_date_due": REFUSED, "parent_state": REFUSED,
        "reconciled": REFUSED, "amount_residual": REFUSED, "amount_residual_currency": REFUSED, "balance": POSTED,
        "amount_currency": POSTED, "currency_id": POSTED, "company_currency_id": KEY, "price_total": REFUSED,
        "quantity": ADMITTED, "product_uom_id": ADMITTED, "is_downpayment": ADMITTED, "display_type": POSTED,
        "move_name": STRICTER,
        "payment_id": SHOWN, "statement_line_id": SHOWN, "create_date": KEY,
    },
    "account_partial_reconcile": {
        "debit_move_id": REFUSED, "credit_move_id": REFUSED, "amount": REFUSED, "debit_amount_currency": REFUSED,
        "credit_amount_currency": REFUSED, "max_date": REFUSED,
    },
    "account_payment": {
        "id": KEY, "state": LOGGED, "partner_id": POSTED, "company_id": KEY, "date": LOGGED, "payment_type": POSTED,
        "partner_type": POSTED, "amount": POSTED, "amount_company_currency_signed": POSTED, "currency_id": POSTED,
        "move_id": KEY, "name": STRICTER,
    },
    "account_journal": {"id": KEY, "type": RUN},
    "account_account": {"id": KEY, "account_type": RUN, "credit_is_allowance": RUN},
    "payment_transaction": {
        "id": KEY, "state": REFUSED, "amount": REFUSED, "currency_id": REFUSED, "payment_id": REFUSED,
        "source_transaction_id": REFUSED, "operation": REFUSED,
    },
    "sale_order_transaction_rel": {"sale_order_id": LINKED, "transaction_id": LINKED},
    "sale_order": {
        "id": KEY, "state": ADMITTED, "company_id": ADMITTED, "partner_id": ADMITTED, "partner_invoice_id": ADMITTED,
        "currency_id": ADMITTED, "currency_rate": ADMITTED, "amount_total": ADMITTED, "credit_closed_short": LOGGED,
        "commitment_date": ADMITTED, "payment_term_id": ADMITTED, "date_order": SHOWN, "name": STRICTER,
        "user_id": STRICTER, "invoice_status": REFUSED, "team_id": SHOWN, "tag_ids": SHOWN,
    },
    "sale_order_line": {
        "id": KEY, "order_id": ADMITTED, "display_type": ADMITTED, "is_downpayment": ADMITTED,
        "product_uom_id": ADMITTED, "product_uom_qty": ADMITTED, "qty_delivered": ADMITTED, "price_total": ADMITTED,
        "price_unit": ADMITTED, "discount": ADMITTED, "credit_price_of_one": ADMITTED,
        "credit_qty_elsewhere": ADMITTED, "qty_invoiced": REFUSED,
    },
    "sale_order_line_invoice_rel": {"order_line_id": ADMITTED, "invoice_line_id": ADMITTED},
    "sale_order_tag_rel": {"order_id": SHOWN, "tag_id": SHOWN},
    "uom_uom": {"id": KEY, "factor": ADMITTED},
    "res_partner": {
        "id": KEY, "commercial_partner_id": REFUSED, "country_id": SHOWN, "industry_id": SHOWN, "tz": RUN,
        "property_payment_term_id": REFUSED,
    },
    "res_partner_res_partner_category_rel": {"partner_id": SHOWN, "category_id": SHOWN},
    "res_company": {
        "id": KEY, "parent_path": KEY, "currency_id": KEY, "partner_id": KEY, "credit_tz": RUN,
        "credit_aging_basis": RUN,
    },
    "res_currency": {"id": KEY, "decimal_places": RUN},
    "credit_account": {
        "id": KEY, "partner_id": REFUSED, "company_id": REFUSED, "status": LOGGED, "grade_id": LOGGED,
        "risk_class": REFUSED, "score": REFUSED, "next_review": LOGGED, "country_id": LOGGED, "industry_id": LOGGED,
        "team_id": LOGGED, "controller_id": LOGGED,
    },
    "credit_account_res_partner_category_rel": {"credit_account_id": KEY, "res_partner_category_id": LOGGED},
    "credit_group": {"id": KEY, "lead_id": REFUSED},
    "res_currency_rate": {"currency_id": RUN, "company_id": RUN, "name": RUN, "rate": RUN},
    "credit_industry_risk": {"industry_id": NOBODY, "points": NOBODY},
    "credit_financial_statement": {
        "id": KEY, "account_id": REFUSED, "equity": REFUSED, "total_liabilities": REFUSED, "kind": REFUSED,
        "months": REFUSED, "currency_id": REFUSED, "period_end": REFUSED,
    },
    "credit_financial_ratio": {"statement_id": NOBODY, "code": NOBODY, "value": NOBODY, "reason": NOBODY},
}  # fmt: skip

# Read as a whole: versions that are published, limits that are approved, buckets and facts that are verified.
WHOLE = {
    "credit_policy": "published versions stay as they are, TestPolicyGuard",
    "credit_limit": "approved limits stay as they are, TestCreditLimit",
    "credit_group_member": "approved memberships stay as they are, TestCreditGroup",
    "credit_group_limit": "approved limits stay as they are, TestCreditGroup",
    "credit_aging_bucket": "set up by credit administrators; due dates decide, not buckets",
}
