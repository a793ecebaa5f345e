import io
import re
from itertools import pairwise

from odoo.tests import tagged
from odoo.tools.pdf import PdfFileReader

from ...core.common.columns import measure
from .documents_common import DocumentsCommon
from .pdf_text import runs

LARGE = 123_456_789_012.34
MARGIN = 12 / 25.4 * 72  # points
FIGURE = re.compile(r"\d(?:[\d.,\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}]*\d){8,}")


def joined(text):
    return re.sub(r"[\s\N{ZERO WIDTH NO-BREAK SPACE}]", "", text)


@tagged("post_install", "-at_install")
class TestPrintFigures(DocumentsCommon):
    """No digit of an amount is lost on any document, however large it is and whatever its currency."""

    def setUp(self):
        super().setUp()
        self.partner = self.env["res.partner"].create(
            {"name": "Gigantic Holdings International Incorporated and Sons of the Far East", "is_company": True}
        )
        self.docs = self.dealings(self.partner, LARGE)

    def currencies(self):
        return self.env["res.currency"].with_context(active_test=False).search([])

    def ways(self):
        """Of each way in which amounts take room the narrowest currency and the widest.

        That nothing between them is cut is a property of ``layout``, tried in test_core_columns.py.
        """
        found = self.currencies().sorted(lambda one: (one.position, one.rounding, measure(one.symbol, 1), one.name))
        for alike in found.grouped(lambda one: (one.position, one.rounding)).values():
            yield from {alike[0], alike[-1]}

    def extremes(self):
        """The currencies whose amounts are written most differently."""
        found = self.currencies().sorted("name")
        return {
            max(found, key=lambda one: len(one.symbol)),
            max(found, key=lambda one: measure(one.symbol, 1)),
            max(found, key=lambda one: one.decimal_places),
            min(found, key=lambda one: one.decimal_places),
            self.company.currency_id,
        }

    # === PROPERTY === #

    def test_all_documents_there_are(self):
        self.assertEqual(self.docs.keys(), self.documents().keys())

    def test_no_digit_is_lost(self):
        papers = ("base.paperformat_euro", "base.paperformat_us")
        kinds = [(paper, layout) for layout in ("grid", "plain") for paper in papers]
        extremes = sorted(self.extremes(), key=lambda one: one.name)
        for turn, currency in enumerate(extremes):
            self.become(currency)
            for place, (name, docs) in enumerate(self.docs.items()):
                # Each document in two of the currencies: in one as a grid on A4 or Letter, in the other plain.
                kind = (place + turn) % len(extremes)
                if kind > 1:
                    continue
                paper, layout = kinds[2 * kind + place % 2]
                self.company.write({"paperformat_id": self.env.ref(paper).id, "credit_form_layout": layout})
                with self.subTest(currency=currency.name, name=name, paper=paper, layout=layout):
                    self.assertNothingLost(name, docs)

    def assertNothingLost(self, name, docs):
        texts = self.printed(name, docs).find("body").itertext()
        figures = {joined(found) for text in texts for found in FIGURE.findall(text)}
        reader = PdfFileReader(io.BytesIO(self.pdf(name, docs)))
        pages = [reader.getPage(number) for number in range(reader.getNumPages())]
        drawn = [runs(page) for page in pages]
        text = joined("".join(run.text for page in drawn for run in page))
        self.assertFalse({figure for figure in figures if figure not in text})
        for page, found in zip(pages, drawn, strict=True):
            self.assertApart(found, float(page["/MediaBox"][2]))

    def assertApart(self, found, width):
        """All letters are on the page, all digits between the margins, and none on another one."""
        found = [run for run in found if run.text.strip()]
        self.assertFalse([run for run in found if run.left < 0 or run.right > width])
        digits = [run for run in found if any(map(str.isdigit, run.text))]
        self.assertFalse([run for run in digits if run.left < MARGIN - 1 or run.right > width - MARGIN + 2])
        found.sort(key=lambda run: (round(run.base), run.left))
        for before, after in pairwise(found):
            if round(before.base) == round(after.base):
                self.assertGreater(after.left, before.right - 0.5 * before.size, (before, after))

    def test_columns_of_every_currency(self):
        """Every figure of every table is narrower than its column, measured as the other test has it drawn."""
        for currency in self.ways():
            self.become(currency)
            for name, docs in self.docs.items():
                with self.subTest(currency=currency.name, name=name):
                    for table in self.tables(self.sheets(name, docs)):
                        self.assertFits(table)

    def tables(self, value):
        if isinstance(value, dict):
            if "parts" in value:
                yield value
            for inner in value.values():
                yield from self.tables(inner)
        elif isinstance(value, list | tuple):
            for inner in value:
                yield from self.tables(inner)

    def assertFits(self, table):
        rows = [row.cells for part in table["parts"] for row in part] + ([table["total"]] if table["total"] else [])
        for number, (_heading, width, kind) in enumerate(table["columns"]):
            if kind == "figure":
                for cells in rows:
                    room = width / 100 * table["room"]
                    self.assertLessEqual(measure(str(cells[number]), table["size"]), room, cells)
