from odoo import models
from odoo.tools import get_lang

from odoo.addons.credit_management.reports.common.credit_print import FIGURE, FIRST_PAGE, WHOLE, Row

from ..const import COLLECTOR
from ..models.credit_reminder import STATEMENT


class CreditReminderLetter(models.AbstractModel):
    """A reminder on paper, as the customer reads it: the words of its step, and the figures the row keeps."""

    _name = "report.credit_management_collections.credit_reminder_letter"
    _description = "Reminder on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.reminder"
    _role = COLLECTOR

    def _title(self):
        return self.env._("Payment Reminder")

    def _title_of(self, doc):
        if doc.kind == STATEMENT:
            return self.env._("Statement of Account")
        if not doc.level:
            return self.env._("Payment Note")
        return self.env._("Final Notice") if doc.tone == "final" else self._title()

    def _subject(self, doc):
        return doc.sudo().customer_id.display_name  # who prints may read the letter, which says whose it is

    def _language(self, doc):
        """The customer reads it."""
        return get_lang(self.env, doc.lang).code

    def _prepare_sheets(self, docs):
        return {doc: self._sheet(doc) for doc in docs}

    def _sheet(self, doc):
        company = self._company(doc)
        return {
            "recipient": self._recipient(doc),
            "facts": self._facts(doc),
            "text": doc._get_letter_text(),
            "tables": [self._amounts(section, self._total_label(doc)) for section in doc._get_printed()],
            "held": doc._get_held_texts(),
            "consequence": doc._get_consequence(),
            "banks": self._banks(doc, company),
            "sender": doc._get_sender().name,
        }

    def _recipient(self, doc):
        contact = doc.sudo().partner_id  # the address is on the letter
        lines = [doc.sudo().customer_id.name, *contact._display_address(without_company=True).splitlines()]  # as above
        return [line.strip() for line in lines if line and line.strip()]

    def _facts(self, doc):
        facts = [
            (self.env._("Number"), f"{doc.run_id.name}-{doc.id}"),
            (self.env._("Date"), self._day(doc.day)),
            (self.env._("Customer number"), doc.sudo().customer_id.ref),  # as above
            (self.env._("Reminder"), doc.level and self.env._("No. %d", doc.level)),
            (self._total_label(doc), doc.totals_text),
        ]
        return [(label, value) for label, value in facts if value]

    def _total_label(self, doc):
        """A statement says what is open, due or not; a reminder asks for it."""
        return self.env._("Open together") if doc.kind == STATEMENT else self.env._("Please pay")

    def _amounts(self, section, label):
        """All lines of a currency, what is set off, and the total."""
        columns = [
            (self.env._("Document"), 40),
            (self.env._("Due"), 18, WHOLE),
            (self.env._("Days past due"), 16, FIGURE),
            (self.env._("Open in %s", section["currency"]), 26, FIGURE),
        ]
        rows = [[line["reference"], line["due"], line["days"], line["amount"]] for line in section["lines"]]
        rows += [[label, "", "", amount] for label, amount in section["charges"]]
        rows += [[label, day, "", amount] for label, day, amount in section["set_off"]]
        total = [label, "", "", section["total"]]
        return self._tabulate(columns, [Row(row) for row in rows], total=total, first=FIRST_PAGE)

    def _banks(self, doc, company):
        """The company's bank accounts of the currencies asked for."""
        statement = self.env["report.credit_management.credit_account_statement"]
        currencies = doc._get_currencies()
        names = sorted(section["currency"] for section in doc.sections or ())
        return list(dict.fromkeys(bank for name in names for bank in statement._banks(company, currencies[name])))
