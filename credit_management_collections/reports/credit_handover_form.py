from odoo import models
from odoo.tools import formatLang

from odoo.addons.credit_management.reports.common.credit_print import FIGURE, WHOLE

from ..const import COLLECTOR
from ..models.handover.credit_handover_file import AMOUNT, COUNT, DAY, WORDS

KINDS = {AMOUNT: FIGURE, COUNT: FIGURE, DAY: WHOLE, WORDS: ""}


class CreditHandoverForm(models.AbstractModel):
    """The file of a hand-over on paper: whose debt, to whom, on what contract, what was delivered, paid and said."""

    _name = "report.credit_management_collections.credit_handover_form"
    _description = "Hand-Over on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.handover"
    _role = COLLECTOR

    def _title(self):
        return self.env._("Hand-Over for Collection")

    def _subject(self, doc):
        return doc.sudo().partner_id.display_name  # who prints may read the form, which says whose debt it is

    def _prepare_sheets(self, docs):
        return {doc: self._sheet(doc) for doc in docs}

    def _sheet(self, doc):
        return {
            "verdict": self._verdict(doc),
            "facts": [(name, value) for name, value in self._facts(doc) if value],
            "texts": [(name, text) for name, text in self._texts(doc) if text],
            "parts": [(part.title, self._part_table(part)) for part in doc._collect_file()],
            "signatures": [
                (self.env._("Asked by"), doc.author_id.name, self._moment(doc.proposed_on)),
                (self.env._("Decided by"), doc.approver_id.name, self._moment(doc.handed_at)),
                (self.env._("Received by"), "", ""),
            ],
        }

    def _verdict(self, doc):
        lines = [self.env._("To %s.", doc.sudo().recipient_id.display_name)]  # see _subject
        if doc.recovered:
            lines.append(self.env._("Recovered since: %s.", self._money(doc.recovered, doc.currency_id)))
        return {"head": f"{self._label(doc, 'state')}: {self._money(doc.owed, doc.currency_id)}", "lines": lines}

    def _facts(self, doc):
        customer = doc.sudo().partner_id  # see _subject
        return [
            (self.env._("Debtor"), customer.display_name),
            (self.env._("Address"), ", ".join(line for line in self._address(customer) if line != customer.vat)),
            (self.env._("Tax or registration number"), customer.vat or customer.company_registry),
            (self.env._("Handed over on"), self._day(doc.handed_on)),
            (self.env._("Ended on"), self._day(doc.ended_on)),
        ]

    def _texts(self, doc):
        return [(self.env._("What was tried"), doc.reason), (self.env._("Instructions"), doc.instructions)]

    def _part_table(self, part):
        columns = [(title, share, KINDS[kind]) for title, kind, share in part.columns]
        kinds = [kind for _title, kind, _share in part.columns]
        digits = self._read_digits({cell for row in part.rows for cell in row if isinstance(cell, str)})
        rows = []
        for row in part.rows:
            places = max((digits[cell] for cell in row if cell in digits), default=2)
            rows.append([self._cell(value, kind, places) for value, kind in zip(row, kinds, strict=True)])
        return self._tabulate(columns, rows, total=self._total(part, kinds, digits))

    def _total(self, part, kinds, digits):
        """The last row of a table of several amounts; none where they are of several currencies."""
        places = {digits[cell] for row in part.rows for cell in row if cell in digits}
        names = {cell for row in part.rows for cell in row if cell in digits}
        if len(part.rows) < 2 or len(names) != 1 or AMOUNT not in kinds or AMOUNT in kinds[:1]:
            return None
        sums = [sum(row[place] or 0.0 for row in part.rows) for place in range(len(kinds)) if kinds[place] == AMOUNT]
        amounts = iter(formatLang(self.env, amount, digits=min(places)) for amount in sums)
        cells = [next(amounts) if kind == AMOUNT else "" for kind in kinds]
        return [self.env._("Together"), *cells[1:]]

    def _read_digits(self, texts):
        """Decimals of the currencies among these by name, which stands in the row of its amounts."""
        currencies = self.env["res.currency"].with_context(active_test=False).search([("name", "in", sorted(texts))])
        return {one.name: one.decimal_places for one in currencies}

    def _cell(self, value, kind, digits):
        if kind == DAY:
            return self._day(value)
        if kind == AMOUNT:
            return formatLang(self.env, value, digits=digits)
        return str(value)
