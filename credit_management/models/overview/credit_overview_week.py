from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ...core import overview as core
from ..common.day import format_day

WEEK = 7  # days
QUARTER = 90
LARGEST = 10
FIGURES = ("exposure", "overdue_amount", "excess_amount")


class CreditOverview(models.AbstractModel):
    """How the company has moved: change since a week ago, grades since a quarter, and on whom most hangs.

    Change is that between two days of snapshots, so that both are of the same customers, whatever is shown beside it.
    """

    _inherit = "credit.overview"

    @api.model
    def _read_moves(self, company, last):
        """What has changed since a week ago, and since a quarter; False where the days were not kept.

        :param last: the day of the last complete snapshots, None without any
        """
        kept, quarter = self._read_days(company, last) if last else ({}, None)
        return {
            "week": self._tell_week(company, last, kept),
            "migration": self._read_migration(company, last, quarter) if quarter else False,
        }

    @api.model
    def _read_days(self, company, last):
        """Sums of the last day and of that a week before, and the day a quarter ago, in one query.

        :return: ``{day: sums}`` and the day: the last one kept a quarter ago, else the first kept a week ago at least
        """
        self.env["credit.snapshot"].check_access("read")
        self.env["credit.snapshot"].flush_model()
        before, quarter = last - timedelta(days=WEEK), last - timedelta(days=QUARTER)
        rows = self.env.execute_query(
            SQL(
                """
                WITH quarter AS (
                     SELECT COALESCE(
                            (SELECT date FROM credit_snapshot WHERE company_id = %(company)s AND date <= %(quarter)s
                              ORDER BY date DESC LIMIT 1),
                            (SELECT date FROM credit_snapshot WHERE company_id = %(company)s AND date <= %(before)s
                              ORDER BY date LIMIT 1)) AS day)
                SELECT date, SUM(exposure)::float8, SUM(overdue_amount)::float8, SUM(excess_amount)::float8,
                       (SELECT day FROM quarter)
                  FROM credit_snapshot WHERE company_id = %(company)s AND date IN (%(before)s, %(last)s)
                 GROUP BY date
                """,
                company=company.id,
                before=before,
                last=last,
                quarter=quarter,
            )
        )
        return {day: sums for day, *sums, _quarter in rows}, rows[0][-1] if rows else None

    @api.model
    def _read_week(self, company, last):
        """By how much the figures have changed in a week; False where one of both days was not kept."""
        return self._tell_week(company, last, self._read_days(company, last)[0]) if last else False

    @api.model
    def _tell_week(self, company, last, kept):
        before = last and last - timedelta(days=WEEK)
        if not last or before not in kept or last not in kept:
            return False
        names = zip(FIGURES, kept[before], kept[last], strict=True)
        return {"since": format_day(self.env, before)} | {
            name: company.currency_id.round((now or 0.0) - (then or 0.0)) for name, then, now in names
        }

    # === MIGRATION === #

    @api.model
    def _read_migration(self, company, last, before):
        """Grades of customers on two days, of those who had figures kept on both; False where nobody has a grade."""
        grades = self._grades()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT old.grade_id, new.grade_id, COUNT(*)::int FROM credit_snapshot new
                  JOIN credit_snapshot old ON old.account_id = new.account_id AND old.date = %(before)s
                 WHERE new.company_id = %(company)s AND old.company_id = %(company)s AND new.date = %(last)s
                 GROUP BY 1, 2
                """,
                before=before,
                company=company.id,
                last=last,
            )
        )
        moves = core.moves(rows, list(grades))
        if not set(moves.grades) - {None}:
            return False
        names = [grades.get(grade) or self.env._("No grade") for grade in moves.grades]
        return {
            "since": format_day(self.env, before),
            "better": moves.better,
            "worse": moves.worse,
            "total": moves.total,
            "grades": names,
            "rows": [
                {
                    "name": name,
                    "cells": [
                        {"count": moves.of(grade, now), "steps": moves.steps(grade, now)} for now in moves.grades
                    ],
                }
                for name, grade in zip(names, moves.grades, strict=True)
            ],
        }

    # === CONCENTRATION === #

    @api.model
    def _read_concentration(self, company, kept_on):
        """The customers who owe most, and what share they have together."""
        if kept_on:
            domain = [("company_id", "=", company.id), ("date", "=", kept_on), ("exposure", ">", 0)]
            snapshots = self.env["credit.snapshot"]
            largest = snapshots.search_fetch(
                domain, ["partner_id", "exposure"], order="exposure DESC, id", limit=LARGEST
            )
            [(whole,)] = snapshots._read_group(domain, [], ["exposure:sum"])
            amounts = [(one.partner_id, one.exposure) for one in largest]
            amounts.append((None, (whole or 0.0) - sum(largest.mapped("exposure"))))
        else:
            base = [("root_id", "=", company.id), ("counts", "=", True)]
            amounts = self.env["credit.open.item"]._read_group(base, ["partner_id"], ["amount:sum"])
        rest = sum(amount for partner, amount in amounts if not partner)
        named = [(partner, amount) for partner, amount in amounts if partner]
        return self._pareto(named, max(rest, 0.0))

    @api.model
    def _pareto(self, named, rest):
        """
        :param rest: what all others owe, where they are not named
        """
        parts = [part for part in core.pareto([*named, (None, rest)], len(named) + 1) if part.key][:LARGEST]
        if len(parts) < 2:
            return False
        together, rows = 0.0, []
        for part in parts:
            together += part.share
            rows.append(
                {
                    "name": part.key.display_name,
                    "amount": part.amount,
                    "share": part.share,
                    "cumulated": min(together, 1.0),
                    "action": self._action(
                        part.key.display_name,
                        "credit.open.item",
                        [("partner_id", "=", part.key.id), ("counts", "=", True)],
                        ("list", "pivot"),
                    ),
                }
            )
        return {"rows": rows}
