import base64
from typing import NamedTuple

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, formatLang
from odoo.tools.image import image_data_uri, image_process

from ...const import ANALYST
from ...core.common.columns import SIZES, Column, layout, lines
from ...core.common.pages import parts
from ...models.common.day import format_day
from .qr_code import drawing

LOGO = (400, 120)
CODE = 130  # pixels
COLOUR = "#4a5568"  # of companies that have not chosen one
# Kinds of columns, and classes of the style sheet. What stands in them is on one line and never cut.
FIGURE, WHOLE, DRAWING = "figure", "whole", "drawing"
# How many rows of one line a page holds, on the shortest of the papers.
FIRST_PAGE, OTHER_PAGES = 14, 44
# Pixels between the margins, on the narrowest of the papers: upright and on its side.
UPRIGHT, SIDEWAYS = 915, 1256
DRAWN = "0" * 17
LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"
ROW, LEADING, PADDING = 26, 1.35, 7  # pixels of a row of one line; of a line, as a share of its letters; around it


class Row(NamedTuple):
    """A row of a table; ``style`` is a class of the style sheet."""

    cells: list
    style: str = ""


class CreditPrint(models.AbstractModel):
    """Letterhead, language and formatted figures of every document on paper.

    A document names the model it prints and the role it is for, and prepares a sheet for each
    record: what its template needs, in the language the sheet is printed in.
    """

    _name = "credit.print"
    _description = "Document on Paper"
    _prints = None
    _role = ANALYST

    @api.model
    def _get_report_values(self, docids, data=None):
        docs = self.env[self._prints].browse(docids or ()).exists()
        if not docs:
            raise UserError(self.env._("There is nothing to print. Choose a record first."))
        self._check_may_print(docs)
        return {"doc_ids": docs.ids, "doc_model": self._prints, "docs": docs, "sheets": self._sheets(docs)}

    def _check_may_print(self, docs):
        """Asked here and not of the menu alone: a print has an address anybody can type."""
        self._check_role()
        docs.check_access("read")

    def _check_role(self):
        if not self.env.user.has_group(self._role):
            raise AccessError(
                self.env._(
                    "%(user)s may not print “%(document)s”. Ask a credit analyst.",
                    user=self.env.user.name,
                    document=self._title(),
                )
            )

    # === SHEETS === #

    def _sheets(self, docs):
        """A sheet for each record in its language, in the order asked for."""
        found = {}
        for language, some in docs.grouped(self._language).items():
            speaking = self.with_context(lang=language)
            some = some.with_env(speaking.env)
            for doc, sheet in speaking._prepare_sheets(some).items():
                found[doc.id] = speaking._letterhead(doc) | sheet
        return [found[doc.id] for doc in docs]

    def _language(self, doc):
        """Internal documents are in the language of the user who prints them."""
        return self.env.user.lang or "en_US"

    def _prepare_sheets(self, docs):
        """Values that the template needs of each record.

        :return: ``{record: values}``
        """
        raise NotImplementedError

    def _title(self):
        """The title of the document."""
        raise NotImplementedError

    def _title_of(self, doc):
        """The title of one record; it may tell its state."""
        return self._title()

    def _subject(self, doc):
        """Whom or what it is about."""
        return doc.partner_id.display_name

    def _company(self, doc):
        """The legal entity that issues it, whether or not its branch's people may read it."""
        # The letterhead of an entity its branch may not read.
        return doc.company_id._credit_root().with_env(self.env).sudo()

    def _letterhead(self, doc):
        company = self._company(doc)
        title, subject = self._title_of(doc), self._subject(doc)
        return {
            "doc": doc,
            "title": title,
            "subject": subject,
            "lang": self.env.context["lang"],
            "dir": self._direction(),
            "company": company,
            "logo": self._logo(company),
            "address": self._address(company.partner_id),
            "colour": company.primary_color or COLOUR,
            "printed_on": self._day(company._credit_today()),
            "foot": " · ".join(filter(None, (company.name, title, subject))),
            **self._words(),
        }

    def _direction(self):
        """Of the language of the sheet: ltr or rtl."""
        return self.env["res.lang"]._get_data(code=self.env.context.get("lang")).direction or "ltr"

    def _words(self):
        """How a template writes what is not yet text."""
        return {
            "day": self._day,
            "money": self._money,
            "moment": self._moment,
            "label": self._label,
            "code": self._code,
        }

    def _code(self, text):
        return drawing(text, CODE)

    def _logo(self, company):
        if not company.logo:
            return None
        # As large as it is printed, and in a format every build can draw.
        small = image_process(base64.b64decode(company.logo), LOGO, output_format="PNG")
        return image_data_uri(base64.b64encode(small))

    def _address(self, partner):
        lines = [
            *partner._display_address(without_company=True).splitlines(),
            partner.vat,
            partner.phone,
            partner.email,
        ]
        return [line.strip() for line in lines if line and line.strip()]

    # === WORDS === #

    def _money(self, amount, currency):
        text = format_amount(self.env, currency.round(amount) or 0.0, currency)  # never minus zero
        # Among letters that run to the left a minus would stand behind its figure.
        return f"{LEFT_TO_RIGHT}{text}" if self._direction() == "rtl" else text

    def _figure(self, amount, currency):
        """An amount where the currency stands elsewhere."""
        return formatLang(self.env, currency.round(amount) or 0.0, digits=currency.decimal_places)

    def _dashed(self, amount, currency):
        """A figure of a table in which most are nothing."""
        return "–" if currency.is_zero(amount) else self._figure(amount, currency)

    def _day(self, day):
        return format_day(self.env, day)

    def _moment(self, moment):
        """The day of a moment, where the user is."""
        return self._day(fields.Datetime.context_timestamp(self, moment).date()) if moment else ""

    def _share(self, share):
        return self.env._("%(share)s %%", share=formatLang(self.env, share * 100, digits=1))

    @api.model
    def _label(self, record, name):
        """A selection in words."""
        return dict(record._fields[name]._description_selection(record.env)).get(record[name], "")

    # === TABLES === #

    @api.model
    def _tabulate(self, columns, rows, total=None, first=OTHER_PAGES, rest=OTHER_PAGES, room=UPRIGHT):
        """
        :param columns: for each its heading, its share of the width in percent, and whether it is a :data:`FIGURE`
            or otherwise :data:`WHOLE`
        :param rows: lists of cells, or :class:`Row`
        :param total: the cells of the last row
        :param first: how many rows of one line fit on the first page, ``rest`` on every other one
        :param room: pixels it is wide
        """
        columns = [(heading, width, kind[0] if kind else "") for heading, width, *kind in columns]
        rows = [row if isinstance(row, Row) else Row(row) for row in rows]
        drawn = self._layout(columns, [row.cells for row in rows] + [total or []], room)
        heights = [self._row_height(row.cells, drawn) for row in rows]
        return {
            "columns": [
                (heading, 100 * width / room, kind)
                for (heading, _share, kind), width in zip(columns, drawn.widths, strict=True)
            ],
            "size": drawn.size,
            "room": room,
            "parts": parts(rows, first, rest, heights),
            "total": total,
        }

    def _layout(self, columns, rows, room, sizes=SIZES):
        texts = list(zip(*(map(self._measured, row) for row in rows if row), strict=True)) or [()] * len(columns)
        asked = [
            Column((*cells, *str(heading).split()), width, bool(kind))
            for (heading, width, kind), cells in zip(columns, texts, strict=True)
        ]
        return layout(asked, room, sizes)

    @staticmethod
    def _measured(cell):
        """The text of a cell; a drawing is as wide as so many letters."""
        return DRAWN if isinstance(cell, Markup) else str(cell)

    def _row_height(self, cells, drawn):
        """How many rows of one line it is as high as."""
        texts = zip(map(self._measured, cells), drawn.widths, strict=True)
        most = max(lines(text, width, drawn.size) for text, width in texts)
        return (most * LEADING * drawn.size + PADDING) / ROW
