"""Sales on the customer account at a till, as far as no posted entry or invoice has them: what the ledger lacks.

A ticket counts from the sale on, by what was paid on account, and until the entry of its session or its invoice is
posted. Where the payment method does not identify the customer, Odoo books one line for all of them, on nobody: then a
ticket goes on counting by its share in what is open of that line, and nobody's receivables are less by as much.
"""

from odoo.tools import SQL

from odoo.addons.credit_management.sql.exposure.item_columns import details, item_id
from odoo.addons.credit_management.sql.exposure.scope import KINDS

KIND, KIND_OF_NOBODY = 4, 5  # of the ids: see KINDS in scope
# What the queries read, by table: whatever changes one of these may change what is owed.
COLUMNS = {
    "pos_order": {"id", "state", "session_id", "partner_id", "account_move", "date_order", "currency_rate", "name",
                  "pos_reference", "user_id"},
    "pos_payment": {"id", "pos_order_id", "payment_method_id", "amount"},
    "pos_payment_method": {"id", "credit_is_on_account", "split_transactions", "receivable_account_id"},
    "pos_session": {"id", "config_id", "move_id"},
}  # fmt: skip

UNPOSTED = SQL("entry.id IS NULL AND invoice.id IS NULL")
FIRM = SQL("ticket.state IN ('paid', 'done')")
# The account on which Odoo books the payments of all customers together.
ACCOUNT = SQL("COALESCE(method.receivable_account_id, company.account_default_pos_receivable_account_id)")
RATE = SQL("COALESCE(NULLIF(ticket.currency_rate, 0), 1)")


def on_account(condition, entry=None, invoice=None, joins=None):
    """FROM and WHERE of payments on account, with their ticket, session, company and customer.

    :param condition: SQL condition on all of them
    :param entry: SQL condition on the posted entry of the session that is looked at
    :param invoice: SQL condition on the invoice of the ticket that is looked at
    :param joins: SQL of what else is joined
    """
    return SQL(
        """
          FROM pos_payment payment
          JOIN pos_payment_method method ON method.id = payment.payment_method_id AND method.credit_is_on_account
          JOIN pos_order ticket ON ticket.id = payment.pos_order_id
          JOIN pos_session session ON session.id = ticket.session_id
          JOIN pos_config config ON config.id = session.config_id
          JOIN res_company company ON company.id = config.company_id
     LEFT JOIN account_move entry ON entry.id = session.move_id AND entry.state = 'posted' AND %(entry)s
     LEFT JOIN account_move invoice ON invoice.id = ticket.account_move AND %(invoice)s
     LEFT JOIN res_partner partner ON partner.id = ticket.partner_id
          %(joins)s
         WHERE %(condition)s
        """,
        entry=entry or SQL("TRUE"),
        invoice=invoice or SQL("TRUE"),
        joins=joins or SQL(),
        condition=condition,
    )


def standing(ticket_ids):
    """One row a paid ticket that owes something on account and is in no ledger yet."""
    return SQL(
        """
        SELECT ticket.id AS ticket_id, partner.commercial_partner_id AS partner_id, company.id AS company_id,
               SUM(payment.amount)::float8 AS amount, %s AS rate
               %s
         GROUP BY ticket.id, partner.commercial_partner_id, company.id
        """,
        RATE,
        on_account(SQL("%s AND %s AND ticket.id = ANY(%s)", FIRM, UNPOSTED, list(ticket_ids))),
    )


def sold_offline(session_id, partner_id, ticket_id):
    """What a customer has taken on account in a session while the server could not be asked, this ticket aside."""
    return SQL(
        "SELECT COALESCE(SUM(payment.amount), 0)::float8 %s",
        on_account(
            SQL(
                "%s AND ticket.credit_offline AND ticket.session_id = %s AND partner.commercial_partner_id = %s"
                " AND ticket.id <> %s",
                FIRM,
                session_id,
                partner_id,
                ticket_id,
            )
        ),
    )


# === SOURCES OF OPEN ITEMS === #


def present(scope, detailed):
    customers = scope.customers("ticket.partner_id")
    sources = (
        _tickets(detailed, SQL("%s AND %s AND %s", FIRM, UNPOSTED, customers)),
        _shares(detailed, customers),
        _of_nobody(scope, detailed),
    )
    return SQL(" UNION ALL ").join(sources)


def concerns(partner_ids):
    return SQL(
        """
        EXISTS (SELECT FROM pos_payment_method WHERE credit_is_on_account)
        AND EXISTS (SELECT FROM res_partner partner
                      JOIN pos_order ticket ON ticket.partner_id = partner.id
                      JOIN pos_payment payment ON payment.pos_order_id = ticket.id
                      JOIN pos_payment_method method ON method.id = payment.payment_method_id
                     WHERE partner.commercial_partner_id = ANY(%s) AND method.credit_is_on_account)
        """,
        partner_ids,
    )


