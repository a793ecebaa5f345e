"""The queries of a decision as functions of the database.

Reading what one customer owes takes PostgreSQL a tenth of the time it takes to parse and plan
how. A function is planned once a connection. Its text is made from the very queries that lists
and reports run, so that there is still one definition.
"""

from typing import NamedTuple

from odoo.tools import SQL

from . import present_sums
from .scope import Scope

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
}


def queries(more=()):
    """The query of each function.

    :param more: the sources of other addons, see Scope
    """
    scope = Scope(account_ids=SQL("$2"), partner_ids=SQL("$1"), more=more)
    whole = _view(today=SQL("$5"), decimal_places=SQL("$6"), later_from=SQL("$7"))
    sums = present_sums.sums([whole], scope, present_sums.not_receivable)
    if more:  # most customers have nothing there
        concerned = SQL(" OR ").join(one.concerns(SQL("$1")) for one in more)
        without = present_sums.sums([whole], scope, present_sums.not_receivable, with_more=False)
        sums = Choice(concerned, sums, without)
    return {
        "credit_exposure_sums": sums,
        "credit_other_sums": scope.within(present_sums.not_receivable(whole, scope)),
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


def drop(signatures):
    for signature in FORMER:
        yield f"DROP FUNCTION IF EXISTS {signature}"
    for name, (arguments, _columns) in signatures.items():
        yield f"DROP FUNCTION IF EXISTS {name}({arguments})"


def create(name, signature, body, writes=False):
    """
    :param body: what it does, see :func:`run` and :func:`choose`
    :param writes: whether it writes something, too
    """
    arguments, columns = signature
    volatility = "VOLATILE" if writes else "STABLE"
    return f"""
        CREATE FUNCTION {name}({arguments}) RETURNS TABLE ({columns})
        LANGUAGE plpgsql {volatility} SET plan_cache_mode = force_generic_plan SET jit = off
        AS $credit$
        #variable_conflict use_column
        BEGIN {body} END $credit$
    """


def run(query):
    """:param query: the text of the query, without parameters of its own"""
    return f"RETURN QUERY {query};"


def choose(condition, query, otherwise):
    """The one or the other query: merely getting a long one ready takes longer than running a short one."""
    return f"IF {condition} THEN {run(query)} ELSE {run(otherwise)} END IF;"


class Writing(NamedTuple):
    """A query that writes something beside what it reads."""

    query: SQL


class Choice(NamedTuple):
    """A query, and a shorter one that gives the same where the condition does not hold."""

    condition: SQL
    query: SQL
    otherwise: SQL
