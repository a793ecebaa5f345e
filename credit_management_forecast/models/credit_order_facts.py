from datetime import timedelta

from odoo import api, models

from .credit_forecast import Invoice
from .policy_kinds import FORECAST


class CreditOrderFacts(models.AbstractModel):
    """Rules that ask a forecast get one of each order, as if it were invoiced today."""

    _inherit = "credit.order.facts"

    @api.model
    def _read_more(self, needs, root, own, customers, view):
        # EXTENDS 'credit_management'
        more = super()._read_more(needs, root, own, customers, view)
        if FORECAST not in needs:
            return more
        invoices = {
            document: self._as_invoice(known, self._known_of(customers.get(known["customer_id"], {})), document, view)
            for document, known in own.items()
            if known["customer_id"]
        }
        for document, forecast in self.env["credit.forecast"]._forecast(root, invoices, view.today).items():
            more[document] = {**more.get(document, {}), FORECAST: forecast}
        return more

    @api.model
    def _as_invoice(self, known, customer, document, view):
        return Invoice(
            customer_id=known["customer_id"],
            invoiced=view.today,
            due=view.today + timedelta(days=known["terms"].days),
            amount=known["value"],
            country_id=customer.get("country_id", 0),
            industry_id=customer.get("industry_id", 0),
            team_id=customer["team_id"] or document.team_id._origin.id or 0,
        )
