from odoo import api, models

from odoo.addons.credit_management_forecast.core.days import LATEST

from ..sql import invoiced

AHEAD = 30  # days within which who is called today should have paid


class CreditCollection(models.Model):
    """Money at risk by the forecast: each item overdue by how likely it is not paid within the next month.

    That ranks customers better than age and risk class do: see bench/priority.py.
    """

    _inherit = "credit.collection"

    @api.model
    def _read_chances(self, owing):
        # EXTENDS 'credit_management_collections'
        chances = super()._read_chances(owing)
        for root, accounts in self.env["credit.account"].concat(*owing).grouped("company_id").items():
            chances |= self._read_chances_of(root, {account: owing[account] for account in accounts})
        return chances

    @api.model
    def _read_chances_of(self, root, owing):
        today = root._credit_today()
        rates = self._read_rates(root, owing, today)
        late = {
            item.id: (account, item)
            for account, found in owing.items()
            for item in found.items
            # An older one is further gone than a forecast tells: it counts by its age.
            if 0 < item.days(today) <= LATEST - AHEAD
        }
        days = dict(self.env.execute_query(invoiced.days(late)))
        asked = {
            id_: (account.partner_id.id, days[id_], item.due, item.amount * rates[item.currency])
            for id_, (account, item) in late.items()
            if id_ in days
        }
        forecasts = self.env["credit.forecast"]._forecast_owed(root, asked)
        return {id_: one.later_than(late[id_][1].days(today) + AHEAD) for id_, one in forecasts.items()}
