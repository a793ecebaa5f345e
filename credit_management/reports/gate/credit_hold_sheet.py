from odoo import models

from ...const import USER
from ...models.gate.hold.credit_hold import GRANTED
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

    def _title_of(self, doc):
        released = self.env._("Invoice Released") if doc.move_id else self.env._("Order Released")
        titles = {
            "open": self.env._("Credit Hold"),
            "released": released,
            "used": released,
            "refused": self.env._("Release Refused"),
            "cleared": self.env._("Credit Hold Cleared"),
            "cancelled": self.env._("Credit Hold Cancelled"),
            "lapsed": self.env._("Release Lapsed"),
        }
        return titles[doc.state]

    def _subject(self, doc):
        return f"{doc.reference}, {doc.order_name or '–'}, {doc.partner_id.display_name}"

    def _prepare_sheets(self, docs):
        return {hold: self._sheet(hold) for hold in docs}

    def _sheet(self, hold):
        return {
            "verdict": self._verdict(hold),
            "order": self._filled(self._order_facts(hold)),
            "figures": self._filled(self._figures(hold)),
            "rules": self._rules_table(hold.reason_ids) if hold.reason_ids else None,
            "decision": self._filled(self._decision(hold)),
            "signatures": self._signatures(hold),
        }

    # === DECISION === #

    def _verdict(self, hold):
        """Where it stands, who decided and why."""
        values = {
            "cap": self._money(hold.release_cap, hold.order_currency_id),
            "until": self._day(hold.release_valid_until),
            "by": hold.decided_by.name or "–",
            "on": self._moment(hold.decided_on),
            "rules": hold.reasons_text,
            "amount": self._money(hold.amount_wanted or hold.order_total, hold.order_currency_id),
            "waiting": hold.waiting,
        }
        if hold.state in GRANTED or hold.state == "lapsed":
            head = self.env._("Released up to %(cap)s until %(until)s", **values)
            lines = [self.env._("By %(by)s on %(on)s.", **values), self._outcome(hold)]
        elif hold.state == "refused":
            head = self.env._("Refused")
            lines = [self.env._("By %(by)s on %(on)s.", **values)]
        elif hold.state == "cleared":
            head = self.env._("No rule stops it any more")
            lines = [hold.cleared_text]
        elif hold.state == "cancelled":
            head = self.env._("The document was cancelled while it was on hold")
            lines = [self.env._("On %(on)s. It had been stopped by: %(rules)s.", **values)]
        else:
            head = self.env._("To be decided: %(amount)s", **values)
            lines = [self.env._("Waiting for %(waiting)s, stopped by: %(rules)s.", **values)]
        if hold.decision_reason:
            lines.append(self.env._("Reason: %s", hold.decision_reason))
        return {"head": head, "lines": [line for line in lines if line]}

    def _outcome(self, hold):
        if hold.release_waits_text:
            return hold.release_waits_text
        if hold.state == "used":
            return self.env._("It has gone through on this release.")
        return self.env._("It was not used in time and grants nothing any more.") if hold.state == "lapsed" else ""

    def _signatures(self, hold):
        asked = (
            self.env._("Asked by"),
            (hold.asked_by or hold.requester_id).name,
            self._moment(hold.asked_on or hold.requested_on),
        )
        if hold.state in ("cleared", "cancelled"):
            return [asked]  # nobody has decided, and nobody is to
        return [asked, (self.env._("Decided by"), hold.decided_by.name, self._moment(hold.decided_on))]

    # === FACTS === #

    def _filled(self, facts):
        return [(name, value) for name, value in facts if value]

    def _order_facts(self, hold):
        return [
            (self.env._("Hold"), hold.reference),
            (self.env._("State"), self._label(hold, "state")),
            (self.env._("Stopped at"), self._label(hold, "checkpoint")),
            (self.env._("Document"), hold.order_name),
            (self.env._("Total when stopped"), self._money(hold.order_total, hold.order_currency_id)),
            (self.env._("Amount asked for"), self._money(hold.amount_wanted, hold.order_currency_id)),
            (self.env._("Salesperson"), hold.salesperson_id.name),
            (self.env._("Waiting"), hold.waiting),
        ]

    def _figures(self, hold):
        currency = hold.currency_id
        return [
            (
                self.env._("Limit"),
                self._limit_text(hold.limit_state, hold.limit_amount, currency) if hold.limit_state else "",
            ),
            (self.env._("Exposure before"), self._money(hold.exposure, currency)),
            (self.env._("Exposure with it"), self._money(hold.exposure_after, currency)),
            self._use_fact(hold.limit_state, hold.limit_amount, hold.exposure_after, currency),
            (self.env._("Overdue"), self._money(hold.overdue_amount, currency)),
            (self.env._("Oldest (days past due)"), hold.oldest_days_past_due),
            (self.env._("Policy version"), hold.policy_version),
        ]

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
            (
                self.env._("Prepayment required"),
                self._money(hold.release_prepayment, currency) if hold.release_prepayment else "",
            ),
            (self.env._("Payment terms required"), hold.release_payment_term_id.name),
        ]
