"""Watching firm orders: whatever changes what one claims, through whatever door, leaves its id with the transaction.

Triggers see every write: of the ORM, of SQL, of cascades. They note the orders touched in a setting that lives as
long as the transaction, and that a savepoint takes back with the rest. ``credit_settle`` reads the note and empties it.
"""

import re

from odoo.tools import SQL

from ..exposure import claim, order_size

# Columns that decide about a firm order besides those its claim is made of.
DECIDING = {"sale_order": {"partner_id", "payment_term_id"}}
# Columns of the claim's query that no claim depends on.
IDLE = {"sale_order": {"id", "name", "user_id", "date_order"}}
# Which orders a row of each table touches.
ORDERS = {
    "sale_order": "SELECT r.id",
    "sale_order_line": "SELECT r.order_id",
    "sale_order_line_invoice_rel": "SELECT line.order_id FROM sale_order_line line WHERE line.id = r.order_line_id",
    "account_move_line": (
        "SELECT line.order_id FROM sale_order_line_invoice_rel rel"
        " JOIN sale_order_line line ON line.id = rel.order_line_id WHERE rel.invoice_line_id = r.id"
    ),
    "account_move": (
        "SELECT line.order_id FROM account_move_line item"
        " JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id"
        " JOIN sale_order_line line ON line.id = rel.order_line_id WHERE item.move_id = r.id"
    ),
    "res_partner": (
        "SELECT so.id FROM sale_order so WHERE r.id IN (so.partner_invoice_id, so.partner_id)"
        " UNION SELECT line.order_id FROM account_move move"
        " JOIN account_move_line item ON item.move_id = move.id"
        " JOIN sale_order_line_invoice_rel rel ON rel.invoice_line_id = item.id"
        " JOIN sale_order_line line ON line.id = rel.order_line_id WHERE move.partner_id = r.id"
    ),
    "uom_uom": (
        "SELECT line.order_id FROM sale_order_line line JOIN sale_order so ON so.id = line.order_id"
        " WHERE so.state IN ('draft', 'sent', 'sale') AND line.product_uom_id = r.id"
    ),
}
# An order that is not firm here may become so in a transaction that does not see this one: a row that both write lets
# one of them fail. Odoo writes it with a line; with these nobody does.
ELSEWHERE = {"res_partner", "uom_uom"}
# Columns that change what is invoiced, and never what is ordered.
INVOICING = {"sale_order_line_invoice_rel", "account_move_line", "account_move"}
# A row that comes or goes touches an order; of the others the rows that link them to one do.
APPEARING = {"sale_order": ("INSERT",)} | dict.fromkeys(
    ("sale_order_line", "sale_order_line_invoice_rel"), ("INSERT", "DELETE")
)
STANDING = "credit_standing"
FUNCTIONS = {
    "credit_touch": "orders int[], reshaping boolean",
    "credit_settle": "decided int[]",
    STANDING: "orders int[]",
    "credit_leave": "",
    "credit_unsettled": "",
} | {f"credit_touch_{table}": "" for table in ORDERS}
COLUMNS = """
    order_id int, partner_id int, sold_to_id int, company_id int, amount float8, currency_id int,
    currency_rate float8, payment_term_id int, commitment_date timestamp, beyond float8
"""
NAMES = """
    order_id, partner_id, sold_to_id, company_id, amount, currency_id, currency_rate, payment_term_id, commitment_date,
    beyond
"""


def watched():
    """The columns of each table that a trigger watches."""
    return {
        table: (claim.COLUMNS[table] | DECIDING.get(table, set())) - IDLE.get(table, {"id"}) for table in claim.COLUMNS
    }


def drop():
    """Statements that take everything away again."""
    for table in ORDERS:
        for event in ("insert", "update", "delete"):
            yield f"DROP TRIGGER IF EXISTS credit_touched_by_{event} ON {table}"
    yield "DROP TRIGGER IF EXISTS credit_left ON sale_order"
    yield "DROP TABLE IF EXISTS credit_touched"
    for name, arguments in FUNCTIONS.items():
        yield f"DROP FUNCTION IF EXISTS {name}({arguments})"


def create(standing):
    """Statements that make functions and triggers.

    :param standing: what gives the rows of :func:`standing_orders`, of the orders ``$1``
    """
    yield f"""
        CREATE FUNCTION {STANDING}(orders int[]) RETURNS TABLE ({COLUMNS}) LANGUAGE plpgsql STABLE
        SET plan_cache_mode = force_generic_plan SET jit = off AS $credit$
        #variable_conflict use_column
        BEGIN {standing} END $credit$
    """
    yield TOUCH
    yield SETTLE
    yield LEAVE
    yield from UNSETTLED
    yield (
        "CREATE TRIGGER credit_left AFTER UPDATE ON sale_order FOR EACH ROW"
        " WHEN (OLD.state = 'sale' AND NEW.state IS DISTINCT FROM 'sale') EXECUTE FUNCTION credit_leave()"
    )
    for table, orders in ORDERS.items():
        yield _touching(table, orders)
        for event in ("UPDATE", *APPEARING.get(table, ())):
            yield _trigger(table, event)


