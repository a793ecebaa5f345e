from odoo import api, models

from ...core.promise_record import PromiseRecord
from .policy_kinds import PROMISES


class CreditOrderFacts(models.AbstractModel):
    """Rules that ask for promises get the record of the customer's."""

    _inherit = "credit.order.facts"

    @api.model
    def _read_more(self, needs, root, own, customers, view):
        # EXTENDS 'credit_management'
        more = super()._read_more(needs, root, own, customers, view)
        if PROMISES not in needs:
            return more
        ids = {known["customer_id"] for known in own.values() if known["customer_id"]}
        records = self._read_promise_records(root, ids, view)
        for document, known in own.items():
            record = records.get(known["customer_id"], PromiseRecord())
            more[document] = {**more.get(document, {}), PROMISES: record}
        return more

    @api.model
    def _read_more_of_sold_to(self, needs, root, partner_ids, view):
        # EXTENDS 'credit_management'
        more = super()._read_more_of_sold_to(needs, root, partner_ids, view)
        if PROMISES not in needs:
            return more
        for partner_id, record in self._read_promise_records(root, partner_ids, view).items():
            more[partner_id] = {**more.get(partner_id, {}), PROMISES: record}
        return more

    @api.model
    def _read_promise_records(self, root, partner_ids, view):
        """What customers have made of their promises: ``{partner id: PromiseRecord}``, of those who made any."""
        # A decision reads all of them: whoever confirms need not see the customer's account.
        accounts = self.env["credit.account"].sudo()
        accounts = accounts.search([("partner_id", "in", sorted(partner_ids)), ("company_id", "=", root.id)])
        records = accounts.env["credit.promise"]._read_records(accounts, view.today)
        return {account.partner_id.id: records[account.id] for account in accounts if account.id in records}
