from odoo import api, models
from odoo.fields import Domain

from ...const import COLLECTOR
from ...core.promise import OPEN
from ..agreeing.credit_dispute import RUNNING


class CreditOverview(models.AbstractModel):
    """Tasks of collectors: whom to call today, promises that are due, disputes to be answered."""

    _inherit = "credit.overview"

    @api.model
    def _read_tasks(self, roots):
        # EXTENDS 'credit_management'
        tasks = super()._read_tasks(roots)
        if not self.env.user.has_group(COLLECTOR):
            return tasks
        found = [self._count(*task) for task in self._tasks_of_collector(roots)]
        # Of who does other work first, only what there is to be done.
        others = self._has_role("analyst") or self._has_role("administrator")
        return [*tasks, *(task for task in found if task["count"] or not others)]

    @api.model
    def _tasks_of_collector(self, roots):
        calls = [("id", "in", self.env["credit.collection"]._get_calls().ids)]
        yield "calls", self.env._("Calls today"), "credit.collection", calls, ("list", "form")
        due = Domain.OR(
            Domain("company_id", "=", root.id) & Domain("last_due", "<=", root._credit_today()) for root in roots
        )
        promises = Domain("state", "=", OPEN) & Domain("author_id", "=", self.env.uid) & due
        yield "promises", self.env._("Promises due"), "credit.promise", promises, ("list", "form")
        mine = [("state", "in", RUNNING[:2]), ("responsible_id", "=", self.env.uid)]
        yield "disputes", self.env._("Disputes to clear up"), "credit.dispute", mine, ("list", "form")
