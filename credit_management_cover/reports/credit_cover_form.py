from odoo import models

from odoo.addons.credit_management.models.common.number import format_percent
from odoo.addons.credit_management.reports.common.credit_print import FIGURE


class CreditCoverForm(models.AbstractModel):
    """A cover on paper: how much it covers today, what was agreed, what the insurer has decided, and by whom."""

    _name = "report.credit_management_cover.credit_cover_form"
    _description = "Cover on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.cover"

    def _title(self):
        return self.env._("Cover of a Customer")

    def _prepare_sheets(self, docs):
        return {cover: self._sheet(cover) for cover in docs}

    def _sheet(self, cover):
        return {
            "verdict": {
                "head": cover.verdict,
                "lines": [cover.next_step] if cover.next_step else [],
            },
            "facts": [(name, value) for name, value in self._facts(cover) if value],
            "decisions": self._decision_table(cover),
            "secured": self._secured_table(cover),
            "signatures": [
                (self.env._("Proposed by"), cover.author_id.name, self._moment(cover.create_date)),
                (self.env._("Confirmed by"), cover.approver_id.name, self._moment(cover.approved_on)),
            ],
        }

    def _facts(self, cover):
        currency = cover.cover_currency_id
        days = self.env._("%s days")
        return [
            (self.env._("Number"), cover.name),
            (self.env._("Kind"), self._label(cover, "kind")),
            (self.env._("State"), self._label(cover, "state")),
            (self.env._("Issued by"), cover.issuer_id.name),
            (self.env._("Policy"), cover.insurance_id.name),
            (self.env._("Reference"), cover.reference),
            (self.env._("First day"), self._day(cover.first)),
            (self.env._("Last day"), self._day(cover.last) or self.env._("No end")),
            (self.env._("Most it pays"), self._money(cover.amount, currency) if cover.amount else ""),
            (self.env._("Share paid"), format_percent(self.env, cover.share)),
            (self.env._("Longest terms"), days % cover.max_days if cover.max_days else ""),
            (self.env._("Waiting period"), days % cover.waiting_days if cover.waiting_days else ""),
            (self.env._("Report within"), days % cover.reporting_days if cover.reporting_days else ""),
            (self.env._("Call before"), days % cover.call_days if cover.call_days else ""),
            (self.env._("Conditions"), cover.note),
        ]

    def _decision_table(self, cover):
        decisions = cover.decision_ids.filtered(lambda one: one.state == "confirmed")
        if not decisions:
            return None
        columns = [
            (self.env._("Decision"), 30),
            (self.env._("Limit"), 25, FIGURE),
            (self.env._("Shipped from"), 20),
            (self.env._("Until"), 20),
            (self.env._("Reason"), 35),
        ]
        rows = [
            [
                self._label(one, "answer"),
                self._money(one.amount, cover.cover_currency_id),
                self._day(one.first),
                self._day(one.last) or "–",
                one.reason or "",
            ]
            for one in decisions
        ]
        return self._tabulate(columns, rows)

    def _secured_table(self, cover):
        rows = [
            [self._money(one.amount, cover.currency_id), self._day(one.valid_from), self._day(one.valid_to) or "–"]
            for one in cover.limit_ids.filtered("counts").sorted("valid_from")
        ]
        if not rows:
            return None
        columns = [
            (self.env._("Secured limit"), 40, FIGURE),
            (self.env._("From"), 30),
            (self.env._("Until"), 30),
        ]
        return self._tabulate(columns, rows)
