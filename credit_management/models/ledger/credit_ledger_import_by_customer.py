import base64
from collections import defaultdict

from odoo import fields, models

from ...core.common.bounds import UnreadableError
from ...core.common.currency import codes_of
from ...core.ledger import file as ledger_file
from ...core.ledger import totals as core
from ...core.ledger.name import plain_name

FIGURES = ("document_count", "open_amount", "left_amount")
NAMED = 5  # customers in the sentence of a difference


class CreditLedgerImport(models.Model):
    """What is open of each customer, compared with totals of the old program: typed, or a list of them."""

    _inherit = "credit.ledger.import"

    total_ids = fields.One2many("credit.ledger.total", "import_id", string="By Customer", copy=False)
    totals_file = fields.Binary(
        string="Totals by Customer", attachment=True, copy=False,
        help="A list of customers and what each owes, an aging summary for instance, as text or as a workbook.",
    )  # fmt: skip
    totals_file_name = fields.Char(copy=False)
    totals_note = fields.Char(string="About the Totals", readonly=True, copy=False)

    # === WHAT IS READ === #

    def _keep_totals(self, look):
        """The rows by customer as they are read now; what was typed beside them stays."""
        wanted = self._customer_totals(look)
        kept = {one._key(): one for one in self.total_ids}
        gone = [one.id for key, one in kept.items() if key not in wanted and not one.is_given]
        rows = self._total_rows()
        rows.browse(gone).unlink()
        for key, one in kept.items():
            vals = wanted.get(key, {"open_amount": 0, "left_amount": 0, "document_count": 0})
            if one.id not in gone and any(one[name] != vals[name] for name in vals if name in FIGURES):
                rows.browse(one.id).write({name: vals[name] for name in FIGURES})
        order = sorted((key for key in wanted if key not in kept), key=lambda key: -abs(wanted[key]["open_amount"]))
        rows.create([wanted[key] for key in order])

    def _total_rows(self):
        # As the superuser: rows follow from the file and the list, and a person only types totals beside them.
        return self.env["credit.ledger.total"].sudo()

    def _customer_totals(self, look):
        """Values of a row for each customer and currency."""
        left, names = self._left_by_customer(look), dict(look.names)
        for one in look.left_documents:
            names.setdefault(self._key_of(*one.customer), one.customer[1] or one.customer[0])
        own = self.company_id.currency_id
        currencies = self.env["res.currency"]._credit_by_code()
        sums = dict(self._open_by_customer(look))
        for key in left.keys() - {key for key, _code in sums}:
            sums[key, own.name] = 0.0, 0
        found = {}
        for (key, code), (amount, count) in sums.items():
            currency = currencies.get(code, own)
            found[key, currency.name] = {
                "import_id": self.id, "reference": key[0] or False, "name": names.get(key, key[0] or key[1]),
                "currency_id": currency.id, "document_count": count, "open_amount": currency.round(amount),
                "left_amount": currency.round(left.pop(key, 0.0)),
            }  # fmt: skip
        return found

    def _left_by_customer(self, look):
        left = defaultdict(float)
        for one in look.left_documents:
            left[self._key_of(*one.customer)] += one.amount
        return left

    def _open_by_customer(self, look):
        """What is open, and how many documents there are, by customer and currency."""
        sums = defaultdict(lambda: (0.0, 0))
        for one in look.invoices:
            key = self._key(one), one.currency or self.company_id.currency_id.name
            amount, count = sums[key]
            sums[key] = amount + one.amount - one.settled, count + 1
        return sums

    # === A LIST OF TOTALS === #

    def _compare_with_list(self):
        """Take the totals of the list over; customers of whom nothing was read have a row as well."""
        if not self.totals_file:
            given = self._total_rows().browse(self.total_ids.filtered("is_given").ids)
            given.write({"expected": 0, "is_given": False})
            given.filtered(lambda one: not one.document_count and not one.left_amount).unlink()
            self._credit_by_method().totals_note = False
            return
        try:
            table = ledger_file.load(base64.b64decode(self.with_context(bin_size=False).totals_file))
            totals = core.read(table)
        except (UnreadableError, core.UnclearError, ValueError) as error:
            self._credit_by_method().totals_note = self._list_text(error)
            return
        self._note_list(totals)

    def _note_list(self, totals):
        rows = {one._key(): one for one in self.total_ids}
        by_name = defaultdict(list)
        for (key, code), one in rows.items():
            by_name[plain_name(one.name or ""), code].append(key)
        currencies = self.env["res.currency"]._credit_by_code()
        own, told, unclear, foreign = self.company_id.currency_id, defaultdict(float), [], {}
        for total in totals:
            code = self._code_of(total.currency, currencies) if total.currency else own.name
            if not code:
                foreign[total.currency] = True
                continue
            key = self._key_of(total.reference, total.name)
            same = by_name.get((plain_name(total.name), code), []) if total.name else []
            if (key, code) not in rows and len(same) > 1:
                unclear.append(total.name)
                continue
            if (key, code) not in rows and same:
                key = same[0]
            told[key, code, total.name or total.reference] += total.amount
        self._take_totals(rows, told, currencies)
        text = self.env._("%(count)s customers of the list are compared.", count=len(told))
        if unclear:
            text += " " + self.env._("Several customers have these names: %(names)s.", names=", ".join(unclear[:NAMED]))
        if foreign:
            text += " " + self.env._("Not compared, as no currency in use here: %(names)s.", names=", ".join(foreign))
        self._credit_by_method().totals_note = text

    def _code_of(self, text, currencies):
        """The code of a currency in use that a text names, the company's own before others; "" for none."""
        own = self.company_id.currency_id.name
        possible = [code for code in codes_of(text) if code in currencies]
        return own if own in possible else next(iter(possible), "")

    def _take_totals(self, rows, told, currencies):
        """Whoever is in the books and not in the list owes nothing by it."""
        expected = {(key, code): (amount, name) for (key, code, name), amount in told.items()}
        for key, one in rows.items():
            self._total_rows().browse(one.id).write({"expected": expected.get(key, (0.0, ""))[0], "is_given": True})
        self._total_rows().create(
            [
                {
                    "import_id": self.id, "reference": key[0] or False, "name": name, "expected": amount,
                    "currency_id": currencies[code].id, "is_given": True,
                }
                for (key, code), (amount, name) in expected.items() if (key, code) not in rows
            ]
        )  # fmt: skip

    def _list_text(self, error):
        reason = getattr(error, "reason", "")
        texts = {
            core.NO_CUSTOMER: self.env._("The list has no column of customers that is known. Call one “Customer”."),
            core.NO_TOTAL: self.env._("The list has no column of totals that is known. Call one “Balance”."),
            core.SEVERAL_TOTALS: self.env._("Several columns of the list may be the total. Keep one of them."),
            core.BAD_TOTAL: self.env._("“%(value)s” is no amount.", value=getattr(error, "value", "")),
        }
        return texts.get(reason) or self._file_texts().get(reason) or self.env._("The list cannot be read.")

    # === THE DIFFERENCE === #

    def _customers_apart(self):
        """Which customers differ from the old program and by how much, in a sentence; "" where none does."""
        apart = self.total_ids.filtered("differs").sorted(lambda one: -abs(one.difference))
        if not apart:
            return ""
        named = [
            self.env._(
                "%(name)s by %(difference)s (read %(read)s, old program %(told)s)", name=one.name,
                difference=one.currency_id.format(one.difference), read=one.currency_id.format(one.open_amount),
                told=one.currency_id.format(one.expected),
            )
            for one in apart[:NAMED]
        ]  # fmt: skip
        more = self.env._("; and %(count)s more", count=len(apart) - NAMED) if len(apart) > NAMED else ""
        return self.env._(
            "%(count)s customers differ from the old program: %(customers)s.", count=len(apart),
            customers="; ".join(named) + more,
        )  # fmt: skip
