from datetime import timedelta

from odoo import api, models

from ..core import deadlines as core
from . import alert_kinds as kinds

LEAD = 400  # days ahead that figures tell of; rules warn later than that
SINCE = timedelta(days=30)  # for so long somebody is told that a limit was reduced
# Deadlines by the kind of alert that counts down to them.
COUNTED_DOWN = {
    core.EXPIRY: kinds.EXPIRY,
    core.LIMIT_EXPIRY: kinds.EXPIRY,
    core.REPORT: kinds.REPORT,
    core.CALL: kinds.CALL,
}


class CreditMonitoring(models.AbstractModel):
    """Days until cover is lost unless somebody acts, and what was lost already."""

    _inherit = "credit.monitoring"

    @api.model
    def _read_more(self, accounts, today):
        # EXTENDS 'credit_management'
        more = super()._read_more(accounts, today)
        for company, of_company in accounts.grouped("company_id").items():
            read = self.env["credit.covering"]._read(company._credit_root(), of_company.partner_id.ids, today[company])
            for account in of_company:
                standing, _documents = read[account.partner_id.id]
                if standing.covers:
                    more[account.id] = {**more.get(account.id, {}), **self._get_cover_figures(standing)}
        return more

    @api.model
    def _get_cover_figures(self, standing):
        found, figures = standing.covering(), {kinds.LOST: 0.0, kinds.REDUCED: 0.0}
        for one in core.deadlines(standing.covers, found, standing.on, LEAD):
            if name := COUNTED_DOWN.get(one.kind):
                days = (one.day - standing.on).days
                figures[name] = min(figures.get(name, days), days)
            elif one.kind == core.LOST:
                figures[kinds.LOST] += one.amount
        # A reduction is told afterwards, too: by the night's job its first day may be over.
        since = core.deadlines(standing.covers, found, standing.on - SINCE, 2 * SINCE.days)
        figures[kinds.REDUCED] = sum(one.amount for one in since if one.kind == core.REDUCED)
        return figures
