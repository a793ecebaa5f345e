"""Watching firm orders: whatever changes what one claims, through whatever door, leaves its id with the transaction.

Triggers see every write: of the ORM, of SQL, of cascades. They note the orders touched in a setting that lives as
long as the transaction, and that a savepoint takes back with the rest. ``credit_settle`` reads the note and empties it.
"""

import re

from odoo.tools import SQL

from ..exposure import claim, functions, order_size
from . import settling
from .settling import COLUMNS, STANDING

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
FUNCTIONS = {
    "credit_touch": "orders int[], reshaping boolean",
    "credit_settle": "decided int[]",
    STANDING: "orders int[]",
    "credit_leave": "",
    "credit_unsettled": "",
} | {f"credit_touch_{table}": "" for table in ORDERS}


def watched():
    """The columns of each table that a trigger watches."""
    return {table: claim.COLUMNS[table] - IDLE.get(table, {"id"}) for table in claim.COLUMNS}


def drop():
    """Statements that take everything away again."""
    for table in ORDERS:
        for event in ("insert", "update", "delete"):
            yield f"DROP TRIGGER IF EXISTS credit_touched_by_{event} ON {table}"
    yield "DROP TRIGGER IF EXISTS credit_left ON sale_order"
    yield "DROP TABLE IF EXISTS credit_touched"
    for name, arguments in FUNCTIONS.items():
        yield f"DROP FUNCTION IF EXISTS {name}({arguments})"


def create(text):
    """Statements that make functions and triggers.

    :param text: gives the text of a query
    """

    def stand(orders, do):
        """Do it with the orders as they stand, by the shorter query where nothing is invoiced."""
        short, long = (do(text(standing_orders(orders, invoiced))) for invoiced in (False, True))
        return functions.choose(text(claim.is_invoiced(orders)), long, short)

    yield f"""
        CREATE FUNCTION {STANDING}(orders int[]) RETURNS TABLE ({COLUMNS}) LANGUAGE plpgsql STABLE
        SET plan_cache_mode = force_generic_plan SET jit = off AS $credit$
        #variable_conflict use_column
        BEGIN {stand(SQL("$1"), functions.run)} END $credit$
    """
    yield TOUCH
    yield settling.settle(stand(SQL("decided"), settling.admit))
    yield settling.LEAVE
    yield from settling.UNSETTLED
    yield (
        "CREATE TRIGGER credit_left AFTER UPDATE ON sale_order FOR EACH ROW"
        " WHEN (OLD.state = 'sale' AND NEW.state IS DISTINCT FROM 'sale') EXECUTE FUNCTION credit_leave()"
    )
    for table, orders in ORDERS.items():
        yield TOUCH_ORDER if table == "sale_order" else _touching(table, orders)
        for event in ("UPDATE", *APPEARING.get(table, ())):
            yield _trigger(table, event)


def standing_orders(orders, invoiced=True):
    """Sizes of firm orders as they stand, invoiced or not, one row an order; columns as in COLUMNS.

    What invoices have taken counts too: posting, crediting or resetting one moves what is owed between an order and
    its invoice, and asks nobody for more. What they took beyond the lines is kept beside: a line emptied once it is
    invoiced makes no room for another one.

    :param orders: SQL of an array of their ids
    :param invoiced: whether an invoice may come from the orders; the query is shorter where none does
    """
    orders = SQL("so.id = ANY(%s)", orders)
    return SQL(
        """
        SELECT so.id, so.commercial_partner_id, sold_to.commercial_partner_id, so.company_id, so.claim::float8,
               so.currency_id, so.currency_rate::float8, so.payment_term_id, so.commitment_date,
               %s
          FROM (%s) so %s
          JOIN res_partner sold_to ON sold_to.id = so.partner_id
        """,
        SQL("size.beyond::float8" if invoiced else "0::float8"),
        claim.orders(SQL("%s AND so.state = 'sale'", orders), when=claim.NOTHING),
        SQL("JOIN (%s) size ON size.id = so.id", order_size.beyond(orders)) if invoiced else SQL(),
    )


# Notes one firm order for the end of the transaction: that it was touched, and whether it was not only an invoice. Of
# assignments alone: PostgreSQL works them out without making queries of them.
NOTED = """
        noted text := COALESCE(current_setting('credit.touched', TRUE), '');
        reshaped text := COALESCE(NULLIF(current_setting('credit.reshaped', TRUE), ''), ',');
        touched int;
"""
NOTE = """
            IF noted = '' THEN
                INSERT INTO credit_touched DEFAULT VALUES;
                noted := ',';
            END IF;
            IF position(',' || touched || ',' IN noted) = 0 THEN
                noted := set_config('credit.touched', noted || touched || ',', TRUE);
            END IF;
            IF reshaping AND position(',' || touched || ',' IN reshaped) = 0 THEN
                reshaped := set_config('credit.reshaped', reshaped || touched || ',', TRUE);
            END IF;
"""
TOUCH = f"""
    CREATE FUNCTION credit_touch(orders int[], reshaping boolean) RETURNS void LANGUAGE plpgsql AS $credit$
    DECLARE {NOTED}
    BEGIN
        FOR touched IN SELECT id FROM sale_order WHERE id = ANY(orders) AND state = 'sale' LOOP
            {NOTE}
        END LOOP;
    END $credit$
"""  # noqa: S608 - of constants
# The order itself knows whether it is firm.
TOUCH_ORDER = f"""
    CREATE FUNCTION credit_touch_sale_order() RETURNS trigger LANGUAGE plpgsql AS $credit$
    DECLARE {NOTED}
        reshaping boolean := TRUE;
    BEGIN
        IF NEW.state = 'sale' THEN
            touched := NEW.id;
            {NOTE}
        END IF;
        RETURN NULL;
    END $credit$
"""


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
    if table == "sale_order":  # most updates are of quotations
        changed = f"NEW.state = 'sale' AND ({changed})"
    when = f"WHEN ({changed})" if event == "UPDATE" else ""
    return (
        f"CREATE TRIGGER credit_touched_by_{event.lower()} AFTER {event} ON {table} FOR EACH ROW {when}"
        f" EXECUTE FUNCTION credit_touch_{table}()"
    )
