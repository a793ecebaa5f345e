"""The days of the companies as constants: where a query looks them up in a table, PostgreSQL works with one process."""

from dataclasses import dataclass
from datetime import date, datetime

from odoo.tools import SQL

from .item_columns import rounded


@dataclass(frozen=True)
class Days:
    """What sums of all items know in advance: of each company its day, and the moment its horizon ends.

    ``decimals`` are those of its amounts. ``settled`` are the rows of ``receivables.settled_later``; most of the time
    there is none. ``dated`` says whether the day of the invoice is asked for, which takes twice as long as the due date
    alone.
    """

    today: dict[int, date]
    later_from: dict[int, datetime | None]
    decimals: dict[int, int]
    settled: tuple = ()
    dated: bool = True

    def of(self, table):
        """SQL of the day of the company of a row."""
        days = {id_: SQL("%s::date", day) for id_, day in self.today.items()}
        return _by_company(table, days, len(set(self.today.values())) == 1)

    def rounded(self, table):
        """SQL of the amount of a row, rounded as its company does; nothing for what is no number."""
        places = {id_: SQL("%s", places) for id_, places in self.decimals.items()}
        places = _by_company(table, places, len(set(self.decimals.values())) == 1)
        return SQL("NULLIF(%s, 'NaN')", rounded(SQL.identifier(table, "amount"), places))

    def is_later(self, table):
        """SQL condition that an order is beyond the horizon of its company."""
        moments = {id_: SQL("%s::timestamp", moment) for id_, moment in self.later_from.items() if moment}
        if not moments:
            return SQL("FALSE")
        beyond = _by_company(
            table, moments, len(moments) == len(self.today) and len(set(self.later_from.values())) == 1
        )
        return SQL("COALESCE(%s >= %s, FALSE)", SQL.identifier(table, "commitment_date"), beyond)


def _by_company(table, values, is_one):
    """:param is_one: whether it is the same for every company there is"""
    if is_one:
        return next(iter(values.values()))
    cases = SQL(" ").join(SQL("WHEN %s THEN %s", id_, value) for id_, value in values.items())
    return SQL("(CASE %s %s END)", SQL.identifier(table, "company_id"), cases)
