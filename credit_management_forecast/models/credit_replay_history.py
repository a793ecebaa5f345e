from dataclasses import replace

import numpy as np

from odoo import api, models

from odoo.addons.credit_management.core.assessment.items import day_number

from ..core import kept
from ..core.features import Asked
from ..core.past import past_forecasts
from ..core.shipped import shipped
from ..core.training import train
from .policy_kinds import FORECAST


class CreditReplayHistory(models.AbstractModel):
    """Rules that ask a forecast are played with what would have been forecast on the day of each order."""

    _inherit = "credit.replay.history"

    @api.model
    def _collect(self, root, since, until, needs=frozenset()):
        # EXTENDS 'credit_management'
        collected = super()._collect(root, since, until, needs)
        if FORECAST not in needs or not len(collected.history.orders):
            return collected
        orders = collected.history.orders
        before = orders.known or ({},) * len(orders)
        forecasts = self._forecast_past(root, collected, since)
        known = tuple(
            {**own, "more": {**own.get("more", {}), FORECAST: forecast}}
            for own, forecast in zip(before, forecasts, strict=True)
        )
        return replace(collected, history=replace(collected.history, orders=replace(orders, known=known)))

    @api.model
    def _forecast_past(self, root, collected, since):
        """The forecast of each order, by a forecaster that knew nothing of the stretch that is played."""
        models_, orders = (
            self.env["credit.forecast.model"].sudo(),
            collected.history.orders,
        )  # who may play it, may this
        partner_ids, items, _owed = models_._read_items(root, root._credit_today())
        number = {id_: place for place, id_ in enumerate(partner_ids)}
        for id_ in collected.customers:  # of whom nothing is known that forecasts rest on
            number.setdefault(id_, len(number))
        numbers = np.array([number[id_] for id_ in collected.customers], dtype=np.int64)
        asked = Asked(
            row=np.zeros(len(orders), dtype=np.int64),
            invoiced=orders.day,
            due=orders.day + orders.credit_days,
            amount=orders.amount,
            segments=self._segments(collected),
        )
        forecaster = self._forecaster_before(root, items, since)
        return past_forecasts(forecaster, items, numbers[orders.customer], asked)

    @api.model
    def _segments(self, collected):
        """Country, industry and team of each order, as the gate asks with them."""
        orders = collected.history.orders
        teams = [own.get("team_id") or 0 for own in orders.known] or [0] * len(orders)
        known = [collected.known[collected.customers[one]] for one in orders.customer.tolist()]
        rows = [
            (own.get("country_id") or 0, own.get("industry_id") or 0, team)
            for own, team in zip(known, teams, strict=True)
        ]
        return np.array(rows, dtype=np.int64).reshape(-1, 3)

    @api.model
    def _forecaster_before(self, root, items, since):
        """The version made last before the stretch begins; else one that learns now from what was known then."""
        # Versions are read for the replay, not shown.
        versions = self.env["credit.forecast.model"].sudo()
        model = versions.search([("company_id", "=", root.id), ("date", "<=", since)], order="version desc", limit=1)
        try:
            return kept.from_json(model.content) if model else train(items, day_number(since), shipped())
        except kept.UnknownFormatError:  # of another version of the addon
            return train(items, day_number(since), shipped())
