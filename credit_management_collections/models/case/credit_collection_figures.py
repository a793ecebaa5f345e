from math import fsum

from odoo import api, models

from ...const import COLLECTOR
from ...core import case as core
from ...core import priority
from ...core.money import LEAST
from ...core.promise import OPEN
from ..agreeing.credit_dispute import RUNNING

BROKEN_IN_A_ROW = 2  # promises after which somebody calls at once
# What a look at a case writes.
FIGURES = (
    "stage", "at_risk", "overdue", "free", "promised", "disputed", "oldest_days", "level", "forecast_share",
    "next_kind", "next_on", "called_on", "call_back", "contacted_on",
)  # fmt: skip


class CreditCollection(models.Model):
    """The figures of cases on a day, from what is owed and what was agreed; in a fixed number of queries."""

    _inherit = "credit.collection"

    @api.model
    def _read_days(self, accounts):
        """Days on which promises and disputes come next: ``{account id: {next step: day}}``"""
        days = {account.id: {} for account in accounts}
        domain = [("account_id", "in", accounts.ids), ("state", "=", OPEN), ("holds_until", "!=", False)]
        for account, until in self.env["credit.promise"]._read_group(domain, ["account_id"], ["holds_until:min"]):
            days[account.id][core.CHECK_PROMISE] = self._next_day(until)
        domain = [("account_id", "in", accounts.ids), ("state", "in", RUNNING[:2]), ("due", "!=", False)]
        for account, due in self.env["credit.dispute"]._read_group(domain, ["account_id"], ["due:min"]):
            days[account.id][core.ANSWER_DISPUTE] = due
        return days

    @api.model
    def _next_day(self, day):
        return day.fromordinal(day.toordinal() + 1)

    @api.model
    def _read_calls(self, accounts):
        """``{account id: (day of the last call, of the last contact, day agreed for the next)}``"""
        names = ["account_id", "day", "kind", "next_on", "user_id"]  # and not what was said, over years
        domain = [("account_id", "in", accounts.ids), ("outcome", "!=", "came_back")]  # nobody has read it
        contacts = self.env["credit.contact"].search_fetch(domain, names, order="id")
        found, callers = {}, set(self.env["res.users"]._credit_with_role(COLLECTOR).ids)
        for one in contacts:
            called, last, agreed = found.get(one.account_id.id, (None, None, None))
            last = last if one.kind == "note" else one.day  # what we say to each other
            if one.user_id.id in callers:  # who sells to a customer keeps nobody from calling it
                if one.kind == "call":
                    called, agreed = one.day, None  # a note or a mail leaves a day that was agreed
                agreed = one.next_on or agreed
            found[one.account_id.id] = (called, last, agreed)
        return found

    @api.model
    def _read_chances(self, items):
        """How likely items are lost, by their ids; for a forecast to extend.

        :return: {id: 0 to 1}
        """
        return {}

    @api.model
    def _read_rates(self, root, owing, today):
        """What one of each currency is in the company's."""
        names = {one.currency for found in owing.values() for one in (*found.items, *found.credits)}
        currencies = self.env["res.currency"].with_context(active_test=False).search([("name", "in", sorted(names))])
        return {one.name: one._convert(1.0, root.currency_id, root, today, round=False) for one in currencies}

    # === ONE CASE === #

    @api.model
    def _get_figures(self, account, found, today, rates, days, calls, stop, broken, chances):
        """The figures of one account, and its amounts by currency.

        :param found: of credit.owing
        :param rates: see ``_read_rates``
        :param days: see ``_read_days``, of this account
        :param calls: see ``_read_calls``, of this account
        :param stop: why nobody reminds it
        :param broken: core.promise.History; None without any promise
        """
        amounts = core.overdue(found.items, found.credits, today)
        last_level = len(found.strategy.levels) if found.strategy else 0
        called_on, spoken_on, call_back = calls
        contacted = max(filter(None, (found.customer.contacted_on, spoken_on)), default=None)
        days = {**days, core.CALL_BACK: self._get_call_day(called_on, call_back, broken, today)}
        if found.strategy and not stop:
            days[core.SEND] = self._get_sending_day(found, contacted, today)
        next_kind, next_on = core.next_step(days, today)
        risk = self._get_risk(account, found, amounts, today, rates, chances)

        def total(name):
            return fsum(getattr(one, name) * rates[one.currency] for one in amounts)

        return amounts, {
            "stage": core.stage(amounts, last_level, stop),
            "at_risk": risk.at_risk,
            "overdue": total("amount"),
            "free": total("free"),
            "promised": total("promised"),
            "disputed": total("disputed"),
            "oldest_days": max(((today - one.oldest).days for one in amounts if one.oldest), default=0),
            "level": max((one.level for one in amounts), default=0),
            "forecast_share": risk.forecast_share,
            "next_kind": next_kind,
            "next_on": next_on,
            "called_on": called_on,
            "call_back": call_back,
            "contacted_on": contacted,
        }

    @api.model
    def _get_call_day(self, called_on, call_back, broken, today):
        """The day of the next call: as agreed, or at once after promises that were broken one after the other."""
        if call_back:
            return call_back
        if broken and broken.broken_in_a_row >= BROKEN_IN_A_ROW and broken.last_broken:
            return today if called_on is None or called_on < broken.last_broken else None
        return None

    @api.model
    def _get_sending_day(self, found, contacted, today):
        """The first day on which an item overdue that nothing holds is asked for."""
        late = [item for item in found.items if item.days(today) > 0 and not (item.disputed or item.promised)]
        days = [found.strategy.next_day(item, contacted, today) for item in late if item.amount > LEAST]
        return min(filter(None, days), default=None)

    @api.model
    def _get_risk(self, account, found, amounts, today, rates, chances):
        late = [item for item in found.items if item.days(today) > 0 and not item.disputed]
        risky = [
            priority.Risky(item.amount * rates[item.currency], item.days(today), chances.get(item.id)) for item in late
        ]
        credit = fsum(one.covered * rates[one.currency] for one in amounts)
        return priority.priority(risky, credit, account.risk_class or "", priority.Weights())