def past(as_of, scope, detailed):
    """Tickets of that day and before that no entry or invoice of that day or before has."""
    return _tickets(
        detailed,
        SQL(
            "%s AND %s AND ticket.date_order < %s::date + 1 AND %s",
            FIRM,
            UNPOSTED,
            as_of,
            scope.customers("ticket.partner_id"),
        ),
        entry=SQL("entry.date <= %s", as_of),
        invoice=SQL("COALESCE(invoice.invoice_date, invoice.date) <= %s", as_of),
    )


def _tickets(detailed, condition, entry=None, invoice=None):
    """What tickets owe that are in no ledger: due from the day on which they are."""
    return SQL(
        """
        SELECT CASE WHEN SUM(payment.amount) < 0 THEN 'unallocated' ELSE 'receivable' END,
               partner.commercial_partner_id, company.id, ticket.date_order::date, NULL::date,
               SUM(payment.amount) / %(rate)s %(details)s
               %(source)s
         GROUP BY ticket.id, partner.commercial_partner_id, company.id, config.id
        HAVING SUM(payment.amount) <> 0
        """,
        rate=RATE,
        details=_details(detailed, SQL("SUM(payment.amount)")),
        source=on_account(condition, entry, invoice),
    )


def _details(detailed, amount_currency):
    return details(
        detailed,
        id=item_id("ticket", KIND),
        reference=SQL("COALESCE(NULLIF(ticket.name, '/'), ticket.pos_reference)"),
        document_partner_id=SQL("ticket.partner_id"),
        user_id=SQL("ticket.user_id"),
        amount_currency=amount_currency,
        # As Odoo has it: that of the sales journal, else the company's.
        currency_id=SQL(
            "COALESCE((SELECT currency_id FROM account_journal WHERE id = config.journal_id), company.currency_id)"
        ),
    )


# === ONE LINE FOR ALL CUSTOMERS === #

TOGETHER = SQL(
    "%s AND entry.id IS NOT NULL AND invoice.id IS NULL AND method.split_transactions IS NOT TRUE"
    " AND ticket.partner_id IS NOT NULL",
    FIRM,
)


def _booked():
    """What entries of sessions have booked for customers together, and what is open of it, by entry and account."""
    return SQL(
        """
        SELECT together.*, line.rest, line.date
          FROM (SELECT session.id AS session_id, entry.id AS entry_id, company.id AS company_id,
                       %(account)s AS account_id, SUM(payment.amount / %(rate)s) AS amount
                       %(source)s
                 GROUP BY session.id, entry.id, company.id, %(account)s) together
          JOIN LATERAL (SELECT SUM(amount_residual) AS rest, MIN(date) AS date FROM account_move_line
                         WHERE move_id = together.entry_id AND account_id = together.account_id
                           AND partner_id IS NULL AND parent_state = 'posted' AND reconciled IS NOT TRUE) line ON TRUE
         WHERE line.rest > 0 AND together.amount > 0
        """,
        account=ACCOUNT,
        rate=RATE,
        source=on_account(TOGETHER),
    )


def _shares(detailed, customers):
    """The share of each ticket in what is open of the line that stands for all of them."""
    booked = SQL("JOIN (%s) booked ON booked.session_id = session.id AND booked.account_id = %s", _booked(), ACCOUNT)
    return SQL(
        """
        SELECT CASE WHEN SUM(payment.amount) < 0 THEN 'unallocated' ELSE 'receivable' END,
               partner.commercial_partner_id, company.id, booked.date, booked.date,
               SUM(payment.amount) / %(rate)s * LEAST(booked.rest / booked.amount, 1) %(details)s
               %(source)s
         GROUP BY ticket.id, partner.commercial_partner_id, company.id, config.id, booked.date, booked.rest,
                  booked.amount
        HAVING SUM(payment.amount) <> 0
        """,
        rate=RATE,
        details=_details(detailed, SQL("SUM(payment.amount) * LEAST(booked.rest / booked.amount, 1)")),
        source=on_account(SQL("%s AND %s", TOGETHER, customers), joins=booked),
    )


def _of_nobody(scope, detailed):
    """The same taken off the receivables of nobody, where that line stands."""
    rest = SQL("-SUM(LEAST(booked.rest, booked.amount))")
    return SQL(
        """
        SELECT 'receivable', NULL::int, booked.company_id, booked.date, booked.date, %(rest)s %(details)s
          FROM (%(booked)s) booked
         WHERE %(accounts)s AND %(nobody)s
         GROUP BY booked.entry_id, booked.company_id, booked.date
        """,
        rest=rest,
        details=details(
            detailed,
            id=SQL("booked.entry_id::bigint * %s + %s", KINDS, KIND_OF_NOBODY),
            reference=SQL("(SELECT name FROM account_move WHERE id = booked.entry_id)"),
            move_id=SQL("booked.entry_id"),
            amount_currency=rest,
            currency_id=SQL("(SELECT currency_id FROM res_company WHERE id = booked.company_id)"),
        ),
        booked=_booked(),
        accounts=scope.accounts("booked.account_id"),
        nobody=scope.customers("NULL::int"),
    )
