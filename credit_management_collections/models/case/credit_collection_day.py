from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import SQL, split_every

from ...core import case as core
from ...core.promise import OPEN as PROMISE_OPEN
from ..agreeing.credit_dispute import RUNNING
from .credit_collection_figures import FIGURES

OPENED_AGAIN = 30  # days within which a closed case goes on instead of a new one
ROWS = 1000  # written by one statement
TYPES = {"monetary": "numeric", "float": "float8", "integer": "int4", "date": "date", "selection": "varchar"}


class CreditCollection(models.Model):
    """A look at customers: cases open, go on with new figures, or close, all in one pass."""

    _inherit = "credit.collection"

    @api.model
    def _look_at(self, accounts):
        """Bring the cases of these customers to today. The same day again changes nothing.

        What the customers owe decides, so it works as the system.
        """
        system = self.sudo()  # see above
        for root, some in accounts.sudo().grouped("company_id").items():
            system._look_at_of(root, some)

    def _look_at_of(self, root, accounts):
        today = root._credit_today()
        cases = {
            case.account_id: case for case in self.search([("account_id", "in", accounts.ids), ("state", "=", "open")])
        }
        exposures = self.env["credit.exposure"]._read_figures(accounts, with_buckets=False)
        looked_at = accounts.filtered(lambda account: account in cases or exposures[account].overdue > 0)
        if not looked_at:
            return
        moves = self._decide(root, looked_at, cases, today)
        self._open_cases(moves[core.OPENS], today)
        self._update_cases({cases[account]: figures for account, figures in moves[core.STAYS]})
        self._close_cases(cases, moves[core.CLOSES], today)

    def _decide(self, root, accounts, cases, today):
        """What becomes of each case: ``{move: [(account, figures)]}``, the figures being why where it closes."""
        owing = self.env["credit.owing"]._read(accounts)
        rates = self._read_rates(root, owing, today)
        days, calls = self._read_days(accounts), self._read_calls(accounts)
        records = self.env["credit.promise"]._read_histories(accounts)
        bound, chances = self._read_bound(accounts), self._read_chances(owing)
        stops = self._read_stops(accounts)
        moves = {name: [] for name in (core.NONE, core.OPENS, core.STAYS, core.CLOSES)}
        for account in accounts:
            found, case = owing[account], cases.get(account)
            stop = stops.get(account.id) or (case.stop if case else "") or ""
            amounts, figures = self._get_figures(
                account, found, today, rates, days[account.id], calls.get(account.id, (None, None, None)), stop,
                records.get(account.id), chances,
            )  # fmt: skip
            minimums = found.strategy.minimums if found.strategy else {}
            move, why = core.move(bool(case), amounts, minimums, bool(stop) or account.id in bound)
            moves[move].append((account, why or figures))
        return moves

    @api.model
    def _read_bound(self, accounts):
        """Ids of accounts whose case stays open whatever is overdue: a plan runs, or something is in dispute."""
        found = set()
        for model, states in (("credit.promise", (PROMISE_OPEN,)), ("credit.dispute", RUNNING)):
            domain = [("account_id", "in", accounts.ids), ("state", "in", states)]
            found |= {account.id for (account,) in self.env[model]._read_group(domain, ["account_id"])}
        return found

    @api.model
    def _read_stops(self, accounts):
        """Cases that are stopped from their first day on, for others to extend: ``{account id: one of STOPS}``"""
        return {}

    # === WRITE === #

    def _open_cases(self, opened, today):
        """Open cases, or go on with one that was closed a short time ago."""
        if not opened:
            return
        figures = {account: values for account, values in opened}
        stops = self._read_stops(self.env["credit.account"].concat(*figures))
        domain = [
            ("account_id", "in", [account.id for account in figures]),
            ("state", "=", "closed"),
            ("closed_on", ">=", today - timedelta(days=OPENED_AGAIN)),
        ]
        closed = {case.account_id: case for case in self.search(domain, order="closed_on, id")}
        for case in closed.values():
            stop = stops.get(case.account_id.id, case.stop)
            case._credit_by_method().write({"state": "open", "closed_on": False, "close_reason": False, "stop": stop})
        self._update_cases({case: figures[account] for account, case in closed.items()})
        rows = [
            {
                "account_id": account.id,
                "opened_on": today,
                "looked_on": fields.Datetime.now(),
                "stop": stops.get(account.id, False),
                **values,
            }
            for account, values in figures.items()
            if account not in closed
        ]
        # Nobody follows thousands of cases, and their opening is said by their day.
        quiet = self._credit_by_method().with_context(tracking_disable=True, mail_create_nosubscribe=True)
        try:
            for some in split_every(ROWS, rows):
                quiet.create(list(some))
        except UniqueViolation as error:  # opened by somebody whom this transaction does not see: it begins again
            raise ConcurrencyError(str(error)) from error

    def _update_cases(self, figures):
        """Write what has changed of these cases: of most of them nothing has but a day or two."""
        if not figures:
            return
        self.flush_model()
        for some in split_every(ROWS, figures.items()):
            columns = {name: [self._to_column(name, values[name]) for _case, values in some] for name in FIGURES}
            ids = [case.id for case, _values in some]
            self.env.cr.execute(self._update_sql(ids, columns))
        cases = self.concat(*figures)
        cases.invalidate_recordset([*FIGURES, "looked_on"])

    def _to_column(self, name, value):
        if self._fields[name].type == "monetary":
            return round(value, 2)
        return value or None if self._fields[name].type in ("date", "selection") else value

    def _update_sql(self, ids, columns):
        names = [SQL.identifier(name) for name in columns]
        arrays = [SQL("%s::int4[]", ids)]
        arrays += [SQL("%s::%s[]", values, SQL(TYPES[self._fields[name].type])) for name, values in columns.items()]
        return SQL(
            """
            UPDATE credit_collection one SET %(set)s, looked_on = %(now)s
              FROM UNNEST(%(arrays)s) AS new (id, %(names)s)
             WHERE one.id = new.id AND (%(old)s) IS DISTINCT FROM (%(new)s)
            """,
            set=SQL(", ").join(SQL("%s = new.%s", name, name) for name in names),
            now=fields.Datetime.now(),
            arrays=SQL(", ").join(arrays),
            names=SQL(", ").join(names),
            old=SQL(", ").join(SQL("one.%s", name) for name in names),
            new=SQL(", ").join(SQL("new.%s", name) for name in names),
        )

    def _close_cases(self, cases, closed, today):
        reasons = {}
        for account, why in closed:
            reasons.setdefault(why, self.browse())
            reasons[why] |= cases[account]
        for why, some in reasons.items():
            some._set_closed(today, why)

    def _set_closed(self, today, why):
        """Close cases: a closed one has no money at risk and no next step, in sums and lists."""
        nothing = dict.fromkeys(("at_risk", "overdue", "free", "promised", "disputed", "oldest_days"), 0)
        values = {"state": "closed", "closed_on": today, "close_reason": why, "next_kind": False, "next_on": False}
        self._credit_by_method().write(values | nothing | {"looked_on": fields.Datetime.now()})
