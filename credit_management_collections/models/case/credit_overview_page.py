from odoo import api, models
from odoo.tools import formatLang

from odoo.addons.credit_management.core.common.styles import DECIMAL, MONEY, NUMBER, SHARE
from odoo.addons.credit_management.models.common.day import format_day

from ...core import figures as core
from ..agreeing.credit_dispute import RUNNING
from .credit_collection_report_table import COLLECTED

WORKBOOK = "credit_management_collections.credit_workbook_export_action_collections"


class CreditOverview(models.AbstractModel):
    """The page of figures beside the overview: what collection brings, costs and learns."""

    _inherit = "credit.overview"

    @api.model
    def _get_pages(self):
        # EXTENDS 'credit_management'
        action = "credit_management_collections.credit_collections_action"
        return super()._get_pages() | {"collections": (self.env._("Collections"), "collector", action)}

    @api.model
    def _read_collections(self, company):
        report = self.env["credit.collection.report"]
        found = report._read(company)
        return {
            "as_of": False,
            "tiles": self._tiles_of_collections(company, found),
            "blocks": [
                self._block(
                    table.key, table.title, [column.title for column in table.columns],
                    [([self._cell_text(company, value, column.kind) for value, column in zip(
                        row, table.columns, strict=True)], None) for row in table.rows],
                    table.empty, chart=report._get_months(found) if table.key == COLLECTED else None,
                )
                for table in report._get_tables(company, found)
            ],
            "checks": False,
            "workbook": WORKBOOK,
        }  # fmt: skip

    @api.model
    def _cell_text(self, company, value, kind):
        if value is None or value is False:
            return "–"
        if kind == MONEY:
            return self._amount_text(company, value)
        if kind == SHARE:
            return self._percent_text(value)
        return formatLang(self.env, value, digits=0 if kind == NUMBER else 1) if kind in (NUMBER, DECIMAL) else value

    @api.model
    def _tiles_of_collections(self, company, found):
        since = self.env._("since %s", format_day(self.env, found.first))
        return [
            self._tile(
                "collected", self.env._("Collected for overdue items"), self._amount_text(company, found.total), since
            ),
            self._tile_of_promises(company, found),
            self._tile_of_disputes(company, found),
            self._tile_of_first_contact(found),
            self._tile_of_cost(company, found),
        ]

    @api.model
    def _tile_of_promises(self, company, found):
        every, name = found.promises[None], self.env._("Promised money that came in time")
        domain = [
            ("company_id", "=", company.id), ("state", "in", core.JUDGED), ("last_due", ">=", found.first),
            ("last_due", "<=", found.last),
        ]  # fmt: skip
        hint = self.env._("%(kept)d of %(all)d promises kept", kept=every.kept, all=every.judged)
        text = "–" if every.share is None else self._percent_text(every.share)
        action = self._action(name, "credit.promise", domain)
        return self._tile("promises", name, text, hint if every.judged else "", "", action)

    @api.model
    def _tile_of_disputes(self, company, found):
        count, name = sum(one.open for one in found.disputes), self.env._("In dispute")
        late = sum(one.late for one in found.disputes)
        hint = self.env._("%(open)d open, %(late)d late", open=count, late=late)
        domain = [("company_id", "=", company.id), ("state", "in", RUNNING)]
        amount = self._amount_text(company, sum(one.amount for one in found.disputes))
        action = self._action(name, "credit.dispute", domain)
        return self._tile("disputes", name, amount, hint, "danger" if late else "", action)

    @api.model
    def _tile_of_first_contact(self, found):
        first = found.first_contact
        text = "–" if first.median is None else self.env._("%s days", formatLang(self.env, first.median, digits=1))
        hint = self.env._(
            "%(waiting)d overdue without any, %(unasked)d paid without one",
            waiting=first.waiting,
            unasked=first.unasked,
        )
        return self._tile("first_contact", self.env._("From due to first contact"), text, hint)

    @api.model
    def _tile_of_cost(self, company, found):
        share = core.cost_share(found.costs, found.total)
        hint = self.env._("%s of what came in", self._percent_text(share)) if share is not None else ""
        cost = self._amount_text(company, sum(one.amount for one in found.costs))
        domain = [
            ("company_id", "=", company.id), ("state", "=", "sent"), ("day", ">=", found.first),
            ("day", "<=", found.last),
        ]  # fmt: skip
        action = self._action(self.env._("Reminders Sent"), "credit.reminder", domain)
        return self._tile("cost", self.env._("Cost of reminders"), cost, hint, "", action)
