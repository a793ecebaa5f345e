"""Who sells to which customer, and who did: taking oneself off makes nobody free to decide.

Triggers see every write: of the ORM, of its recomputations, of a merge's SQL. They keep who was the salesperson of a
customer, an order or an invoice, which no client writes.
"""

from odoo.tools import SQL

FUNCTIONS = ("credit_keep_salesperson", "credit_keep_order_seller", "credit_keep_invoice_seller")

# Carts of the shop change hands from nobody in particular to their customer: only customers with an account matter.
_WITH_ACCOUNT = "EXISTS (SELECT FROM credit_account account WHERE account.partner_id = partner.commercial_partner_id)"


def drop():
    for name in FUNCTIONS:
        yield f"DROP FUNCTION IF EXISTS {name}() CASCADE"


def create():
    yield """
        CREATE TABLE IF NOT EXISTS credit_sold (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            partner_id int NOT NULL REFERENCES res_partner ON DELETE CASCADE,
            user_id int NOT NULL REFERENCES res_users ON DELETE CASCADE,
            res_model varchar NOT NULL,
            res_id int NOT NULL,
            until timestamp NOT NULL DEFAULT (now() AT TIME ZONE 'UTC')
        )
    """
    for columns in ("partner_id", "user_id", "res_id, res_model"):
        name = columns.partition(",")[0].removesuffix("_id")
        yield f"CREATE INDEX IF NOT EXISTS credit_sold_{name} ON credit_sold ({columns})"
    yield _keep(FUNCTIONS[0], "res.partner", "partner.id = OLD.commercial_partner_id", "OLD.user_id")
    yield _keep(
        FUNCTIONS[1],
        "sale.order",
        "partner.id IN (OLD.partner_id, OLD.partner_invoice_id) AND"
        f" (TG_OP = 'UPDATE' AND OLD.user_id IS DISTINCT FROM NEW.user_id OR {_WITH_ACCOUNT})",
        "OLD.user_id",
    )
    yield _keep(FUNCTIONS[2], "account.move", "partner.id = OLD.partner_id", "OLD.invoice_user_id")
    moved = "OLD.commercial_partner_id IS DISTINCT FROM NEW.commercial_partner_id"
    yield _trigger(FUNCTIONS[0], "res_partner", "UPDATE OF user_id, commercial_partner_id", "user_id", moved)
    yield _trigger(FUNCTIONS[0], "res_partner", "DELETE", "user_id")
    # An order dated back, and one for another customer, were sold, too.
    columns = "user_id, partner_id, partner_invoice_id, date_order"
    others = [f"OLD.{column} <> NEW.{column}" for column in ("partner_id", "partner_invoice_id")]
    back = "NEW.date_order < OLD.date_order"
    yield _trigger(FUNCTIONS[1], "sale_order", f"UPDATE OF {columns}", "user_id", *others, back)
    yield _trigger(FUNCTIONS[1], "sale_order", "DELETE", "user_id")
    yield _trigger(FUNCTIONS[2], "account_move", "UPDATE OF invoice_user_id", "invoice_user_id")


