from odoo import models

from ...core.limit.limits import LIMITED, UNLIMITED


class CreditLimitForm(models.AbstractModel):
    """One component of a limit as it is proposed and decided: before, after, why, and by whom."""

    _name = "report.credit_management.credit_limit_form"
    _description = "Limit Approval on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.limit"

    def _title(self):
        return self.env._("Approval of a Credit Limit")

    def _prepare_sheets(self, docs):
        accounts = docs.account_id
        accounts.mapped("exposure")  # of all of them at once
        return {limit: self._sheet(limit, limit.account_id) for limit in docs}

    def _sheet(self, limit, account):
        return {
            "account": account,
            "facts": [(name, value) for name, value in self._facts(limit, account) if value],
            "standing": self._standing(account),
            "signatures": [
                (self.env._("Proposed by"), limit.author_id.name, self._moment(limit.create_date)),
                (
                    self.env._("Decided by") if limit.state == "proposed" else self._label(limit, "state"),
                    limit.approver_id.name,
                    self._moment(limit.approved_on),
                ),
            ],
        }

    def _facts(self, limit, account):
        return [
            (self.env._("Kind"), self._label(limit, "kind")),
            (self.env._("Amount"), limit.amount_text),
            (self.env._("First day"), self._day(limit.valid_from)),
            (self.env._("Last day"), self._day(limit.valid_to) or self.env._("No end")),
            (self.env._("Origin"), self._label(limit, "origin")),
            (self.env._("State"), self._label(limit, "state")),
            (self.env._("Reason"), limit.reason),
            (self.env._("Reason of end"), limit.end_reason),
        ]

    def _standing(self, account):
        """Limit and exposure of the customer on the day of the print."""
        currency = account.currency_id
        limited = account.limit_state == LIMITED
        facts = [
            (self.env._("Grade"), account.grade_id.code),
            (self.env._("Risk class"), self._label(account, "risk_class")),
            (self.env._("Status"), self._label(account, "status")),
            (self.env._("Limit in force"), self._limit_text(account)),
            (self.env._("Exposure"), self._money(account.exposure, currency)),
            (self.env._("Available"), self._money(account.available_credit, currency) if limited else ""),
            (self.env._("Utilisation"), self._share(account.utilisation) if account.utilisation else ""),
            (self.env._("Overdue"), self._money(account.overdue_amount, currency)),
            (self.env._("Oldest days past due"), account.oldest_days_past_due),
        ]
        return [(name, value) for name, value in facts if value]

    def _limit_text(self, account):
        if account.limit_state == LIMITED:
            return self._money(account.effective_limit, account.currency_id)
        return self.env._("Unlimited") if account.limit_state == UNLIMITED else self.env._("Not assessed")
