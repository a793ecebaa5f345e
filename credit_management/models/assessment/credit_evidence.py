from datetime import timedelta

from odoo import api, models

from ...core.assessment import evidence as core
from ...core.assessment.items import YEAR
from ...sql.exposure import paid_items


class CreditEvidence(models.AbstractModel):
    """The payments that assessments rest on, and whether they are still there.

    No access is checked here: the caller has read the accounts.
    """

    _name = "credit.evidence"
    _description = "Payments an Assessment Rests On"

    @api.model
    def _read(self, accounts, on):
        """The payments of the year up to a day, and where they come from, in one query.

        :rtype: dict[credit.account, core.assessment.evidence.Evidence]
        """
        if not accounts:
            return {}
        behaviours, open_items = self.env["credit.behaviour"], self.env["credit.open.item"]
        open_items._flush()
        query = paid_items.evidence(
            accounts.ids, open_items._receivable_account_ids(), self._since(on), on, behaviours._doubts(accounts)
        )
        rows = {}
        for account_id, reason, count, amount, newest in self.env.execute_query(query):
            rows.setdefault(account_id, {})[reason] = (count, amount, newest)
        return {account: self._to_core(rows.get(account.id, {})) for account in accounts}

    @api.model
    def _to_core(self, rows):
        counting = [row for reason, row in rows.items() if reason != core.LEFT_OUT]
        return core.Evidence(
            count=sum(count for count, _amount, _newest in counting),
            amount=sum(amount for _count, amount, _newest in counting),
            newest=max((newest for _count, _amount, newest in counting), default=None),
            doubts={reason: row[:2] for reason, row in rows.items() if reason},
        )

    @api.model
    def _since(self, on):
        return on - timedelta(days=YEAR)

    @api.model
    def _gone(self, assessments):
        """Percent of what each assessment rested on that is there no more; None where it rested on nothing.

        :rtype: dict[credit.assessment, float]
        """
        resting = assessments.filtered("evidence_newest")
        amounts = {}
        if resting:
            open_items = self.env["credit.open.item"]
            open_items._flush()
            rows = [
                (one.account_id.id, self._since(one.assessed_on), one.assessed_on, one.evidence_newest)
                for one in resting
            ]
            amounts = dict(self.env.execute_query(paid_items.standing(rows, open_items._receivable_account_ids())))
        return {one: core.gone(one.evidence_amount, amounts.get(one.account_id.id, 0.0)) for one in assessments}
