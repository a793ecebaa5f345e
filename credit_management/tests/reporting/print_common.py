import io
import unittest

import lxml.html

from odoo.tools.pdf import PdfFileReader

PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def plain(text):
    """Text without what only a typesetter sees: unbreakable spaces, joiners, ends of lines."""
    return " ".join(text.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "").split())


class PrintCommon:
    """Documents as they are printed: as HTML, and as the text of each page of the PDF."""

    def printed(self, name, docs, user=None, **context):
        """The HTML of a document, as a tree."""
        reports = self.env["ir.actions.report"].with_user(user or self.env.user).with_context(**context)
        html, _kind = reports._render_qweb_html(f"credit_management.{name}", docs.ids)
        return lxml.html.fromstring(html.decode())

    def text(self, name, docs, user=None, **context):
        return plain(" ".join(self.printed(name, docs, user, **context).find("body").itertext()))

    def sheets(self, name, docs, user=None, **context):
        """Values the template of a document is given, a sheet for each record."""
        reports = self.env[f"report.credit_management.{name}"].with_user(user or self.env.user)
        return reports.with_context(**context)._get_report_values(docs.ids)["sheets"]

    def pdf(self, name, docs, user=None, **context):
        reports = self.env["ir.actions.report"].with_user(user or self.env.user)
        if reports.get_wkhtmltopdf_state() == "install":
            raise unittest.SkipTest("wkhtmltopdf is not installed")
        reports = reports.with_context(force_report_rendering=True, **context)
        content, kind = reports._render_qweb_pdf(f"credit_management.{name}", docs.ids)
        self.assertEqual(kind, "pdf")
        return content

    def pages(self, name, docs, user=None, **context):
        """The text of every page."""
        reader = PdfFileReader(io.BytesIO(self.pdf(name, docs, user, **context)))
        return [plain(reader.getPage(number).extract_text()) for number in range(reader.getNumPages())]
