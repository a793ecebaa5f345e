from odoo import models

from odoo.addons.credit_management.reports.common.credit_print import FIGURE, WHOLE

from ..const import COLLECTOR


class CreditWriteOffForm(models.AbstractModel):
    """A write-off on paper (坏账核销申请表): whose debt, how old, why it is lost, what was done, and who said what."""

    _name = "report.credit_management_collections.credit_write_off_form"
    _description = "Write-Off on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.write.off"
    _role = COLLECTOR

    def _title(self):
        return self.env._("Write-Off of a Bad Debt")

    def _subject(self, doc):
        return doc.sudo().partner_id.display_name  # who prints may read the form, which says whose debt it is

    def _prepare_sheets(self, docs):
        files = self._attachments(docs)
        return {doc: self._sheet(doc) | {"attachments": files[doc]} for doc in docs}

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        return [
            (self.env._("Number"), doc.name),
            (self.env._("Asked on"), self._moment(doc.proposed_on)),
            (self.env._("Department"), doc.department or self._department(doc.author_id)),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management'
        return [self._company(doc).name]

    def _sheet(self, doc):
        return {
            "verdict": self._verdict(doc),
            "facts": [(name, value) for name, value in self._facts(doc) if value],
            "items": self._item_table(doc),
            "causes": self._ticks(doc, "cause"),
            "texts": [(name, text) for name, text in self._texts(doc) if text],
            "evidence": self._evidence_table(doc),
            "accounting": self._accounting_table(doc),
            "signatures": [
                (self.env._("Asked by"), doc.author_id.name, self._moment(doc.proposed_on), doc.cause_text or ""),
                (
                    self.env._("Decided by"),
                    doc.approver_id.name,
                    self._moment(doc.approved_on),
                    doc.decision_reason or "",
                ),
                (self.env._("Posted by"), doc.poster_id.name, self._moment(doc.posted_on)),
            ],
        }

    def _verdict(self, doc):
        lines = [self.env._("Number %s.", doc.name), self._in_words(doc.amount, doc.currency_id)]
        if doc.decision_reason:
            lines.append(self.env._("Refused: %s", doc.decision_reason))
        head = f"{self._label(doc, 'state')}: {self._money(doc.amount, doc.currency_id)}"
        return {"head": head, "lines": lines}

    def _facts(self, doc):
        customer = doc.sudo().partner_id  # see _subject
        unknown = self.env._("Not known")
        provided = self._money(doc.provided_amount, doc.currency_id) if doc.provided_known else unknown
        return [
            (self.env._("Debtor"), customer.display_name),
            (self.env._("Tax or registration number"), customer.vat or customer.company_registry),
            (self.env._("Contract"), doc.contract),
            (self.env._("Provided for so far"), provided if doc.state != "draft" else ""),
        ]

    def _item_table(self, doc):
        columns = [
            (self.env._("Document"), 22),
            (self.env._("Dated"), 13, WHOLE),
            (self.env._("Due"), 13, WHOLE),
            (self.env._("Days past due"), 10, FIGURE),
            (self.env._("Original"), 14, FIGURE),
            (self.env._("Received"), 14, FIGURE),
            (self.env._("To write off"), 14, FIGURE),
        ]
        rows = [self._item_row(line) for line in doc.line_ids]
        total = [self.env._("In the books"), "", "", "", "", "", self._money(doc.amount, doc.currency_id)]
        return self._tabulate(columns, rows, total=total)

    def _item_row(self, line):
        # What came in before it was written off: of a posted write-off its own amount is no receipt.
        left = line.left + (line.amount if line.write_off_id.state == "posted" else 0.0)
        return [
            line.reference or "",
            self._day(line.invoice_date),
            self._day(line.due),
            str(line.days),
            self._money(line.original, line.currency_id),
            self._money(line.original - left, line.currency_id),
            self._money(line.amount, line.currency_id),
        ]

    def _texts(self, doc):
        return [
            (self.env._("What happened"), doc.cause_text),
            (self.env._("Course of collection"), doc.course),
            (self.env._("Responsibility"), doc.responsibility),
            (self.env._("Lesson"), doc.lesson),
        ]

    def _evidence_table(self, doc):
        columns = [(self.env._("Evidence"), 35), (self.env._("What it shows"), 45), (self.env._("File"), 20)]
        rows = [[self._label(one, "kind"), one.name, one.file_name or "–"] for one in doc.evidence_ids]
        return self._tabulate(columns, rows or [["–"] * len(columns)])

    def _accounting_table(self, doc):
        """What was booked; before, whether tax is claimed back."""
        if doc.state != "posted":
            claimed = doc.correct_tax and doc.sudo().company_id.credit_bad_debt_tax_account_id  # settings decide
            text = self.env._("Tax is claimed back.") if claimed else self.env._("No tax is claimed back.")
            return {"text": text, "table": None}
        columns = [(self.env._("Booked"), 60), (self.env._("Amount"), 40, FIGURE)]
        amounts = [
            (self.env._("From the allowance"), doc.allowance_amount),
            (self.env._("Tax claimed back"), doc.tax_amount),
            (self.env._("Loss"), doc.loss_amount),
            (self.env._("Recovered since"), doc.recovered_amount),
            (self.env._("Still claimed"), doc.memo_amount),
        ]
        rows = [[name, self._money(amount, doc.currency_id)] for name, amount in amounts]
        return {"text": "", "table": self._tabulate(columns, rows)}
