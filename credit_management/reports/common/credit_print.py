import base64
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_amount, format_date, formatLang
from odoo.tools.image import image_data_uri, image_process

from ...const import ANALYST
from ...core.common.pages import parts

LOGO = (400, 120)
COLOUR = "#4a5568"  # of companies that have not chosen one
FIGURE = "figure"
# How many rows of one line a page holds, on the shortest of the papers.
FIRST_PAGE, OTHER_PAGES = 14, 44


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

    def _subject(self, doc):
        """Whom or what it is about."""
        return doc.partner_id.display_name

    def _company(self, doc):
        """The legal entity that issues it, whether or not its branch's people may read it."""
        # The letterhead of an entity its branch may not read.
        return doc.company_id._credit_root().with_env(self.env).sudo()

    def _letterhead(self, doc):
        company = self._company(doc)
        title, subject = self._title(), self._subject(doc)
        return {
            "doc": doc,
            "title": title,
            "subject": subject,
            "lang": self.env.context["lang"],
            "dir": self.env["res.lang"]._get_data(code=self.env.context["lang"]).direction or "ltr",
            "company": company,
            "logo": self._logo(company),
            "address": self._address(company.partner_id),
            "colour": company.primary_color or COLOUR,
            "printed_on": self._day(company._credit_today()),
            "foot": " · ".join(filter(None, (company.name, title, subject))),
            **self._words(),
        }

    def _words(self):
        """How a template writes what is not yet text."""
        return {"day": self._day, "money": self._money, "moment": self._moment, "label": self._label}

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
        return format_amount(self.env, currency.round(amount) or 0.0, currency)  # never minus zero

    def _figure(self, amount, currency):
        """An amount where the currency stands elsewhere."""
        return formatLang(self.env, currency.round(amount) or 0.0, digits=currency.decimal_places)

    def _day(self, day):
        return format_date(self.env, day) if day else ""

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
    def _tabulate(self, columns, rows, total=None, first=OTHER_PAGES, rest=OTHER_PAGES, clipped=False):
        """
        :param columns: for each its heading, its share of the width in percent, and whether it is a :data:`FIGURE`
        :param rows: lists of cells, or :class:`Row`
        :param total: the cells of the last row
        :param first: how many rows fit on the first page, ``rest`` on every other one
        :param clipped: rows stay one line high, so that it is known how many fit
        """
        rows = [row if isinstance(row, Row) else Row(row) for row in rows]
        return {
            "columns": [(heading, width, kind[0] if kind else "") for heading, width, *kind in columns],
            "parts": parts(rows, first, rest),
            "total": total,
            "clipped": clipped,
        }
