import tempfile
from pathlib import Path

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ...core.common.styles import A4, FORMATS, LETTER, NUMBER, SHARE
from ...models.common.day import format_day, format_moment
from .workbook import FullSheetError, Workbook, money_format
from .workbook_cover import Chart, Cover

BATCH = 5000  # rows in memory at once


class CreditWorkbook(models.AbstractModel):
    """Sheets of each workbook; the rows are those the user may read.

    A report is a method ``_write_<report>`` that writes into the book for one legal entity and yields how
    many of its rows are written, and a method ``_count_<report>`` that says how many there will be.
    """

    _name = "credit.workbook"
    _description = "Credit Workbook"

    @api.model
    def _stream(self, export):
        """Make a workbook and give it away piece by piece.

        :param export: the ``credit.workbook.export`` that says which, in the environment of its user
        :return: yields ``(rows written, rows in all)`` and, last, the content as bytes
        """
        with tempfile.TemporaryDirectory(prefix="credit_workbook_") as folder:
            path = Path(folder) / "workbook.xlsx"
            export = export._with_companies()
            yield from self.with_env(export.env)._write(export, path, folder)
            yield path.read_bytes()

    @api.model
    def _write(self, export, path, folder):
        self.env.flush_all()
        # Compiling a query over every source takes PostgreSQL several times as long as running it.
        self.env.cr.execute("SET LOCAL jit = off")
        roots = export._roots()
        total = sum(getattr(self._at(export, root), f"_count_{export.report}")(export, root) for root in roots)
        done = 0
        yield done, total
        try:
            cover, footer, paper = self._cover(export), self._footer(export), self._paper(export)
            with Workbook(str(path), folder, self._properties(export), cover, footer, paper) as book:
                for root in roots:
                    written, here = 0, self._at(export, root)
                    for written in getattr(here, f"_write_{export.report}")(book, export, root):
                        yield done + written, total
                        self.env.invalidate_all()  # else what was read of every record would stay in memory
                    done += written
        except FullSheetError as error:
            raise UserError(
                self.env._(
                    "“%(sheet)s” has more rows than a sheet can hold. Choose fewer customers or leave out the details.",
                    sheet=str(error),
                )
            ) from error

    def _at(self, export, root):
        """At work in the companies chosen of one legal entity alone: PostgreSQL then knows how many rows to expect."""
        # Names of companies the user chose.
        companies = export.sudo().company_ids.filtered(lambda company: company.root_id == root)
        return self.with_context(allowed_company_ids=companies.ids)

    # === WHAT ALL HAVE IN COMMON === #

    def _properties(self, export):
        return {
            "title": export._title(),
            "subject": self.env._("As of %(date)s", date=format_day(self.env, export.date)),
            "author": self.env.user.name,
            "company": ", ".join(export._roots().mapped("name")),
            "created": fields.Datetime.now(),
        }

    def _cover(self, export):
        """The first sheet: whose figures, of which day and choice, who made them, and where they are on screen."""
        companies, made = (
            export._roots(),
            format_moment(self.env, fields.Datetime.now()),
        )
        branches = export.sudo().company_ids - companies  # names of companies the user chose
        told = [
            (self.env._("Company"), ", ".join(companies.mapped("name"))),
            (self.env._("Branches"), ", ".join(branches.mapped("name"))),
            (self.env._("As of"), format_day(self.env, export.date)),
            *export._chosen(),
            (self.env._("Made by"), self.env.user.name),
            (self.env._("Made on"), made),
        ]
        lines = [(name, text, "") for name, text in told if text]
        if path := export._screen_path():
            lines.append((self.env._("On screen"), self.env._("Open in Odoo"), self._address(path)))
        return Cover(export._title(), lines, self.env._("Contents"), self.env._("Rows and Sums"), self.env._("Cover"))

    def _footer(self, export):
        return f"{', '.join(export._roots().mapped('name'))} · {export._title()} · {format_day(self.env, export.date)}"

    def _paper(self, export):
        """The paper of the company whose figures they are."""
        paper = export._roots()[:1].sudo().paperformat_id  # a setting of the entity
        return LETTER if paper.format == "Letter" else A4

    def _address(self, path, record_id=0):
        """Where a view or a record is, for those who may read it."""
        address = f"{self.get_base_url()}/odoo/{path}"
        return f"{address}/{record_id}" if record_id else address

    def _ask(self, book, root, export, question, points, kind="column", money=True, share=False, names=()):
        """One picture for each legal entity.

        :param share: whether the figures are shares, and no amounts
        :param names: of the amounts that each point has, where it has several
        """
        if not any(value for _name, *values in points for value in values):
            return
        several = len(export._roots()) > 1
        currency = root.currency_id
        form = money_format(currency.symbol, currency.position == "before", 0) if money else FORMATS[NUMBER]
        form = FORMATS[SHARE] if share else form
        book.cover.charts.append(Chart(f"{question} ({root.name})" if several else question, points, kind, form, names))

    def _heading(self, export, root, title):
        """The lines above a table: what it is, whose, of which day, and who made it when."""
        return [
            f"{export._title()}: {title}",
            self.env._("%(company)s, as of %(date)s", company=root.name, date=format_day(self.env, export.date)),
            self.env._(
                "Made by %(user)s on %(time)s",
                user=self.env.user.name,
                time=format_moment(self.env, fields.Datetime.now()),
            ),
        ]

    def _sheet(self, book, export, root, title, columns):
        several = len(export._roots()) > 1
        name = f"{title} – {root.name}" if several else title
        currency = root.currency_id
        money = money_format(currency.symbol, currency.position == "before", currency.decimal_places)
        return book.sheet(name, self._heading(export, root, title), columns, money)

    def _close(self, sheet, root, shares=None):
        sheet.close(self.env._("Total"), root.currency_id.decimal_places, shares)

    @api.model
    def _label(self, model, name):
        """The words for the values of a selection field, in the user's language."""
        return dict(self.env[model]._fields[name]._description_selection(self.env))

    def _fetch(self, query):
        """The rows of a query, some thousand at a time: the others wait in the database."""
        self.env.cr.execute("SET LOCAL cursor_tuple_fraction = 1")  # all of the rows are wanted
        self.env.cr.execute(SQL("DECLARE credit_workbook NO SCROLL CURSOR FOR %s", query))
        try:
            while True:
                self.env.cr.execute(SQL("FETCH %s FROM credit_workbook", BATCH))
                if not (rows := self.env.cr.fetchall()):
                    return
                yield rows
        finally:
            if not self.env.cr.closed:
                self.env.cr.execute("CLOSE credit_workbook")
