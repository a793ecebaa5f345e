"""The queries of a decision as functions of the database.

Reading what one customer owes takes PostgreSQL a tenth of the time it takes to parse and plan
how. A function is planned once a connection. Its text is made from the very queries that lists
and reports run, so that there is still one definition.
"""

from odoo.tools import SQL

from ..exposure import present_sums
from ..exposure.scope import Scope
from . import customer_facts, order_facts

# Arguments and columns, as PostgreSQL declares them.
SIGNATURES = {
    "credit_exposure_sums": (
        "partners int[], accounts int[], root int, companies int[], today date, decimals int, later_from timestamp",
        (
            "partner_id int, root_id int, category text, amount float8, overdue float8, days_past_due int,"
            " buckets float8[]"
        ),
    ),
    "credit_other_sums": (
        "partners int[], accounts int[], root int, companies int[], today date, decimals int, later_from timestamp",
        (
            "partner_id int, root_id int, category text, amount float8, overdue float8, days_past_due int,"
            " buckets float8[]"
        ),
    ),
    "credit_order_facts": (
        "orders int[], accounts int[]",
        (
            "order_id int, partner_id int, confirmed boolean, claim float8, unbooked float8, unmatched float8,"
            " prepaid float8, sold_to_id int"
        ),
    ),
    "credit_customer_facts": (
        "partners int[], root int, today date",
        (
            "partner_id int, account_id int, status varchar, grade_id int, risk_class varchar, next_review date,"
            " limit_state text, limit_amount float8, limit_valid_to date, limit_expired boolean,"
            " limit_expired_amount float8, country_id int, industry_id int, category_ids int[], payment_terms jsonb"
        ),
    ),
}


def queries(effective_limits):
    """The query of each function.

    :param effective_limits: gives the SQL of the limits in force on a day
    """
    scope = Scope(account_ids=SQL("$2"), partner_ids=SQL("$1"))
    whole = _view(today=SQL("$5"), decimal_places=SQL("$6"), later_from=SQL("$7"))
    return {
        "credit_exposure_sums": present_sums.sums([whole], scope),
        "credit_other_sums": scope.within(present_sums.not_receivable(whole, scope)),
        "credit_order_facts": order_facts.facts(SQL("$1"), SQL("$2")),
        "credit_customer_facts": customer_facts.facts(SQL("$1"), SQL("$2"), effective_limits(SQL("$3"))),
    }


def _view(**options):
    return present_sums.View(
        root_id=SQL("$3"), company_ids=SQL("$4"), bucket_starts=(0,), by_invoice_date=False, **options
    )


def other_sums(view, scope):
    """Items of certain customers other than receivables: planning them takes longer than reading them."""
    return SQL(
        "SELECT * FROM credit_other_sums(%s::int[], %s::int[], %s, %s::int[], %s, %s, %s)",
        list(scope.partner_ids), list(scope.account_ids), view.root_id, list(view.company_ids), view.today,
        view.decimal_places, view.later_from,
    )  # fmt: skip


# Of former versions, with other arguments.
FORMER = ("credit_other_sums(int[], int[], int, int[], int, timestamp)",)


def drop():
    for signature in FORMER:
        yield f"DROP FUNCTION IF EXISTS {signature}"
    for name, (arguments, _columns) in SIGNATURES.items():
        yield f"DROP FUNCTION IF EXISTS {name}({arguments})"


def create(name, query):
    """:param query: the text of the query, without parameters of its own"""
    arguments, columns = SIGNATURES[name]
    return f"""
        CREATE FUNCTION {name}({arguments}) RETURNS TABLE ({columns})
        LANGUAGE plpgsql STABLE SET plan_cache_mode = force_generic_plan SET jit = off
        AS $credit$
        #variable_conflict use_column
        BEGIN RETURN QUERY {query}; END $credit$
    """
