from collections import defaultdict

from odoo import api, models

from ...core import promise as core
from ...core import promise_terms as terms


class CreditPromise(models.Model):
    """What plans that were released as terms let off, judged at the moment of the decision, whichever job has run."""

    _inherit = "credit.promise"

    @api.model
    def _read_terms(self, root, partner_ids, today):
        """What does not count of overdue items of customers: ``{partner id: [(days past due, amount)]}``.

        No access is checked: whoever confirms need not see what was agreed. An item in dispute counts as disputes do.
        """
        if not partner_ids:
            return {}
        domain = [("state", "=", core.OPEN), ("terms_state", "=", terms.RELEASED)]
        domain += [("partner_id", "in", list(partner_ids)), ("company_id", "=", root.id)]
        plans = self.sudo().search(domain)  # whoever confirms, as above
        return plans._let_off(today) if plans else {}

    def _let_off(self, today):
        receipts, owed, found = self._read_receipts(), self._read_owed(), defaultdict(list)
        for plan in self:
            of_plan = receipts.get(plan.id, ())
            judgement = core.judge(plan._to_core(), of_plan, today)
            found[plan.partner_id.id] += terms.let_off(judgement, of_plan, owed[plan], today)
        return {partner_id: rows for partner_id, rows in found.items() if rows}

    def _read_owed(self):
        """What is open of the items of each plan, and not in dispute: ``{plan: [core.promise_terms.Owed]}``."""
        found = {}
        for accounts in self.account_id.grouped("company_id").values():
            owing = self.env["credit.owing"]._read(accounts)
            for plan in self.filtered(lambda one, some=accounts: one.account_id in some):
                of_account = owing[plan.account_id]
                places = {row._get_place() for row in plan._get_chosen()}
                found[plan] = [
                    item
                    for item in of_account.items
                    if of_account.documents[item.id][:2] in places
                    and item.currency == plan.currency_id.name
                    and not item.disputed
                ]
        lines = self.env["account.move.line"].browse(item.id for items in found.values() for item in items)
        rates = {
            line.id: line.amount_residual / line.amount_residual_currency
            for line in lines
            if line.amount_residual_currency
        }
        return {
            plan: [terms.Owed(item.due, item.amount, rates.get(item.id, 1.0)) for item in items]
            for plan, items in found.items()
        }
