from odoo import models
from odoo.tools import get_lang

from odoo.addons.credit_management.reports.common.credit_print import FIGURE, FIRST_PAGE, WHOLE, Row

from ..const import COLLECTOR
from ..core.promise import KEPT, OPEN


class CreditPromisePlan(models.AbstractModel):
    """A promise to pay on paper, for the customer to confirm: what is to come when, for which documents."""

    _name = "report.credit_management_collections.credit_promise_plan"
    _description = "Payment Plan on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.promise"
    _role = COLLECTOR

    def _title(self):
        return self.env._("Payment Plan")

    def _title_of(self, doc):
        if doc.state in ("draft", OPEN):
            return self._title()
        return self.env._("%(document)s: %(state)s", document=self._title(), state=self._label(doc, "state"))

    def _subject(self, doc):
        return doc.sudo().partner_id.display_name  # who prints may read the promise, which says whose it is

    def _language(self, doc):
        """The customer reads it."""
        return get_lang(self.env, doc.sudo().partner_id.lang).code  # as above

    def _prepare_sheets(self, docs):
        return {doc: self._sheet(doc) for doc in docs}

    def _sheet(self, doc):
        company = self._company(doc)
        statement = self.env["report.credit_management.credit_account_statement"]
        return {
            "recipient": self._recipient(doc),
            "facts": [(name, value) for name, value in self._facts(doc) if value],
            "text": self._text(doc),
            "instalments": self._instalments(doc),
            "items": self._items(doc),
            "share": self._share_text(doc),
            "consequence": self._consequence(doc),
            "banks": statement._banks(company, doc.currency_id),
            "signatures": [
                (self.env._("For %s", self._subject(doc)), "", ""),
                (self.env._("For %s", company.name), doc.author_id.name, self._day(doc.made_on)),
            ],
        }

    def _recipient(self, doc):
        """Where reminders would go."""
        customer = doc.sudo().partner_id  # see _subject
        found = customer.address_get(["credit_reminder", "invoice"])
        named = found["credit_reminder"] if found["credit_reminder"] != found["contact"] else found["invoice"]
        lines = customer.browse(named)._display_address(without_company=True).splitlines()
        return [line.strip() for line in (customer.name, *lines) if line and line.strip()]

    def _facts(self, doc):
        return [
            (self.env._("Agreed on"), self._day(doc.made_on)),
            (self.env._("Agreed with"), doc.person),
            (self.env._("Customer number"), doc.sudo().partner_id.ref),  # see _subject
            (self.env._("Together"), self._money(doc.amount, doc.currency_id)),
            (self.env._("Received since"), doc.received and self._money(doc.received, doc.currency_id)),
        ]

    def _text(self, doc):
        if doc.state == "draft":
            return self.env._("We propose that you pay the documents below as follows. Please confirm it to us.")
        if doc.state == OPEN:
            return self.env._("You have told us that you will pay the documents below as follows. Thank you.")
        if doc.state == KEPT:
            return self.env._("You have paid as agreed. Thank you.")
        return self.env._("This was agreed; it does not hold any more.")

    def _instalments(self, doc):
        columns = [(self.env._("No."), 10, FIGURE), (self.env._("Pay by"), 50, WHOLE), self._amount_column(doc)]
        parts = doc.part_ids.sorted("due")
        rows = [
            Row([number, self._day(part.due), self._figure(part.amount, doc.currency_id)])
            for number, part in enumerate(parts, 1)
        ]
        total = ["", self.env._("Together"), self._figure(doc.amount, doc.currency_id)]
        return self._tabulate(columns, rows, total=total, first=FIRST_PAGE)

    def _items(self, doc):
        columns = [(self.env._("Document"), 40), (self.env._("Due"), 20, WHOLE), self._amount_column(doc)]
        chosen = doc.item_ids.filtered("chosen")
        rows = [
            Row([item.reference, self._day(item.due), self._figure(item.amount, item.currency_id)]) for item in chosen
        ]
        total = [self.env._("Open then"), "", self._figure(sum(chosen.mapped("amount")), doc.currency_id)]
        return self._tabulate(columns, rows, total=total) if rows else None

    def _share_text(self, doc):
        """Said where the plan is about less: a part, or some of it had been paid and was not matched yet."""
        if doc.currency_id.compare_amounts(doc.amount, doc.owed) == 0:
            return ""
        return self.env._("The plan is about %s of it.", self._money(doc.amount, doc.currency_id))

    def _amount_column(self, doc):
        return self.env._("Amount in %s", doc.currency_id.name), 40, FIGURE

    def _consequence(self, doc):
        if doc.state not in ("draft", OPEN):
            return ""
        if doc.all_due and len(doc.part_ids) > 1:
            return self.env._(
                "If an instalment does not come in time, this plan ends, and all that is left is due at once."
            )
        return self.env._("What does not come in time is due at once.")
