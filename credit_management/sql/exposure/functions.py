"""The queries of a decision as functions of the database.

Reading what one customer owes takes PostgreSQL a tenth of the time it takes to parse and plan
how. A function is planned once a connection. Its text is made from the very queries that lists
and reports run, so that there is still one definition.
"""

from dataclasses import replace
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
    scope, whole = _scope(SQL("$1"), more), _view()
    is_long = present_sums.is_long(whole, scope)
    sums = Choice(is_long, present_sums.sums([whole], scope, _others, with_more=False), usual_sums(SQL("$1"), more))
    if more:
        sums = Choice(_concerned(SQL("$1"), more), present_sums.sums([whole], scope, _others), sums)
    return {
        "credit_exposure_sums": sums,
        "credit_other_sums": scope.within(_others(whole, scope)),
    }


def usual_sums(partner_ids, more):
    """The query of ``credit_exposure_sums`` for customers of whom :func:`is_unusual` does not hold: most of them."""
    view = replace(_view(), settled_later=False, drafts=False)
    return present_sums.sums([view], _scope(partner_ids, more), _others, with_more=False)


def is_unusual(partner_ids, more):
    """SQL condition that one of these customers may have something that few have, and that makes the query long."""
    is_long = present_sums.is_long(_view(), _scope(partner_ids, more))
    return SQL("%s OR %s", is_long, _concerned(partner_ids, more)) if more else is_long


_others = present_sums.not_receivable


def _concerned(partner_ids, more):
    return SQL(" OR ").join(one.concerns(partner_ids) for one in more)


def _scope(partner_ids, more):
    return Scope(account_ids=SQL("$2"), partner_ids=partner_ids, more=more)


def _view():
    return present_sums.View(
        root_id=SQL("$3"), company_ids=SQL("$4"), today=SQL("$5"), bucket_starts=(0,), by_invoice_date=False,
        decimal_places=SQL("$6"), later_from=SQL("$7"),
    )  # fmt: skip


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


def choose(condition, body, otherwise):
    """The one or the other: merely getting a long query ready takes longer than running a short one."""
    return f"IF {condition} THEN {body} ELSE {otherwise} END IF;"


class Writing(NamedTuple):
    """A query that writes something beside what it reads."""

    query: "SQL | Choice | Given"


class Given(NamedTuple):
    """What a query is told beside the arguments, worked out first: an array of ids, and its name."""

    name: str
    ids: SQL
    query: "SQL | Choice"


class Choice(NamedTuple):
    """A query, and a shorter one that gives the same where the condition does not hold."""

    condition: SQL
    query: SQL
    otherwise: "SQL | Choice"
