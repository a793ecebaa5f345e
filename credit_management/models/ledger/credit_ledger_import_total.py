from collections import defaultdict

from odoo import api, fields, models
from odoo.tools import formatLang

SMALLEST = 0.005


class CreditLedgerImport(models.Model):
    """Totals of an import, to compare with the old program's own: typed or accepted before the import."""

    _inherit = "credit.ledger.import"

    billed_count = fields.Integer(
        string="Invoices to Book", readonly=True, copy=False, help="Invoices that will be booked."
    )
    credit_note_count = fields.Integer(
        string="Credit Notes", readonly=True, copy=False, help="Credit notes that will be booked."
    )
    payment_count = fields.Integer(
        string="Payments on Account", readonly=True, copy=False, help="Payments without an invoice that will be booked."
    )
    oldest_open = fields.Date(string="Oldest Open Invoice", readonly=True, copy=False)
    open_total = fields.Float(
        string="Total Open",
        digits=(16, 2),
        readonly=True,
        copy=False,
        help="What stays open of all that will be booked, in the company's currency.",
    )
    currency_count = fields.Integer(readonly=True, copy=False, help="Currencies that the file has amounts in.")
    left_text = fields.Text(string="Rows Left Out", readonly=True, copy=False)
    expected_total = fields.Float(
        string="Total of the Old Program", digits=(16, 2), copy=False,
        help="Open amount of all, as the old program says. It is compared with the amount read.",
    )  # fmt: skip
    total_accepted = fields.Boolean(string="The Totals Are Right", copy=False)
    difference_text = fields.Char(string="Difference", compute="_compute_difference_text")

    @api.depends("expected_total", "open_total", "currency_count", "total_ids.difference", "total_ids.left_amount")
    @api.depends_context("lang")
    def _compute_difference_text(self):
        for one in self:
            texts = [one._difference() if one.expected_total else "", one._customers_apart()]
            one.difference_text = " ".join(filter(None, texts)) or False

    def _figures(self, look):
        """Figures of the documents read, as the form shows them."""
        invoices = look.invoices
        sums = self._open_by_customer(look)
        totals = defaultdict(float)
        for (_key, code), (amount, _count) in sums.items():
            totals[code] += amount
        open_days = [one.invoiced for one in invoices if abs(one.amount - one.settled) > SMALLEST and one.amount > 0]
        return {
            "billed_count": sum(one.amount > 0 and not one.payment for one in invoices),
            "credit_note_count": sum(one.amount < 0 and not one.payment for one in invoices),
            "payment_count": sum(one.payment for one in invoices),
            "oldest_open": min(open_days, default=False),
            "open_total": round(sum(totals.values()), 2) if len(totals) == 1 else 0,
            "currency_count": len(totals),
        }

    # === THE OLD PROGRAM'S TOTAL === #

    def _unlike_total(self):
        """Why what was read may not be booked yet: nobody has compared it with the old program; or None."""
        if sentence := self._customers_apart():
            return sentence
        if self.expected_total:
            return self._difference() or None
        all_compared = self.total_ids and all(self.total_ids.mapped("is_given"))
        if not self.total_accepted and not all_compared:
            return self.env._(
                "Compare the totals with your old program first: type its total, choose its list of totals by customer,"
                " or tick “The Totals Are Right”."
            )
        return None

    def _difference(self):
        """Difference between the total typed and the one read; nothing where they are the same."""
        if self.currency_count > 1:
            return self.env._(
                "The file has several currencies, so one total cannot be compared. Compare those shown, and tick “The"
                " Totals Are Right”."
            )
        difference = round(self.expected_total - self.open_total, 2)
        if abs(difference) < SMALLEST:
            return ""
        sentence = self.env._(
            "%(typed)s was typed and %(read)s was read: %(difference)s apart. Compare the customers below with those of"
            " the old program.",
            typed=formatLang(self.env, self.expected_total, 2),
            read=formatLang(self.env, self.open_total, 2),
            difference=formatLang(self.env, difference, 2),
        )
        return " ".join([sentence, *self._clues(difference)])

    def _clues(self, difference):
        """Customers who alone would explain the difference: by what is left out, or read with the wrong sign."""
        for one in self.total_ids:
            name, still_open, left = one.name, one.open_amount, one.left_amount
            of = {"name": name, "amount": formatLang(self.env, abs(difference), 2)}
            if abs(left) > SMALLEST and abs(left - difference) < SMALLEST:
                yield self.env._("%(amount)s in rows of %(name)s are left out.", **of)
            elif abs(still_open) > SMALLEST and abs(still_open + difference) < SMALLEST:
                yield self.env._("%(name)s is read with %(amount)s open: perhaps nothing is.", **of)
            elif abs(still_open) > SMALLEST and abs(2 * still_open + difference) < SMALLEST:
                yield self.env._(
                    "%(name)s is read with %(amount)s open: perhaps with the wrong sign.",
                    name=name, amount=formatLang(self.env, still_open, 2),
                )  # fmt: skip

    # === LEFT OUT === #

    def _left_text(self, left):
        """Rows left out, by reason: how many and which."""
        texts = self._left_texts()
        lines = []
        for reason, rows in sorted(left.items()):
            named = ", ".join(map(str, sorted(rows)[:10])) + (" …" if len(rows) > 10 else "")
            lines.append(f"{texts[reason]}: {len(rows)} ({self.env._('rows %(rows)s', rows=named)})")
        return "\n".join(lines) or False
