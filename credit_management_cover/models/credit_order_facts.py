from dataclasses import replace
from datetime import timedelta

from odoo import api, models

from .policy_kinds import COVER


class CreditOrderFacts(models.AbstractModel):
    """Rules that ask for cover get the customer's covers and open items, with the days of the order itself."""

    _inherit = "credit.order.facts"

    @api.model
    def _read_more(self, needs, root, own, customers, view):
        # EXTENDS 'credit_management'
        more = super()._read_more(needs, root, own, customers, view)
        if COVER not in needs:
            return more
        partner_ids = {known["customer_id"] for known in own.values() if known["customer_id"]}
        documents = (
            next(iter(own)).browse([document._origin.id for document in own if document._origin]) if own else None
        )
        read = self.env["credit.covering"]._read(root, partner_ids, view.today, besides=documents)
        for document, known in own.items():
            if known["customer_id"]:
                standing, _documents = read[known["customer_id"]]
                invoiced, due = self._get_days(document, known["terms"], view.today)
                standing = replace(standing, invoiced=invoiced, due=due)
                more[document] = {**more.get(document, {}), COVER: standing}
        return more

    @api.model
    def _get_days(self, document, terms, today):
        """The days on which it is invoiced and due: an order as if it were invoiced on the day it leaves."""
        if document._name == "account.move":
            invoiced = document.invoice_date or today
            return invoiced, max(document.invoice_date_due or invoiced, invoiced)
        delivery = "commitment_date" in document and document.commitment_date
        invoiced = max(today, delivery.date()) if delivery else today
        return invoiced, invoiced + timedelta(days=terms.days)