def standing_orders(invoiced=True):
    """Sizes of firm orders as they stand, invoiced or not, one row an order; columns as in COLUMNS.

    What invoices have taken counts too: posting, crediting or resetting one moves what is owed between an order and
    its invoice, and asks nobody for more. What they took beyond the lines is kept beside: a line emptied once it is
    invoiced makes no room for another one.

    :param invoiced: whether an invoice may come from the orders; the query is shorter where none does
    """
    orders = SQL("so.id = ANY($1)")
    return SQL(
        """
        SELECT so.id, so.commercial_partner_id, sold_to.commercial_partner_id, so.company_id, so.claim::float8,
               so.currency_id, so.currency_rate::float8, full_order.payment_term_id, so.commitment_date,
               %s
          FROM (%s) so %s
          JOIN sale_order full_order ON full_order.id = so.id
          JOIN res_partner sold_to ON sold_to.id = full_order.partner_id
        """,
        SQL("size.beyond::float8" if invoiced else "0::float8"),
        claim.orders(SQL("%s AND so.state = 'sale'", orders), when=claim.NOTHING),
        SQL("JOIN (%s) size ON size.id = so.id", order_size.beyond(orders)) if invoiced else SQL(),
    )


# Notes firm orders for the end of the transaction: those touched, and those of which it was not only an invoice.
TOUCH = """
    CREATE FUNCTION credit_touch(orders int[], reshaping boolean) RETURNS void LANGUAGE plpgsql AS $credit$
    DECLARE
        noted text := COALESCE(current_setting('credit.touched', TRUE), '');
        reshaped text := COALESCE(NULLIF(current_setting('credit.reshaped', TRUE), ''), ',');
        touched int;
    BEGIN
        FOR touched IN SELECT id FROM sale_order WHERE id = ANY(orders) AND state = 'sale' LOOP
            IF noted = '' THEN
                INSERT INTO credit_touched DEFAULT VALUES;
                noted := ',';
            END IF;
            IF position(',' || touched || ',' IN noted) = 0 THEN
                noted := noted || touched || ',';
            END IF;
            IF reshaping AND position(',' || touched || ',' IN reshaped) = 0 THEN
                reshaped := reshaped || touched || ',';
            END IF;
        END LOOP;
        PERFORM set_config('credit.touched', noted, TRUE);
        PERFORM set_config('credit.reshaped', reshaped, TRUE);
    END $credit$
"""

SAME = """
    admitted.partner_id = standing.partner_id AND admitted.sold_to_id = standing.sold_to_id
    AND admitted.company_id = standing.company_id
    AND admitted.currency_id = standing.currency_id AND ABS(admitted.amount - standing.amount) < 0.000001
    AND ABS(COALESCE(admitted.beyond, 0) - standing.beyond) < 0.000001
    AND ABS(admitted.currency_rate - standing.currency_rate) < 0.000001
    AND admitted.payment_term_id IS NOT DISTINCT FROM standing.payment_term_id
    AND admitted.commitment_date IS NOT DISTINCT FROM standing.commitment_date
"""

