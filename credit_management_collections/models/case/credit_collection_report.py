from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ...const import COLLECTOR
from ...core import figures as core
from ...sql import collected
from ..agreeing.credit_dispute import RUNNING

MONTHS = 6  # that the report looks back, the one of today among them


class Figures(NamedTuple):
    """What collection has come to in a period, as core has worked it out.

    ``collected`` are rows of user, first day of the month, amount and customers.
    """

    first: object
    last: object
    collected: tuple
    steps: list
    promises: dict  # by user; of all under None
    disputes: list
    costs: list
    first_contact: core.FirstContact

    @property
    def total(self):
        return sum(amount for _user, _month, amount, _customers in self.collected)


class CreditCollectionReport(models.AbstractModel):
    """The one reader of the figures of collection, for page and workbook: of a legal entity, in six queries."""

    _name = "credit.collection.report"
    _description = "Figures of Collection"

    @api.model
    def _check_reader(self):
        if not self.env.su and not self.env.user.has_group(COLLECTOR):
            raise AccessError(
                self.env._("%s cannot see what collection has come to. Ask a collector.", self.env.user.name)
            )

    @api.model
    def _read(self, root):
        """Of the last six months, to the company's day."""
        self._check_reader()
        last = root._credit_today()
        first = last.replace(day=1) - relativedelta(months=MONTHS - 1)
        report = self.sudo()  # collectors see every customer of the entity; whose figures they are is asked above
        report._write_pending()
        family = root.sudo()._credit_family().ids  # branches are summed up with their entity, in sight or not
        accounts = self.env["credit.open.item"]._receivable_account_ids()
        asked = (accounts, family, root.id, first, last)
        query = report.env.execute_query
        return Figures(
            first,
            last,
            tuple(query(collected.payments(*asked))),
            core.effectiveness((core.Sent(*row) for row in query(collected.levels(root.id, first, last))), last),
            report._read_promises(root, first, last),
            core.disputes(report._read_disputes(root, first, last)),
            [core.Cost(*row) for row in query(collected.costs(root.id, first, last))],
            core.first_contact(query(collected.first_contacts(*asked))),
        )

    @api.model
    def _write_pending(self):
        """Write what the queries read."""
        self.env["credit.open.item"]._flush()
        for name in ("account.partial.reconcile", "credit.reminder", "credit.reminder.line"):
            self.env[name].flush_model()
        for name in ("credit.collection", "credit.contact"):
            self.env[name].flush_model()

    @api.model
    def _read_promises(self, root, first, last):
        """Promises that came to their end in the period, by who took them; in the company's currency."""
        domain = [
            ("company_id", "=", root.id), ("state", "in", core.JUDGED), ("last_due", ">=", first),
            ("last_due", "<=", last),
        ]  # fmt: skip
        grouped = self.env["credit.promise"]._read_group(
            domain, ["author_id", "state", "currency_id"], ["__count", "amount:sum", "in_time:sum"]
        )
        by_user = {}
        for user, state, currency, count, *amounts in grouped:
            own = (currency._convert(amount, root.currency_id, root, last) for amount in amounts)
            by_user.setdefault(user.id, []).append((state, count, *own))
        found = {user_id: core.promises(rows) for user_id, rows in by_user.items()}
        return {None: core.promises(row for rows in by_user.values() for row in rows), **found}

    @api.model
    def _read_disputes(self, root, first, last):
        """Disputes that are open, and those closed in the period."""
        domain = [
            ("company_id", "=", root.id), "|", ("state", "in", RUNNING), "&", ("closed_on", ">=", first),
            ("closed_on", "<=", last),
        ]  # fmt: skip
        names = ["reason", "state", "opened_on", "closed_on", "due", "amount", "owed", "currency_id"]
        for one in self.env["credit.dispute"].search_fetch(domain, names):
            running = one.state in RUNNING
            amount = one.currency_id._convert(one.amount or one.owed, root.currency_id, root, last)
            late = running and bool(one.due) and one.due < last
            days = ((last if running else one.closed_on) - (one.opened_on or last)).days
            yield core.Dispute(one.reason, max(days, 0), amount, running, late)

    # === OF ONE PERSON === #

    @api.model
    def _read_collected(self, root, user, first):
        """What came in since a day for overdue items of a person's cases; of these alone, for it is read often."""
        self._check_reader()
        report = self.sudo()  # as above
        worked = Domain("collector_id", "=", user.id)
        worked |= Domain("collector_id", "=", False) & Domain("account_id.controller_id", "=", user.id)
        domain = worked & Domain("company_id", "=", root.id)
        domain &= Domain("state", "=", "open") | Domain("closed_on", ">=", first)
        report._write_pending()
        had = [account_id for (account_id,) in report.env.execute_query(collected.worked_before(root.id, user.id))]
        of = {*report.env["credit.collection"].search(domain).account_id.ids, *had}
        if not of:
            return 0.0
        family = root.sudo()._credit_family().ids  # as above
        accounts = self.env["credit.open.item"]._receivable_account_ids()
        query = collected.payments(accounts, family, root.id, first, root._credit_today(), of)
        return sum(
            amount for user_id, _month, amount, _customers in report.env.execute_query(query) if user_id == user.id
        )

    @api.model
    def _get_month(self, root):
        """The first day of the company's month."""
        return fields.Date.start_of(root._credit_today(), "month")
