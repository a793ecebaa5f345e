from odoo import api, models
from odoo.fields import Domain

from ...const import COLLECTOR
from ...core.promise import OPEN
from ..agreeing.credit_dispute import RUNNING

CASES = ("list", "kanban", "form")


class CreditOverview(models.AbstractModel):
    """The work of collectors on the first page: whom to call, what is due, what of theirs is overdue and came in."""

    _inherit = "credit.overview"

    @api.model
    def _has_role(self, role):
        # EXTENDS 'credit_management'
        return self.env.user.has_group(COLLECTOR) if role == "collector" else super()._has_role(role)

    @api.model
    @api.readonly
    def read_overview(self, company_id=None, start=False):
        # EXTENDS 'credit_management'
        overview = super().read_overview(company_id, start)
        return overview | {"collections": self._read_work(overview["company_id"])}

    @api.model
    def _read_work(self, company_id):
        """Tiles of a collector; of who does other work first, only where there is something of it.

        :return: tiles, and whether somebody waits; False for who collects nothing
        """
        company = self._entities().filtered(lambda root: root.id == company_id)
        if not company or not self._has_role("collector"):
            return False
        waiting = [
            self._tile_of_task(key, name, model, domain, views)
            for key, name, model, domain, views in self._tasks_of_collector(company)
        ]
        tiles = [tile for _count, tile in waiting]
        mine, overdue = self._tile_of_cases(company)
        collected, amount = self._tile_of_collected(company)
        count = sum(number for number, _tile in waiting)
        others = self._has_role("analyst") or self._has_role("administrator")
        if others and not (count or overdue or amount):
            return False
        return {"tiles": [*tiles, mine, collected], "waiting": bool(count)}

    @api.model
    def _tasks_of_collector(self, company):
        calls = [("id", "in", self.env["credit.collection"]._get_calls(company).ids)]
        yield "calls", self.env._("Calls today"), "credit.collection", calls, ("list", "form")
        own = Domain("company_id", "=", company.id)
        due = own & Domain("last_due", "<=", company._credit_today())
        promises = due & Domain("state", "=", OPEN) & Domain("author_id", "=", self.env.uid)
        yield "promises", self.env._("Promises due"), "credit.promise", promises, ("list", "form")
        mine = own & Domain("state", "in", RUNNING[:2]) & Domain("responsible_id", "=", self.env.uid)
        yield "disputes", self.env._("Disputes to clear up"), "credit.dispute", mine, ("list", "form")

    @api.model
    def _tile_of_task(self, key, name, model, domain, views):
        """
        :return: how many there are, and the tile
        """
        task = self._count(key, name, model, domain, views)
        count = task["count"]
        return count, self._tile(
            key, name, str(count), task["detail"], "primary" if count else "", self._action(name, model, domain, views)
        )

    @api.model
    def _tile_of_cases(self, company):
        domain = [("company_id", "=", company.id), ("state", "=", "open"), ("collector_id", "=", self.env.uid)]
        [(count, overdue)] = self.env["credit.collection"]._read_group(domain, [], ["__count", "overdue:sum"])
        name, amount = self.env._("Overdue of mine"), overdue or 0.0
        hint = self.env._("1 case") if count == 1 else self.env._("%d cases", count)
        action = self._action(name, "credit.collection", domain, CASES)
        tone = "danger" if amount > 0 else ""
        return self._tile("overdue_mine", name, self._amount_text(company, amount), hint, tone, action), amount

    @api.model
    def _tile_of_collected(self, company):
        """Leads to the table that has it by collector and month."""
        report = self.env["credit.collection.report"]
        amount = report._read_collected(company, self.env.user, report._get_month(company))
        action = "credit_management_collections.credit_collections_action"
        name, hint = self.env._("Collected this month"), self.env._("for overdue items of my cases")
        return self._tile("collected", name, self._amount_text(company, amount), hint, "", action), amount