# In a function, whose argument names the orders.
ADMIT = f"""
    INSERT INTO credit_admission ({NAMES}) SELECT {NAMES} FROM {STANDING}(decided)
    ON CONFLICT (order_id) DO UPDATE
       SET partner_id = EXCLUDED.partner_id, sold_to_id = EXCLUDED.sold_to_id,
           company_id = EXCLUDED.company_id, amount = EXCLUDED.amount,
           currency_id = EXCLUDED.currency_id, currency_rate = EXCLUDED.currency_rate,
           payment_term_id = EXCLUDED.payment_term_id, commitment_date = EXCLUDED.commitment_date,
           beyond = EXCLUDED.beyond
"""  # noqa: S608 - of constants
# Admits the orders that have just been decided on, and gives those touched that differ from what was admitted.
SETTLE = f"""
    CREATE FUNCTION credit_settle(decided int[]) RETURNS TABLE (
        {COLUMNS}, is_admitted boolean, was_partner_id int, was_sold_to_id int, was_company_id int, was_amount float8,
        was_currency_id int, was_currency_rate float8, was_payment_term_id int, was_commitment_date timestamp,
        was_beyond float8, is_reshaped boolean
    ) LANGUAGE plpgsql AS $credit$
    #variable_conflict use_column
    DECLARE
        noted text := COALESCE(current_setting('credit.touched', TRUE), '');
        touched int[];
        reshaped text := COALESCE(current_setting('credit.reshaped', TRUE), '');
    BEGIN
        IF noted = '' AND cardinality(decided) = 0 THEN
            RETURN;
        END IF;
        touched := string_to_array(NULLIF(trim(BOTH ',' FROM noted), ''), ',')::int[];
        PERFORM set_config('credit.touched', '', TRUE);
        PERFORM set_config('credit.reshaped', '', TRUE);
        IF cardinality(decided) > 0 THEN
            {ADMIT};
            touched := ARRAY(SELECT unnest(touched) EXCEPT SELECT unnest(decided));  -- admitted as they stand
        END IF;
        IF cardinality(touched) IS NULL OR cardinality(touched) = 0 THEN
            RETURN;
        END IF;
        RETURN QUERY
            SELECT standing.*, admitted.id IS NOT NULL, admitted.partner_id, admitted.sold_to_id, admitted.company_id,
                   admitted.amount::float8, admitted.currency_id, admitted.currency_rate::float8,
                   admitted.payment_term_id, admitted.commitment_date, COALESCE(admitted.beyond, 0)::float8,
                   position(',' || standing.order_id || ',' IN reshaped) > 0
              FROM {STANDING}(touched) standing
         LEFT JOIN credit_admission admitted ON admitted.order_id = standing.order_id
             WHERE ({SAME}) IS NOT TRUE;
    END $credit$
"""  # noqa: S608 - of constants


# An order that is firm no more has nothing admitted: whoever confirms it again is judged again.
LEAVE = """
    CREATE FUNCTION credit_leave() RETURNS trigger LANGUAGE plpgsql AS $credit$
    BEGIN
        DELETE FROM credit_admission WHERE order_id = OLD.id;
        RETURN NULL;
    END $credit$
"""

# The last line, for SQL that no hook of the ORM sees: at the commit itself, after Odoo has flushed for the last time.
UNSETTLED = (
    "CREATE TABLE credit_touched (id bigint GENERATED ALWAYS AS IDENTITY)",
    """
    CREATE FUNCTION credit_unsettled() RETURNS trigger LANGUAGE plpgsql AS $credit$
    DECLARE
        unsettled text;
    BEGIN
        DELETE FROM credit_touched WHERE id = NEW.id;
        SELECT string_agg(so.name, ', ') INTO unsettled
          FROM credit_settle(ARRAY[]::int[]) found JOIN sale_order so ON so.id = found.order_id
         WHERE found.is_admitted IS NOT TRUE OR found.amount > found.was_amount + 0.000001
            OR found.partner_id <> found.was_partner_id OR found.sold_to_id <> found.was_sold_to_id
            OR found.company_id <> found.was_company_id;
        IF unsettled IS NOT NULL THEN
            RAISE EXCEPTION 'Orders % have grown or changed hands and no credit decision was taken.', unsettled;
        END IF;
        RETURN NULL;
    END $credit$
    """,
    """
    CREATE CONSTRAINT TRIGGER credit_settled AFTER INSERT ON credit_touched DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION credit_unsettled()
    """,
)


def _touching(table, orders):
    old, new = ("ARRAY({})".format(re.sub(r"\br\.", row, orders)) for row in ("OLD.", "NEW."))
    reshaping = table not in INVOICING
    meeting = f"UPDATE sale_order SET id = id WHERE id = ANY({old} || {new}) AND state <> 'sale';"  # noqa: S608 - of constants
    return f"""
        CREATE FUNCTION credit_touch_{table}() RETURNS trigger LANGUAGE plpgsql AS $credit$
        BEGIN
            IF TG_OP = 'INSERT' THEN
                PERFORM credit_touch({new}, {reshaping});
            ELSIF TG_OP = 'DELETE' THEN
                PERFORM credit_touch({old}, {reshaping});
            ELSE
                PERFORM credit_touch({old} || {new}, {reshaping});
                {meeting if table in ELSEWHERE else ""}
            END IF;
            RETURN NULL;
        END $credit$
    """


def _trigger(table, event):
    columns = sorted(watched()[table])
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    when = f"WHEN ({changed})" if event == "UPDATE" else ""
    return (
        f"CREATE TRIGGER credit_touched_by_{event.lower()} AFTER {event} ON {table} FOR EACH ROW {when}"
        f" EXECUTE FUNCTION credit_touch_{table}()"
    )