def _keep(name, model, of_customers, user):
    return f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $credit$
        BEGIN
            INSERT INTO credit_sold (partner_id, user_id, res_model, res_id)
            SELECT DISTINCT entity.id, {user}, '{model}', OLD.id
              FROM res_partner partner JOIN res_partner entity ON entity.id = partner.commercial_partner_id
             WHERE {of_customers} AND EXISTS (SELECT FROM res_users WHERE id = {user});
            RETURN NULL;
        END $credit$
    """  # noqa: S608 - of constants


def _trigger(function, table, event, user, *changes):
    condition = f"OLD.{user} IS NOT NULL"
    if event.startswith("UPDATE"):
        condition += " AND ({})".format(" OR ".join((f"OLD.{user} IS DISTINCT FROM NEW.{user}", *changes)))
    name = f"credit_sold_by_{event.split()[0].lower()}"
    return (
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {function}()"
    )


def _condition(column, ids):
    return SQL("TRUE") if ids is None else SQL("%s = ANY(%s)", SQL.identifier(*column.split(".")), ids)


def salespeople(since, customers=None, users=None):
    """Salespeople of customers and of their contacts, and who was one since a moment. Columns: customer, user.

    :param customers: ids of commercial entities; all of them when left out
    :param users: ids; all of them when left out
    """
    of_customer = _condition("partner.commercial_partner_id", customers)
    return SQL(
        """
        SELECT partner.commercial_partner_id, partner.user_id
          FROM res_partner partner
         WHERE %(of_customer)s AND %(assigned)s AND partner.user_id IS NOT NULL
         UNION
        SELECT partner.commercial_partner_id, sold.user_id
          FROM credit_sold sold JOIN res_partner partner ON partner.id = sold.partner_id
         WHERE %(of_customer)s AND %(was)s AND sold.res_model = 'res.partner' AND sold.until >= %(since)s
        """,
        of_customer=of_customer,
        assigned=_condition("partner.user_id", users),
        was=_condition("sold.user_id", users),
        since=since,
    )


def sellers_of_orders(since, customers=None, users=None):
    """Who sold orders since a moment, cancelled ones too: they can be opened again. Columns and arguments as above."""
    of_customer, sold_by = _condition("partner.commercial_partner_id", customers), _condition("so.user_id", users)
    of_order = SQL(
        "%s AND %s AND so.user_id IS NOT NULL AND (so.date_order >= %s OR so.create_date >= %s AND so.state IN"
        " ('draft', 'sent'))",
        of_customer, sold_by, since, since,
    )  # fmt: skip
    return SQL(
        """
        SELECT partner.commercial_partner_id, so.user_id
          FROM sale_order so JOIN res_partner partner ON partner.id = so.partner_id WHERE %(of_order)s
         UNION
        SELECT partner.commercial_partner_id, so.user_id
          FROM sale_order so JOIN res_partner partner ON partner.id = so.partner_invoice_id WHERE %(of_order)s
         UNION
        SELECT partner.commercial_partner_id, sold.user_id
          FROM credit_sold sold JOIN res_partner partner ON partner.id = sold.partner_id
         WHERE %(of_customer)s AND %(was)s AND sold.res_model = 'sale.order' AND sold.until >= %(since)s
        """,
        of_order=of_order,
        of_customer=of_customer,
        was=_condition("sold.user_id", users),
        since=since,
    )


def sellers_of(model, ids):
    """Who was the seller of each of these documents and is not any more, whenever. Columns: document, user."""
    return SQL("SELECT res_id, user_id FROM credit_sold WHERE res_model = %s AND res_id = ANY(%s)", model, ids)


def merged(sources, customer):
    """Keep who sold to customers that are merged into another one."""
    return SQL(
        """
        INSERT INTO credit_sold (partner_id, user_id, res_model, res_id)
        SELECT DISTINCT %(customer)s, partner.user_id, 'res.partner', partner.id FROM res_partner partner
         WHERE partner.user_id IS NOT NULL AND (partner.id = ANY(%(sources)s)
               OR partner.commercial_partner_id = ANY(%(sources)s))
        """,
        customer=customer,
        sources=sources,
    )


def kept(customers):
    """Who sold to customers, their contacts included, and stands noted for it. Column: user."""
    return SQL(
        """
        SELECT DISTINCT sold.user_id
          FROM credit_sold sold JOIN res_partner partner ON partner.id = sold.partner_id WHERE %s
        """,
        _condition("partner.commercial_partner_id", customers),
    )


def forget(customers, users):
    """Take the note of these users off these customers, and off the documents they were about."""
    return SQL(
        "DELETE FROM credit_sold sold USING res_partner partner WHERE partner.id = sold.partner_id AND %s AND %s",
        _condition("partner.commercial_partner_id", customers),
        _condition("sold.user_id", users),
    )
