from odoo import models

from ...core.limit.request import GRANTED, WITH_AMOUNT
from ..common.credit_print import FIGURE


class CreditLimitRequestForm(models.AbstractModel):
    """A limit request on paper: what was, is asked for and granted, why, on which conditions, and who said what."""

    _name = "report.credit_management.credit_limit_request_form"
    _description = "Change of a Credit Limit on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.limit.request"

    def _title(self):
        return self.env._("Change of a Credit Limit")

    def _prepare_sheets(self, docs):
        docs.account_id.mapped("exposure")  # of all of them at once
        files = self._attachments(docs)
        steps = self._read_steps(docs)
        return {
            request: self._sheet(request, request.account_id, steps.get(request)) | {"attachments": files[request]}
            for request in docs
        }

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        return [
            (self.env._("Number"), doc.name),
            (self.env._("Asked on"), self._moment(doc.submitted_on)),
            (self.env._("Department"), self._department(doc.author_id)),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management'
        return [self._company(doc).name]

    def _sheet(self, request, account, steps):
        return {
            "verdict": self._verdict(request),
            "change": self._change_table(request, account),
            "kinds": self._ticks(request, "kind"),
            "causes": self._ticks(request, "reason_kind"),
            "facts": [(name, value) for name, value in self._facts(request, account) if value],
            "conditions": self._condition_table(request),
            "standing": self._standing_table(request, account),
            "signatures": self._signatures(request, steps),
        }

    def _read_steps(self, docs):
        """The steps of approval of what waits; nothing of what cannot be decided now."""
        waiting = docs.sudo().filtered(lambda request: request.state == "submitted")  # how many decide is no secret
        obstacles = waiting._get_obstacles_now()
        possible = waiting.filtered(lambda request: not obstacles[request])
        cases = possible._prepare_cases() if possible else {}
        return {request: case.steps for request, (case, _people) in cases.items()}

    def _signatures(self, request, steps):
        """Who asked, what was said on each step, and room for the decisions that are still to come."""
        asked = (self.env._("Asked by"), request.author_id.name, self._moment(request.submitted_on), request.reason)
        coming = self._coming_rows(request.vote_ids, steps) if steps else self._final_rows(request)
        return [asked, *self._vote_rows(request.vote_ids), *coming]

    def _verdict(self, request):
        lines = [self.env._("Number %s.", request.name), self.env._("Reason: %s", request.reason or "–")]
        if request.decision_reason:
            lines.append(self.env._("Decision: %s", request.decision_reason))
        head = f"{self._label(request, 'state')}: {request.granted_text or request.asked_text}"
        return {"head": head, "lines": lines}

    def _change_table(self, request, account):
        """Before, asked for and granted."""
        currency, then = account.currency_id, request.figures or {}
        before = self._limit_text(then.get("limit_state"), then.get("limit") or 0.0, currency) if then else "–"
        asked = (request.amount, request.unlimited, request.valid_from, request.valid_to)
        granted = (request.granted_amount, request.granted_unlimited, request.granted_from, request.granted_to)
        columns = [("", 13), (self.env._("Before"), 29, FIGURE), (self.env._("Asked for"), 29, FIGURE)]
        columns.append((self.env._("Granted"), 29, FIGURE))
        made = granted if request.state in GRANTED else None
        rows = [
            [self.env._("Amount"), before, self._amount(request, asked), self._amount(request, made)],
            [self.env._("From"), "–", self._day(asked[2]), self._day(made[2]) if made else "–"],
            [self.env._("Until"), "–", self._until(asked), self._until(made) if made else "–"],
        ]
        return self._tabulate(columns, rows)

    def _amount(self, request, change):
        if change is None or request.kind not in WITH_AMOUNT:
            return "–"
        return self.env._("Unlimited") if change[1] else self._money(change[0], request.currency_id)

    def _amount_in_words(self, request, amount, unlimited):
        if unlimited or request.kind not in WITH_AMOUNT:
            return ""
        return self._in_words(amount, request.currency_id)

    def _until(self, change):
        return self._day(change[3]) or self.env._("No end")

    def _facts(self, request, account):
        expected = request.forecast_use and self._money(request.forecast_use, request.currency_id)
        granted = request.state in GRANTED
        words = granted and self._amount_in_words(request, request.granted_amount, request.granted_unlimited)
        return [
            (self.env._("Asked for, in words"), self._amount_in_words(request, request.amount, request.unlimited)),
            (self.env._("Granted, in words"), words),
            (self.env._("Grade"), account.grade_id.code),
            (self.env._("Risk class"), self._label(account, "risk_class")),
            (self.env._("Terms"), account.payment_term_id.name),
            (self.env._("Expected use"), expected),
            (self.env._("Expected until"), self._day(request.forecast_until)),
            (self.env._("Holds since"), self._day(request.applied_on)),
            (self.env._("Customer told on"), self._day(request.told_on)),
        ]

    def _condition_table(self, request):
        columns = [(self.env._("Condition"), 50), (self.env._("Until"), 25), (self.env._("Met on"), 25)]
        rows = [
            [f"{self._label(one, 'kind')}: {one.text}", self._day(one.due) or "–", self._day(one.met_on) or "–"]
            for one in request.condition_ids
        ]
        return {**self._tabulate(columns, rows), "rows": rows}

    def _standing_table(self, request, account):
        then, now = request.figures, request._freeze_figures()
        columns = [("", 40), (self.env._("When submitted"), 30, FIGURE), (self.env._("Today"), 30, FIGURE)]
        rows = [[row["label"], row["from"], row["to"]] for row in request._compare(then or now, now)]
        return self._tabulate(columns, rows)
