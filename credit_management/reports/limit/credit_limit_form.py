from odoo import models

from ...core.limit.limits import LIMITED, effective_limit
from ..common.credit_print import FIGURE


class CreditLimitForm(models.AbstractModel):
    """One component of a limit as it is proposed and decided: what is decided, before and after, why, and by whom."""

    _name = "report.credit_management.credit_limit_form"
    _description = "Limit Approval on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.limit"

    def _title(self):
        return self.env._("Credit Limit")

    def _title_of(self, doc):
        titles = {
            "draft": self.env._("Credit Limit, Taken Back"),
            "proposed": self.env._("Proposal of a Credit Limit"),
            "approved": self.env._("Approved Credit Limit"),
            "refused": self.env._("Refused Credit Limit"),
            "ended": self.env._("Ended Credit Limit"),
        }
        return titles[doc.state]

    def _prepare_sheets(self, docs):
        docs.account_id.mapped("exposure")  # of all of them at once
        counting = docs.search(
            [("account_id", "in", docs.account_id.ids), ("counts", "=", True)], order="approved_on, id"
        )
        parts, files = counting.grouped("account_id"), self._attachments(docs)
        return {
            limit: self._sheet(limit, limit.account_id, parts.get(limit.account_id, docs.browse()))
            | {"attachments": files[limit]}
            for limit in docs
        }

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        return [
            (self.env._("Number"), self._number_of(doc, "CL")),
            (self.env._("Asked on"), self._moment(doc.create_date)),
            (self.env._("Department"), self._department(doc.author_id)),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management'
        return [self._company(doc).name]

    def _sheet(self, limit, account, counting):
        return {
            "verdict": self._verdict(limit),
            "change": self._change_table(limit, account, counting - limit),
            "facts": [(name, value) for name, value in self._facts(limit) if value],
            "standing": self._standing(account),
            "signatures": self._signatures(limit),
        }

    def _signatures(self, limit):
        decided = self._label(limit, "state") if limit.approver_id else ""
        return [
            (self.env._("Proposed by"), limit.author_id.name, self._moment(limit.create_date), limit.reason),
            (self.env._("Decided by"), limit.approver_id.name, self._moment(limit.approved_on), decided),
        ]

    # === DECISION === #

    def _verdict(self, limit):
        """What is decided, or is to be."""
        values = {
            "limit": limit.amount_text,
            "kind": self._label(limit, "kind"),
            "by": limit.approver_id.name or "–",
            "on": self._moment(limit.approved_on) or "–",
            "author": limit.author_id.name,
        }
        if limit.state in ("approved", "ended"):
            head = self.env._("Approved: %(limit)s (%(kind)s)", **values)
            lines = [self.env._("By %(by)s on %(on)s, proposed by %(author)s.", **values)]
        elif limit.state == "refused":
            head = self.env._("Refused: %(limit)s (%(kind)s)", **values)
            lines = [self.env._("By %(by)s on %(on)s, proposed by %(author)s.", **values)]
        else:
            head = self.env._("To be decided: %(limit)s (%(kind)s)", **values)
            lines = [self.env._("Proposed by %(author)s. Nothing of it is in force.", **values)]
        if limit.state == "draft":
            lines = [self.env._("Taken back by %(author)s. Nothing of it is in force.", **values)]
        lines.append(self.env._("Reason: %s", limit.reason))
        if limit.end_reason:
            lines.append(self.env._("Why it ended: %s", limit.end_reason))
        return {"head": head, "lines": lines}

    def _change_table(self, limit, account, others):
        """The limit of the customer on its first day, without it and with it."""
        day, currency = limit.valid_from, account.currency_id
        parts = [one._to_core(number) for number, one in enumerate(others)]
        own = limit._to_core(self._place(limit, others))
        before, after = effective_limit(parts, day), effective_limit([*parts, own], day)
        columns = [
            ("", 40),
            (self.env._("Before"), 30, FIGURE),
            (self.env._("Granted") if limit.counts else self.env._("Asked for"), 30, FIGURE),
        ]
        texts = [self._limit_text(found.state, found.amount, currency) for found in (before, after)]
        uses = [self._use_text(found.state, found.amount, account.exposure, currency) for found in (before, after)]
        rows = [[self.env._("Limit of the customer on %s", self._day(day)), *texts]]
        rows.append([self.env._("Utilisation today"), *uses])
        return self._tabulate(columns, rows)

    def _place(self, limit, others):
        """Where its approval stands among those of the others; what is not approved yet would be the last."""
        if not limit.approved_on:
            return len(others)
        return sum((one.approved_on, one.id) < (limit.approved_on, limit.id) for one in others) - 0.5

    def _facts(self, limit):
        return [
            (self.env._("Kind"), self._label(limit, "kind")),
            (self.env._("Amount"), limit.amount_text),
            (self.env._("In words"), "" if limit.unlimited else self._in_words(limit.amount, limit.currency_id)),
            (self.env._("First day"), self._day(limit.valid_from)),
            (self.env._("Last day"), self._day(limit.valid_to) or self.env._("No end")),
            (self.env._("Origin"), self._label(limit, "origin")),
        ]

    # === CUSTOMER === #

    def _standing(self, account):
        """Limit and exposure of the customer on the day of the print."""
        currency = account.currency_id
        limited = account.limit_state == LIMITED
        customer = account.partner_id
        facts = [
            (self.env._("Customer number"), customer.ref),
            (self.env._("Registration or tax number"), customer.company_registry or customer.vat),
            (self.env._("Grade"), account.grade_id.code),
            (self.env._("Risk class"), self._label(account, "risk_class")),
            (self.env._("Terms"), account.payment_term_id.name),
            (self.env._("Status"), self._label(account, "status")),
            (
                self.env._("Limit in force"),
                self._limit_text(account.limit_state, account.effective_limit, currency),
            ),
            (self.env._("Exposure"), self._money(account.exposure, currency)),
            (self.env._("Available"), self._money(account.available_credit, currency) if limited else ""),
            self._use_fact(account.limit_state, account.effective_limit, account.exposure, currency),
            (self.env._("Overdue"), self._money(account.overdue_amount, currency)),
            (self.env._("Oldest (days past due)"), account.oldest_days_past_due),
        ]
        return [(name, value) for name, value in facts if value]
