import base64
from collections import Counter

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import date_utils, format_amount

from ...core.assessment import ratios, statement_sheet
from ...core.assessment.statement import LINES, TOTALS, completed
from ...core.assessment.statement_check import CHECK
from ...core.assessment.statement_sheet import CHOICES, HEAD, read
from ...models.common.day import format_day

RATIOS = ("current_ratio", "equity_ratio", "net_margin", "interest_coverage")
SHOWN = ("total_assets", "equity", "sales", "operating_result", "net_result")


class CreditStatementImport(models.TransientModel):
    """Reads the statements of one customer from a workbook: all of them, or none."""

    _name = "credit.statement.import"
    _description = "Import Financial Statements"
    _inherit = ["credit.single"]

    account_id = fields.Many2one("credit.account", required=True)
    file = fields.Binary(string="Workbook", attachment=False)
    file_name = fields.Char()
    ready = fields.Boolean(compute="_compute_preview")
    fault_text = fields.Text(string="Faults", compute="_compute_preview")
    preview = fields.Html(compute="_compute_preview", sanitize=False)

    # === COMPUTE === #

    @api.depends("file", "account_id")
    @api.depends_context("lang")
    def _compute_preview(self):
        for wizard in self:
            drafts, faults = wizard._read() if wizard.file and wizard.account_id else ([], [])
            wizard.ready = bool(drafts) and not faults
            wizard.fault_text = "\n".join(faults) or False
            wizard.preview = wizard._draw_preview(drafts) if wizard.ready else False

    def _draw_preview(self, drafts):
        """Preview of the workbook: one row a figure, one column a period."""
        statements = [self.env["credit.financial.statement"].new(vals) for _column, vals in drafts]
        label = self._label
        rows = [
            (label("kind"), [self._selected("kind", one.kind) for one in statements]),
            (label("audited"), [self._selected("audited", one.audited) for one in statements]),
            *((label(name), [self._tell_line(one, name) for one in statements]) for name in SHOWN),
            *self._preview_ratios(statements),
            (self.env._("To be looked at"), [self._tell_faults(one) for one in statements]),
        ]
        days = [format_day(self.env, one.period_end) for one in statements]
        head = self._draw_row(label("period_end"), days, "th")
        return Markup('<table class="table table-sm"><thead>{}</thead><tbody>{}</tbody></table>').format(
            head, Markup().join(self._draw_row(*row) for row in rows)
        )

    def _tell_line(self, statement, name):
        """A line as it will stand: a total that was left out is what its parts add up to, a gap stays one."""
        given = statement._to_core()
        amount = getattr(completed(given), name)
        if amount is None:
            return "–"
        text = format_amount(self.env, amount, statement.currency_id)
        return text if getattr(given, name) is not None else self.env._("%s (computed)", text)

    def _preview_ratios(self, statements):
        """Rows of the ratios that are looked at first, as they will be computed."""
        table = self.env["credit.financial.ratio"]
        labels = dict(table._fields["code"]._description_selection(self.env))
        found = [ratios.ratios(one._to_core()) for one in statements]
        for code in RATIOS:
            row = table.new({"code": code})
            values = [one[code].value for one in found]
            yield labels[code], ["–" if value is None else row._in_unit(value) for value in values]

    def _tell_faults(self, statement):
        if statement.fault_text:
            return statement.fault_text
        given = statement._to_core()
        if any(getattr(given, name) is not None for name in TOTALS):
            return self.env._("It adds up")
        return self.env._("Totals are computed from the lines")

    @staticmethod
    def _draw_row(title, cells, tag="td"):
        cell = Markup("<{tag}>{}</{tag}>")
        return Markup("<tr><th>{}</th>{}</tr>").format(
            title, Markup().join(cell.format(text, tag=Markup(tag)) for text in cells)
        )

    # === ACTIONS === #

    def action_template(self):
        """Download an empty workbook for this customer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/credit_management/statement_template/{self.account_id.id}",
            "target": "download",
        }

    def action_import(self):
        """Make drafts of all periods and open them; of none when anything is wrong."""
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("Choose the workbook to import first."))
        drafts, faults = self._read()
        if faults:
            raise UserError(self.env._("Nothing was imported:\n%(faults)s", faults="\n".join(faults)))
        statements = self.env["credit.financial.statement"].create([vals for _column, vals in drafts])
        statements._fill_totals()
        for statement in statements:
            statement.message_post(
                body=self.env._("Imported from %(file)s", file=self.file_name or self.env._("a workbook")),
                attachments=[(self.file_name or "statements.xlsx", self._content())],
            )
        return statements._get_records_action(name=self.env._("Imported Statements"))

    # === READING === #

    def _read(self):
        """The file as values to create, by column; and everything wrong with it, in sentences.

        :rtype: tuple[list[tuple[str, dict]], list[str]]
        """
        sheet = read(self._content(), self._labels(), self._choices())
        faults = [self._describe(fault) for fault in sheet.faults]
        if faults:
            return [], faults
        ends = Counter((period.values.get("kind", "annual"), period.values["period_end"]) for period in sheet.periods)
        drafts = []
        for period in sheet.periods:
            vals, problems = self._draft(period)
            if ends[vals["kind"], vals["period_end"]] > 1:
                text = self.env._("another column has the same kind and last day. Keep one of them.")
                problems.append(self._at(period.sheet, period.rows["period_end"], period.column, "period_end", text))
            drafts.append((period.column, vals))
            faults += problems
        return drafts, faults

    def _content(self):
        """The file itself; nothing where what came is no file."""
        try:
            return base64.b64decode(self.with_context(bin_size=False).file or b"")
        except ValueError:
            return b""

    def _draft(self, period):
        """The values of one column, and what is wrong with them beyond a single cell."""
        vals, problems = dict(period.values), []
        vals = {"account_id": self.account_id.id, "kind": "annual", "audited": "unknown", "source": "customer"} | vals

        def note(line, text):
            row = period.rows.get(line) or period.rows["period_end"]
            problems.append(self._at(period.sheet, row, period.column, line, text))

        currency, problem = self._currency(vals.pop("currency", None))
        vals["currency_id"] = currency.id
        if problem:
            note("currency", problem)
        if "period_start" not in vals and vals["kind"] == "annual":
            vals["period_start"] = date_utils.add(date_utils.subtract(vals["period_end"], years=1), days=1)
        if "period_start" not in vals:
            note("period_start", self.env._("an interim statement needs its first day. Fill it in."))
            return vals, problems
        draft = self.env["credit.financial.statement"].new(vals)
        if problem := draft._period_problem():
            note("period_start" if "period_start" in period.rows else "period_end", problem)
        if other := self.env["credit.financial.statement"]._twin(vals):
            note("period_end", other._already_there())
        return vals, problems

    def _currency(self, code):
        """The currency of a code, the company's own without one; and what is wrong with it."""
        if not code:
            return self.account_id.company_id.currency_id, None
        currencies = self.env["res.currency"].with_context(active_test=False)
        currency = currencies.search([("name", "=ilike", code.replace("%", "").replace("_", ""))], limit=1)
        if not currency:
            return currency, self.env._(
                "“%(code)s” is no currency. Write its three letters, EUR for example.", code=code
            )
        if not currency.active:
            return currency, self.env._(
                "%(code)s is not in use here. Ask an accountant to activate it under Currencies.", code=currency.name
            )
        return currency, None

    # === WORDS === #

    def _describe(self, fault):
        """A fault of the reader in a sentence that names sheet, row and column."""
        words = ", ".join(f"“{word}”" for word in self._words(fault.line)) if fault.line in CHOICES else ""
        text = self._fault_texts(fault.value, words)[fault.reason]
        if not fault.row:
            return self.env._("Sheet “%(sheet)s”: %(text)s", sheet=fault.sheet, text=text) if fault.sheet else text
        return self._at(fault.sheet, fault.row, fault.column, fault.line, text)

    def _at(self, sheet, row, column, line, text):
        of = {"row": row, "column": column, "line": f" ({self._label(line)})" if line else "", "text": text}
        if not sheet:
            return self.env._("Row %(row)s, column %(column)s%(line)s: %(text)s", **of)
        return self.env._("Sheet “%(sheet)s”, row %(row)s, column %(column)s%(line)s: %(text)s", sheet=sheet, **of)

    def _fault_texts(self, value, words):
        """Sentences for each reason of the reader, with the value found."""
        return {
            statement_sheet.UNREADABLE: self.env._(
                "This file cannot be read as a workbook. Open it in a spreadsheet program, save it as .xlsx, choose it"
                " again."
            ),
            statement_sheet.LOCKED: self.env._(
                "This workbook has a password. Save it without one, and choose it again."
            ),
            statement_sheet.TOO_BIG: self.env._(
                "This workbook is larger than the statements of a customer can be. Keep the sheet with the statements."
            ),
            statement_sheet.NO_PERIODS: self.env._(
                "no period was found. Download the template and fill in one column for each period."
            ),
            statement_sheet.TOO_LARGE: self.env._(
                "figures stand beyond row %(rows)d or column %(columns)d. Move them next to the labels.",
                rows=statement_sheet.MOST_ROWS,
                columns=statement_sheet.MOST_COLUMNS,
            ),
            statement_sheet.UNKNOWN_ROW: self.env._(
                "“%(value)s” is no line of the template, and there are figures in it. Add them to a line there is.",
                value=value,
            ),
            statement_sheet.REPEATED_ROW: self.env._("this line stands here a second time. Keep one of them."),
            statement_sheet.NO_PERIOD_END: self.env._("this column has figures, but no last day. Fill it in."),
            statement_sheet.TEXT: self.env._(
                "“%(value)s” is text, and an amount is expected. Write a number, or leave the cell empty.", value=value
            ),
            statement_sheet.UNCLEAR_NUMBER: self.env._(
                "“%(value)s” can be read in two ways. Write it as a number, without a sign for thousands.", value=value
            ),
            statement_sheet.NO_DATE: self.env._("“%(value)s” is no date. Write it as 2025-12-31.", value=value),
            statement_sheet.UNCLEAR_DATE: self.env._(
                "“%(value)s” can be read in two ways. Write the date as 2025-12-31.", value=value
            ),
            statement_sheet.NO_CHOICE: self.env._(
                "“%(value)s” is none of %(words)s. Choose one of them.", value=value, words=words
            ),
            statement_sheet.UNIT: self.env._(
                "“%(value)s”: amounts seem to be in thousands or millions. Write them in full, and take this note out.",
                value=value,
            ),
            statement_sheet.CURRENCY: self.env._(
                "“%(value)s” names a currency that is not the one of the statement. Write the code of its currency in"
                " the line Currency, EUR for example.",
                value=value,
            ),
            statement_sheet.LETTERS: self.env._(
                "the letters of this text can be read in several ways. Open it in a spreadsheet program, save it as"
                " .xlsx, choose it again."
            ),
            statement_sheet.ERROR_VALUE: self.env._(
                "the formula ends in %(value)s. Mend it, or write the amount itself.", value=value
            ),
            statement_sheet.NOT_CALCULATED: self.env._(
                "the formula has no stored result. Open the file in a spreadsheet program, save it, choose it again."
            ),
        }

    @api.model
    def _label(self, name):
        name = "currency_id" if name == "currency" else name
        return self.env["credit.financial.statement"]._line_label(name)

    @api.model
    def _labels(self):
        return {self._label(name): name for name in (*HEAD, *LINES)} | {self._check_label(): CHECK}

    @api.model
    def _words(self, name):
        """The words a person may choose from."""
        return [label for _value, label in self._selection(name)]

    @api.model
    def _selected(self, name, value):
        return dict(self._selection(name)).get(value, "")

    @api.model
    def _selection(self, name):
        return self.env["credit.financial.statement"]._fields[name]._description_selection(self.env)

    @api.model
    def _choices(self):
        """For each line of choices, the words in the user's language and the technical ones."""
        return {
            name: {word: value for value, label in self._selection(name) for word in (label, value)} for name in CHOICES
        }
