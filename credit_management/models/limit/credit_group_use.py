from collections import defaultdict
from dataclasses import dataclass

from odoo import api, models
from odoo.tools import SQL

from ...core.limit import group as core
from ...core.limit.limits import NOT_ASSESSED, EffectiveLimit
from ...sql.limit import group as group_sql


@dataclass(frozen=True)
class Use:
    """A group today: its shared limit, what each member draws, and what all owe (None where a rate is missing)."""

    limit: EffectiveLimit
    drawn: tuple[core.Drawn, ...] = ()

    @property
    def owed(self):
        return core.group_exposure(self.drawn)


class CreditGroupUse(models.AbstractModel):
    """What groups may owe and what they owe, read for any number of them in a fixed number of queries."""

    _name = "credit.group.use"
    _description = "Use of Shared Limits"

    @api.model
    def _read(self, groups):
        """The use of each group today, whoever may read its members: only sums are shown.

        :return: {group: Use}
        """
        limits = self._read_limits(groups)
        rows = self._read_members(groups)
        accounts = self.env["credit.account"].sudo().browse({row["account_id"] for row in rows})  # see above
        figures = self.env["credit.exposure"]._read_figures(accounts, with_buckets=False)
        own = self.env["credit.limit"]._effective(accounts)
        drawn = defaultdict(list)
        for row in rows:
            account = accounts.browse(row["account_id"])
            limit = core.member_limit(own[account], row["cap"], limits[row["group_id"]], row["rate"])
            drawn[row["group_id"]].append(core.Drawn(account.id, figures[account].total, row["rate"], limit))
        return {group: Use(limits[group.id], tuple(drawn[group.id])) for group in groups}

    @api.model
    def _read_limits(self, groups, on=None):
        """The shared limit of each group on a day, today where none is given: ``{group id: EffectiveLimit}``."""
        self._flush()
        found = {}
        for company, of_company in groups.sudo().grouped("company_id").items():  # the group's day, in sight or not
            day = SQL("%s::date", on or company._credit_today())
            query = SQL("SELECT * FROM (%s) shared WHERE group_id = ANY(%s)", group_sql.limits(day), of_company.ids)
            for group_id, *limit in self.env.execute_query(query):
                found[group_id] = EffectiveLimit(*limit)
        none = EffectiveLimit(NOT_ASSESSED)
        return {group.id: found.get(group.id, none) for group in groups}

    @api.model
    def _read_members(self, groups):
        """The members of groups today, as ``sql.limit.group.members`` gives them."""
        self._flush()
        rows = []
        for company, of_company in groups.sudo().grouped("company_id").items():  # the group's day, in sight or not
            day = SQL("%s::date", company._credit_today())
            query = SQL("SELECT * FROM (%s) member WHERE group_id = ANY(%s)", group_sql.members(day), of_company.ids)
            rows += self.env.execute_query_dict(query)
        return rows

    @api.model
    def _flush(self):
        """Write what the SQL reads of groups."""
        self.env["credit.group.limit"].flush_model(
            ["group_id", "amount", "valid_from", "valid_to", "approved_on", "counts"]
        )
        self.env["credit.group.member"].flush_model(
            ["group_id", "account_id", "has_cap", "cap", "valid_from", "valid_to", "counts"]
        )
        self.env["credit.group"].flush_model(["lead_id"])
        self.env["credit.account"].flush_model(["partner_id", "company_id"])
        self.env["res.currency.rate"].flush_model(["name", "rate", "currency_id", "company_id"])
