from odoo import api, models

from ...core import case as core
from ..agreeing.credit_dispute import RUNNING
from . import alert_kinds as kinds


class CreditMonitoring(models.AbstractModel):
    """Every day promises are judged and cases brought to what is owed, before alerts are raised by them."""

    _inherit = "credit.monitoring"

    @api.model
    def _monitor(self, accounts, receivables):
        # EXTENDS 'credit_management'
        accounts.sudo()._follow()  # by what is owed, as the daily job does everything
        return super()._monitor(accounts, receivables)

    @api.model
    def _read_more(self, accounts, today):
        # EXTENDS 'credit_management'
        more = super()._read_more(accounts, today)
        for company, some in accounts.grouped("company_id").items():
            for account_id, figures in self._read_collection_figures(some, today[company]).items():
                more[account_id] = {**more.get(account_id, {}), **figures}
        return more

    @api.model
    def _read_collection_figures(self, accounts, today):
        """Each alert closes by itself: once the money is there, the dispute is answered, somebody has called.

        :return: {account id: {kind: figure}}
        """
        env, found = accounts.env, {account_id: {} for account_id in accounts.ids}
        records = env["credit.promise"]._read_records(accounts, today)
        domain = [("account_id", "in", accounts.ids), ("state", "in", RUNNING[:2]), ("due", "<", today)]
        for account, due in env["credit.dispute"]._read_group(domain, ["account_id"], ["due:min"]):
            found[account.id][kinds.LATE] = (today - due).days
        domain = [("account_id", "in", accounts.ids), ("state", "=", "open")]
        names = ["account_id", "contacted_on", "oldest_days", "overdue", "free", "stop"]
        for case in env["credit.collection"].search_fetch(domain, names):
            figures, record = found[case.account_id.id], records.get(case.account_id.id)
            if record and record.in_a_row:
                figures[kinds.BROKEN] = min(record.missing, case.overdue)  # what is written off is missed no more
            if case.free > 0 and not case.stop:
                since = (today - case.contacted_on).days if case.contacted_on else None
                figures[kinds.SILENT] = core.silent_days(case.oldest_days, since)
        return found
