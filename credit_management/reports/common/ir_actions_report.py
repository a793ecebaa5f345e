import io
import logging
from dataclasses import dataclass

import lxml.html

from odoo import models
from odoo.tools.misc import groupby
from odoo.tools.pdf import PdfFileReader, PdfFileWriter

from odoo.addons.base.models.report_paperformat import PAPER_SIZES

from .letters import missing_letters
from .pdf_overlay import lay_over

_logger = logging.getLogger(__name__)

INCH = 25.4  # millimetres
MILLIMETRES = INCH / 72  # of a point
FOOT, EDGE = 13, 5  # millimetres from the lower edge: where the foot of a page begins, and where it ends
# Debian's build draws so many pixels an inch whatever it is told. Builds with a patched Qt draw more or fewer by
# version and resolution, but shrink a page that is too wide: so each is told how wide it is in Debian's pixels.
PIXELS = 125
PAGE = "<!DOCTYPE html><html>{head}<body>{body}</body></html>"
PAPERS = ("Letter", "Legal")  # of companies that do not print on A4


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a print: the page of HTML it is made of, and what goes below every sheet of it."""

    record_id: int
    html: str
    foot: str
    language: str
    company_id: int


class IrActionsReport(models.Model):
    """Documents of credit management as PDF, alike with every build of wkhtmltopdf.

    Debian's build prints neither header nor footer and takes one page of HTML a call. So each
    document is rendered alone, letterhead included; then its pages are counted, and the feet
    of all of them are printed in one more call and laid over.
    """

    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        # EXTENDS 'base'
        report = self._get_report(report_ref)
        ours = isinstance(self._get_rendering_context_model(report), self.env.registry["credit.print"])
        if not ours or self.get_wkhtmltopdf_state() == "install":
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids=res_ids)
        html = self.with_context(debug=False)._render_qweb_html(report_ref, res_ids, data=data)[0]
        documents = self._credit_documents(html)
        streams = self.with_context(credit_print=True)._credit_pdfs(report, documents)
        ids = [document.record_id for document in documents]
        if res_ids and ids == list(res_ids) and len(set(ids)) == len(ids):
            return {id_: {"stream": stream, "attachment": None} for id_, stream in zip(ids, streams, strict=True)}
        whole = streams[0] if len(streams) == 1 else self._merge_pdfs(streams)
        return {False: {"stream": whole, "attachment": None}}

    def _credit_documents(self, html):
        """The documents of a print, each with the head of the page they share."""
        root = lxml.html.fromstring(html, parser=lxml.html.HTMLParser(encoding="utf-8"))
        head = lxml.html.tostring(root.find("head"), encoding="unicode")
        return [
            Document(
                record_id=int(article.get("data-id") or 0),
                html=PAGE.format(head=head, body=lxml.html.tostring(article, encoding="unicode")),
                foot=article.get("data-foot") or "",
                language=article.get("lang"),
                company_id=int(article.get("data-company") or 0),
            )
            for article in root.xpath("//div[@class='article']")
        ]

    def _credit_pdfs(self, report, documents):
        """Every document as a stream, with numbered pages, on the paper of the company it belongs to."""
        streams = {}
        for company_id, some in groupby(documents, lambda document: document.company_id):
            here = self._credit_of_company(company_id)
            pdfs = [here._run_wkhtmltopdf([document.html], report_ref=report) for document in some]
            readers = [PdfFileReader(io.BytesIO(pdf)) for pdf in pdfs]
            here._credit_tell_missing(some)
            feet = here._credit_feet(report, some, readers)
            streams |= {id(one): here._credit_numbered(reader, feet) for one, reader in zip(some, readers, strict=True)}
        return [streams[id(document)] for document in documents]

    def _credit_tell_missing(self, documents):
        """Tell whoever prints which documents have empty places for letters that no font of the server has."""
        for document in documents:
            if missing := len(missing_letters(lxml.html.fromstring(document.html).text_content())):
                message = self.env._(
                    "“%(document)s” lacks %(count)s letters: no font of the server has them. Do not send it; have an"
                    " administrator install fonts for this writing (on Debian fonts-noto-cjk and fonts-noto-core), and"
                    " print it again.",
                    document=document.foot,
                    count=missing,
                )
                _logger.warning("%s", message)
                self.env.user._bus_send("simple_notification", {"type": "danger", "sticky": True, "message": message})

    def _credit_of_company(self, company_id):
        """At work for the company of a document, whichever the user works in."""
        # The paper of an entity its branch may not read; what is printed has been checked.
        company = self.env["res.company"].sudo().browse(company_id or self.env.company.id)
        return self.with_context(credit_paper=company.paperformat_id.format)

    def _credit_numbered(self, reader, feet):
        writer, stream = PdfFileWriter(), io.BytesIO()
        for number in range(reader.getNumPages()):
            writer.addPage(reader.getPage(number))
            lay_over(writer, writer.getPage(number), next(feet))
        writer.write(stream)
        return stream

    def _credit_feet(self, report, documents, readers):
        """The foot of every page of every document, in their order."""
        lines = [
            line
            for document, reader in zip(documents, readers, strict=True)
            for line in self._credit_foot_lines(document, reader.getNumPages())
        ]
        height = float(readers[0].getPage(0).mediaBox.getHeight()) * MILLIMETRES
        edges = {"data-report-margin-top": height - FOOT, "data-report-margin-bottom": EDGE}
        html = str(self.env["ir.qweb"]._render("credit_management.credit_print_feet", {"lines": lines}))
        pdf = self._run_wkhtmltopdf([html], report_ref=report, specific_paperformat_args=edges)
        reader = PdfFileReader(io.BytesIO(pdf))
        return iter([reader.getPage(number) for number in range(reader.getNumPages())])

    def _credit_foot_lines(self, document, count):
        speaking = self.with_context(lang=document.language)
        return [
            (document.foot, speaking.env._("Page %(page)d of %(pages)d", page=number, pages=count))
            for number in range(1, count + 1)
        ]

    def _run_wkhtmltopdf(self, bodies, report_ref=False, **options):
        # EXTENDS 'base'
        if self.env.context.get("credit_print"):
            wide = f'<body style="min-width: {self._credit_width(report_ref)}px"'
            bodies = [body.replace("<body", wide, 1) for body in bodies]
        return super()._run_wkhtmltopdf(bodies, report_ref=report_ref, **options)

    def _credit_width(self, report):
        """The pixels between the margins of a page."""
        paper = report.get_paperformat()
        size = next(one for one in PAPER_SIZES if one["key"] == (self._credit_paper() or paper.format))
        across = size["height" if paper.orientation == "Landscape" else "width"]
        return int((across - paper.margin_left - paper.margin_right) / INCH * PIXELS)

    def _credit_paper(self):
        """The paper of a company that does not print on A4."""
        paper = self.env.context.get("credit_paper")
        return paper if paper in PAPERS else None

    def _build_wkhtmltopdf_args(self, paperformat_id, landscape, *args, **options):
        # EXTENDS 'base'
        words = super()._build_wkhtmltopdf_args(paperformat_id, landscape, *args, **options)
        if self.env.context.get("credit_print"):
            words += ["--javascript-delay", "0"]  # nothing in these pages has to be waited for
            if paper := self._credit_paper():
                words += ["--page-size", paper]
        return words
