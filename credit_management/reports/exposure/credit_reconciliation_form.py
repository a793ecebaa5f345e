from odoo import fields, models
from odoo.tools import formatLang, get_lang

from ...const import USER
from ..common.credit_print import FIGURE, FIRST_PAGE, WHOLE


class CreditReconciliationForm(models.AbstractModel):
    """A reconciliation as the customer gets it: what moved the balance, and a slip to sign and return."""

    _name = "report.credit_management.credit_reconciliation_form"
    _description = "Reconciliation on Paper"
    _inherit = ["credit.print"]
    _prints = "credit.reconciliation"
    _role = USER

    def _check_may_print(self, docs):
        # EXTENDS 'credit_management': who may not print the statement does not print this
        self._letters()._check_may_print(docs.account_id)
        return super()._check_may_print(docs)

    def _letters(self):
        """What letters to customers share."""
        return self.env["report.credit_management.credit_account_statement"]

    def _title(self):
        return self.env._("Reconciliation of Account")

    def _language(self, doc):
        """The customer reads it."""
        return get_lang(self.env, doc.partner_id.lang).code

    def _form_head(self, doc):
        # EXTENDS 'credit_management'
        first, last = self._day(doc.date_from), self._day(doc.date_to)
        return [
            (self.env._("Number"), doc.name),
            (self.env._("Period"), self.env._("%(first)s to %(last)s", first=first, last=last)),
            (self.env._("Please answer by"), self._day(doc.reply_by)),
        ]

    def _seals(self, doc):
        # EXTENDS 'credit_management'
        return [self._company(doc).name]

    def _prepare_sheets(self, docs):
        return {doc: self._sheet(doc) for doc in docs}

    def _sheet(self, doc):
        company, letters = self._company(doc), self._letters()
        return {
            "recipient": letters._recipient(doc.partner_id),
            "customer_number": doc.partner_id.ref or "",
            "sections": [self._section(doc, company, one) for one in doc.balance_ids],
            "contacts": letters._contacts(doc.account_id, company),
            "last": self._day(doc.date_to),
            "reply_by": self._day(doc.reply_by),
        }

    def _section(self, doc, company, balance):
        currency = balance.currency_id
        facts = [
            (self.env._("Balance on %s", self._day(doc.date_to)), self._money(balance.closing, currency)),
            (self.env._("In words"), self._in_words(balance.closing, currency)),
            (self.env._("Balance before"), self._money(balance.opening, currency)),
            (self.env._("Invoiced in the period"), self._money(balance.debit, currency)),
            (self.env._("Paid or credited in the period"), self._money(balance.credit, currency)),
            (self.env._("Delivered, not invoiced yet"), self._money(balance.delivered, currency)),
            (self.env._("Please pay to"), "\n".join(self._letters()._banks(company, currency))),
        ]
        return {
            "currency": currency.name,
            "facts": [(name, text) for name, text in facts if text],
            "movements": self._movement_table(doc, balance),
            "deliveries": self._delivery_table(balance) if balance.deliveries else None,
            "closing": self._money(balance.closing, currency),
        }

    def _movement_table(self, doc, balance):
        currency = balance.currency_id
        columns = [
            (self.env._("Date"), 13, WHOLE),
            (self.env._("Document"), 21),
            (self.env._("Order or reference"), 18),
            (self.env._("Debited"), 16, FIGURE),
            (self.env._("Credited"), 16, FIGURE),
            (self.env._("Balance in %s", currency.name), 16, FIGURE),
        ]
        first = [self._day(doc.date_from), self.env._("Balance before"), "", "", ""]
        rows = [[*first, self._figure(balance.opening, currency)]]
        for moved in balance.movements or ():
            rows.append(
                [
                    self._day(fields.Date.to_date(moved["day"])),
                    moved["document"],
                    moved["reference"],
                    self._figure(moved["debit"], currency) if moved["debit"] else "",
                    self._figure(moved["credit"], currency) if moved["credit"] else "",
                    self._figure(moved["balance"], currency),
                ]
            )
        sums = [self._figure(amount, currency) for amount in (balance.debit, balance.credit, balance.closing)]
        total = [self._day(doc.date_to), self.env._("Balance"), "", *sums]
        return self._tabulate(columns, rows, total=total, first=FIRST_PAGE)

    def _delivery_table(self, balance):
        currency = balance.currency_id
        columns = [
            (self.env._("Order"), 20),
            (self.env._("Product"), 44),
            (self.env._("Quantity"), 14, FIGURE),
            (self.env._("Amount in %s", currency.name), 22, FIGURE),
        ]
        rows = [
            [one["order"], one["product"], self._quantity(one["quantity"]), self._figure(one["amount"], currency)]
            for one in balance.deliveries
        ]
        total = [self.env._("Together"), "", "", self._figure(balance.delivered, currency)]
        return self._tabulate(columns, rows, total=total)

    def _quantity(self, quantity):
        """Whole numbers without decimals, others with as many as quantities have; nothing is left away."""
        digits = 0 if float(quantity).is_integer() else self.env["decimal.precision"].precision_get("Product Unit")
        return formatLang(self.env, quantity, digits=digits)
