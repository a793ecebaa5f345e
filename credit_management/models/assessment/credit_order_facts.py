from odoo import api, models

from ...core.assessment.assessment import assess
from ...core.policy.kinds import SCORE


class CreditOrderFacts(models.AbstractModel):
    """Rules about the score of today have customers with a credit account assessed anew, none of it written down."""

    _inherit = "credit.order.facts"

    @api.model
    def _read_more(self, needs, root, own, customers, view):
        more = super()._read_more(needs, root, own, customers, view)
        if SCORE not in needs:
            return more
        account_of = {
            document: customers.get(known["customer_id"], {}).get("account_id") for document, known in own.items()
        }
        scores = self._read_scores({account_id for account_id in account_of.values() if account_id}, view.today)
        for document, account_id in account_of.items():
            if account_id in scores:
                more[document] = {**more.get(document, {}), SCORE: scores[account_id]}
        return more

    @api.model
    def _read_scores(self, account_ids, today):
        """The score of each account as of today, by the card in force for it; those that have none are left out."""
        if not account_ids:
            return {}
        # A decision reads everything of the account; what it scored is told to nobody.
        accounts = self.env["credit.account"].sudo().browse(sorted(account_ids))
        cases = self.env["credit.assessment"].sudo()._cases(accounts, today)  # likewise
        scores = {account.id: assess(known.case).score.value for account, known in cases.items() if known.case}
        return {account_id: float(score) for account_id, score in scores.items() if score is not None}
