from odoo import fields, models

from ...core.ledger import doubt as core
from ...core.ledger.doubt import Answers

# The field that answers each doubt.
FIELDS = {
    core.ENCODING: "encoding", core.SHEETS: "sheets", core.HIDDEN: "hidden_rows", core.QUOTES: "quotes",
    core.LIST_DATE: "list_date", core.PAID_DAY: "paid_day", core.REPEATED: "repeated", core.CREDITS: "credit_side",
    core.PAYMENTS: "payment_rows", core.TURNED: "turned_days", core.MOVED: "moved_days",
    core.CURRENCY: "sign_currency_id", core.SIGNS: "turned_signs",
    core.NUMBERED: "numbered_credits", core.LEVELS: "heading_level",
}  # fmt: skip


class CreditLedgerImport(models.Model):
    """Questions that a file leaves open, and what a person has answered: until then nothing is imported."""

    _inherit = "credit.ledger.import"

    sheets = fields.Selection([("one", "Read the one sheet only"), ("all", "Read all of them together")])
    hidden_rows = fields.Selection([("with", "Read them, too"), ("without", "Leave them out")])
    quotes = fields.Selection([("ignore", "Ignore quotation marks"), ("keep", "The cell is right as it is")])
    list_date = fields.Date(string="Day of the List", help="The open amounts of the file are those of this day.")
    paid_day = fields.Selection(
        [("due", "On their due date"), ("out", "Leave them out")],
        string="Paid Without a Day",
        help="Left out, they change nothing of what is owed; paid on the due date, their customers count as punctual.",
    )
    repeated = fields.Selection(
        [("once", "Each row has the whole amount: count it once"), ("sum", "Each row is a part: add them up")],
        string="Same Number Again",
    )
    credit_side = fields.Selection([("credit_note", "Credit notes"), ("payment", "Payments")])
    payment_rows = fields.Selection(
        [("told", "They settle invoices that are marked as paid: leave them out"), ("account", "Book them on account")],
        string="Rows of Payments",
    )
    turned_days = fields.Selection([("turn", "Turn day and month back"), ("keep", "Read them as they stand")])
    moved_days = fields.Selection([("next", "Read the day after"), ("keep", "Read them as they stand")])
    turned_signs = fields.Selection(
        [("turn", "Turn them round"), ("keep", "Read them as they stand")],
        string="Amounts below Zero",
        help="Turned round, what stands below zero is owed by the customer, and what stands above lowers it.",
    )
    numbered_credits = fields.Selection(
        [("credit_note", "Credit notes"), ("invoice", "Invoices, as their amounts stand")],
        string="Numbers of Credit Notes",
    )
    heading_level = fields.Selection(
        [("outer", "The outer name"), ("inner", "The inner name")],
        string="Names above Rows",
        help="Which of the names that stand above each other is the customer.",
    )
    sign_currency_id = fields.Many2one("res.currency", string="Currency of the Amounts")
    columns_confirmed = fields.Boolean(string="The Columns Are Right")
    asked = fields.Char(readonly=True, copy=False)  # names of the fields that the file asks for
    question_text = fields.Text(string="Questions", readonly=True, copy=False)

    def _answers(self):
        """
        :rtype: core.ledger.doubt.Answers
        """
        return Answers(
            encoding=self.encoding or "",
            sheets=self.sheets or "",
            hidden=self.hidden_rows or "",
            quotes=self.quotes or "",
            list_date=self.list_date or None,
            paid_day=self.paid_day or "",
            repeated=self.repeated or "",
            credits=self.credit_side or "",
            payments=self.payment_rows or "",
            turned=self.turned_days or "",
            moved=self.moved_days or "",
            signs=self.turned_signs or "",
            numbered=self.numbered_credits or "",
            levels=self.heading_level or "",
            currency=self.sign_currency_id.name or "",
        )

    def _questions(self, doubts, samples):
        """The questions that are open, in sentences, and the fields that the file asks for.

        :param doubts: core.ledger.doubt.Doubt of the file, answered or not
        :param samples: encodings and what the letters are in each
        """
        open_doubts = [one for one in doubts if not one.answered]
        sentences = [self._question(one, samples) for one in open_doubts]
        columns = [column.doubt for column in self.column_ids if column.doubt]
        if columns and not self.columns_confirmed:
            sentences += columns
        asked = [FIELDS[one.kind] for one in doubts] + ["columns_confirmed"] * bool(columns)
        return {"question_text": "\n".join(sentences) or False, "asked": ",".join(dict.fromkeys(asked)) or False}

    def _question(self, one, samples):
        if one.kind == core.ENCODING:
            labels = dict(self._fields["encoding"]._description_selection(self.env))
            ways = "; ".join(f"{labels[name]}: “{sample}”" for name, sample in samples if name in labels)
            return self.env._(
                "The letters can be read in several ways. Choose one under Characters. %(ways)s", ways=ways
            )
        return self._question_texts(one)[one.kind]

    def _question_texts(self, one):
        of = {"count": one.count, "row": one.row, "value": one.value}
        return {
            core.SHEETS: self.env._(
                "Sheet %(sheet)s is read. Others look like a ledger, too: %(value)s. Are they to be read?",
                sheet=one.beside,
                **of,
            ),
            core.HIDDEN: self.env._(
                "Rows hidden or filtered out: %(count)s, the first of them row %(row)s. Are they to be read?", **of
            ),
            core.QUOTES: self.env._(
                "From row %(row)s on a quotation mark is not closed and swallows the rows that follow. Ignore quotation"
                " marks, or correct the file.",
                **of,
            ),
            core.LIST_DATE: self.env._(
                "Invoices paid in part, and no column says when: %(count)s, %(value)s for instance. Of which day is"
                " this list?",
                **of,
            ),
            core.PAID_DAY: self.env._(
                "Invoices paid, and no day says when: %(count)s, %(value)s for instance. Choose what counts.", **of
            ),
            core.REPEATED: self.env._(
                "Invoice numbers in several rows: %(count)s, %(value)s for instance. Is the amount of each row the"
                " whole invoice, or a part of it?",
                **of,
            ),
            core.CREDITS: self.env._(
                "Rows on the credit side, and nothing says what they are: %(count)s, %(value)s for instance.", **of
            ),
            core.PAYMENTS: self.env._(
                "Rows of payments beside invoices that are marked as paid: %(count)s, %(value)s for instance. Are they"
                " the payments of those?",
                **of,
            ),
            core.TURNED: self.env._(
                "A spreadsheet seems to have turned day and month: all its own dates lie up to the 12th, all texts"
                " after it (%(value)s).",
                **of,
            ),
            core.MOVED: self.env._(
                "All times are the same late hour: midnight of another place, so that the day is one too early"
                " (%(value)s).",
                **of,
            ),
            core.SIGNS: self.env._(
                "Most amounts stand below zero, %(value)s for instance, and nothing says why. Are their signs turned"
                " round?",
                **of,
            ),
            core.NUMBERED: self.env._(
                "Numbers that begin as those of credit notes do, with amounts above zero: %(count)s, %(value)s for"
                " instance. Are they credit notes?",
                **of,
            ),
            core.LEVELS: self.env._(
                "Names stand above names: %(value)s. Which of them is the customer? The outer one is read meanwhile.",
                **of,
            ),
            core.CURRENCY: self.env._(
                "“%(value)s” in the amounts stands for several currencies. Choose which one it is.", **of
            ),
        }
