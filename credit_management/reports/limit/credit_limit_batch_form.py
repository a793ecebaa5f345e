from odoo import models

from ...models.common.number import format_number
from ..common.credit_print import FIGURE

MOST_ROWS = 500  # customers on paper, the largest changes first; all of them are in the list


class CreditLimitBatchForm(models.AbstractModel):
    """A mass change on paper: why, from what to what for each customer, what follows, and who said what."""

    _name = "report.credit_management.credit_limit_batch_form"
    _description = "Mass Change of Limits on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.limit.batch"

    def _title(self):
        return self.env._("Mass Change of Credit Limits")

    def _subject(self, doc):
        return doc.name

    def _prepare_sheets(self, docs):
        return {batch: self._sheet(batch) for batch in docs}

    def _sheet(self, batch):
        lines = self.env["credit.limit.batch.line"]
        changing = lines.search(batch._get_changing(), order="size desc, id", limit=MOST_ROWS)
        refused = lines.search([("batch_id", "=", batch.id), ("refused_on", "!=", False)], limit=MOST_ROWS)
        return {
            "verdict": self._verdict(batch),
            "currency": batch.currency_id.name,
            "facts": [(name, value) for name, value in self._facts(batch) if value],
            "changes": self._change_table(batch, changing),
            "more": self._count_more(batch, changing),
            "refused": self._refused_table(batch, refused),
            "signatures": self._signatures(batch),
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

    def _signatures(self, batch):
        return [
            (self.env._("Proposed by"), batch.author_id.name, self._moment(batch.submitted_on), batch.reason),
            *self._vote_rows(batch.vote_ids),
            *self._final_rows(batch),
        ]

    def _verdict(self, batch):
        lines = [*filter(None, (batch.verdict, batch.verdict_more)), self.env._("Reason: %s", batch.reason or "–")]
        if batch.decision_reason:
            lines.append(self.env._("Decision: %s", batch.decision_reason))
        return {"head": f"{self._label(batch, 'state')}: {batch.formula_text}", "lines": lines}

    def _facts(self, batch):
        currency = batch.currency_id
        return [
            (self.env._("Whose limits"), batch.filter_text),
            (self.env._("What changes"), batch.formula_text),
            (self.env._("Previewed"), self._moment(batch.previewed_on)),
            (self.env._("Customers"), batch.count and format_number(self.env, batch.count)),
            (self.env._("Limits before"), batch.count and self._money(batch.amount_before, currency)),
            (self.env._("Limits after"), batch.count and self._money(batch.amount_after, currency)),
            (self.env._("Raised by"), batch.amount_raised and self._money(batch.amount_raised, currency)),
            (self.env._("Lowered by"), batch.amount_lowered and self._money(batch.amount_lowered, currency)),
            (self.env._("Left out"), batch.count_out and format_number(self.env, batch.count_out)),
            (self.env._("Takes back"), batch.counter_of_id.name),
        ]

    def _change_table(self, batch, lines):
        currency = batch.currency_id
        columns = [
            (self.env._("Customer"), 30),
            (self.env._("From"), 17, FIGURE),
            (self.env._("To"), 17, FIGURE),
            (self.env._("Last day"), 14),
            (self.env._("Over by"), 14, FIGURE),
            (self.env._("Newly held"), 8, FIGURE),
        ]
        rows = [
            [
                line.sudo().partner_id.display_name,  # of a batch that is read as a whole
                self._figure(line.before, currency),
                self._figure(line.after, currency),
                self._day(line.new_valid_to) or "–",
                self._dashed(line.over, currency),
                format_number(self.env, line.held) if line.held else "–",
            ]
            for line in lines
        ]
        before, after = (self._figure(amount, currency) for amount in (batch.amount_before, batch.amount_after))
        total = [self.env._("All together"), before, after, "", "", ""]
        return self._tabulate(columns, rows or [["–"] * len(columns)], total=total)

    def _count_more(self, batch, lines):
        """A sentence about those that are not on paper."""
        if (more := batch.count - len(lines)) <= 0:
            return ""
        return self.env._(
            "The %(shown)s largest changes are printed; %(more)s more are in the list of the mass change, which can be"
            " exported.",
            shown=format_number(self.env, len(lines)),
            more=format_number(self.env, more),
        )

    def _refused_table(self, batch, lines):
        columns = [(self.env._("Customer"), 30), (self.env._("Left out by"), 25), (self.env._("Reason"), 45)]
        rows = [
            [line.sudo().partner_id.display_name, line.refused_by.name, line.refusal or "–"]  # as above
            for line in lines
        ]
        return {**self._tabulate(columns, rows), "rows": rows}
