from odoo import models

from ...const import USER
from ...core.limit.limits import LIMITED
from ..common.credit_print import Row


class CreditHoldSheet(models.AbstractModel):
    """An order or invoice on hold: what was known, what every rule found, and how it was decided."""

    _name = "report.credit_management.credit_hold_sheet"
    _description = "Hold on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.hold"
    _role = USER

    def _title(self):
        return self.env._("Credit Hold")

    def _subject(self, doc):
        return f"{doc.reference}, {doc.order_name or '–'}, {doc.partner_id.display_name}"

    def _prepare_sheets(self, docs):
        return {hold: self._sheet(hold) for hold in docs}

    def _sheet(self, hold):
        return {
            "order": self._filled(self._order_facts(hold)),
            "figures": self._filled(self._figures(hold)),
            "rules": self._rules_table(hold.reason_ids) if hold.reason_ids else None,
            "decision": self._filled(self._decision(hold)),
            "signatures": [
                (
                    self.env._("Asked by"),
                    (hold.asked_by or hold.requester_id).name,
                    self._moment(hold.asked_on or hold.requested_on),
                ),
                (self.env._("Decided by"), hold.decided_by.name, self._moment(hold.decided_on)),
            ],
        }

    def _filled(self, facts):
        return [(name, value) for name, value in facts if value]

    def _order_facts(self, hold):
        return [
            (self.env._("Hold"), hold.reference),
            (self.env._("State"), self._label(hold, "state")),
            (self.env._("Stopped at"), self._label(hold, "checkpoint")),
            (self.env._("Document"), hold.order_name),
            (self.env._("Total"), self._money(hold.order_total, hold.order_currency_id)),
            (self.env._("Amount asked for"), self._money(hold.amount_wanted, hold.order_currency_id)),
            (self.env._("Salesperson"), hold.salesperson_id.name),
            (self.env._("Waiting"), hold.waiting),
        ]

    def _figures(self, hold):
        currency = hold.currency_id
        limited = hold.limit_state == LIMITED
        return [
            (self.env._("Limit"), self._money(hold.limit_amount, currency) if limited else self._state(hold)),
            (self.env._("Exposure before"), self._money(hold.exposure, currency)),
            (self.env._("Exposure with it"), self._money(hold.exposure_after, currency)),
            (self.env._("Utilisation"), self._share(hold.utilisation_after) if hold.utilisation_after else ""),
            (self.env._("Overdue"), self._money(hold.overdue_amount, currency)),
            (self.env._("Oldest days past due"), hold.oldest_days_past_due),
            (self.env._("Policy version"), hold.policy_version),
        ]

    def _state(self, hold):
        return self._label(hold, "limit_state") if hold.limit_state else ""

    def _rules_table(self, reasons):
        columns = [
            (self.env._("Rule"), 22),
            ("", 10),
            (self.env._("What it found"), 38),
            (self.env._("What would clear it"), 30),
        ]
        rows = [
            Row(
                [reason.name, self._label(reason, "outcome"), reason.finding or "", reason.way_out or ""],
                "strong" if reason.outcome == "block" else "",
            )
            for reason in reasons
        ]
        return self._tabulate(columns, rows)

    def _decision(self, hold):
        currency = hold.order_currency_id
        return [
            (self.env._("Justification"), hold.justification),
            (self.env._("Reason of the decision"), hold.decision_reason),
            (self.env._("Released up to"), self._money(hold.release_cap, currency) if hold.release_cap else ""),
            (self.env._("Valid until"), self._day(hold.release_valid_until)),
            (
                self.env._("Prepayment required"),
                self._money(hold.release_prepayment, currency) if hold.release_prepayment else "",
            ),
            (self.env._("Payment terms required"), hold.release_payment_term_id.name),
        ]
