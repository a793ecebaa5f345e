import io
import unittest
import zipfile

from ...core import my_credit as core
from ...core import my_credit_files as uploads
from ...core import my_credit_form as form

ALL = dict.fromkeys(core.PARTS, True)


def packed(*names):
    """A file of Office with these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return file.getvalue()


class TestShown(unittest.TestCase):
    def test_as_the_company_says_unless_the_customer_says_otherwise(self):
        for part in set(core.PARTS) - {core.PAGE}:
            for company in (True, False):
                for customer, expected in ((core.AS_COMPANY, company), (None, company), ("on", True), ("off", False)):
                    with self.subTest(part=part, company=company, customer=customer):
                        found = core.shown({**ALL, part: company}, {part: customer})
                        self.assertEqual(part in found, expected)

    def test_without_the_page_nothing_is_shown(self):
        self.assertEqual(core.shown({**ALL, core.PAGE: False}, {}), frozenset())
        self.assertEqual(core.shown(ALL, {core.PAGE: "off"}), frozenset())
        self.assertEqual(core.shown({}, {core.PAGE: "on"}), {core.PAGE})

    def test_what_is_not_shown_is_not_paid(self):
        self.assertNotIn(core.PAY, core.shown(ALL, {core.ITEMS: "off"}))


class TestVerdict(unittest.TestCase):
    def verdict(self, status="active", limit_state="limited", expired=False, limit=1000.0, used=0.0):
        return core.verdict(status, limit_state, expired, limit, used)

    def test_kinds(self):
        cases = (
            ({"status": "closed"}, core.CLOSED),
            ({"status": "stop"}, core.STOPPED),
            ({"status": "watch"}, core.FREE),
            ({"limit_state": "not_assessed"}, core.NOT_ASSESSED),
            ({"limit_state": "unlimited", "used": 1e9}, core.UNLIMITED),
            ({"expired": True}, core.ENDED),
            ({"used": 1000.0}, core.FREE),
            ({"used": 1000.01}, core.OVER),
            ({"limit": 0.0}, core.FREE),
        )
        for given, kind in cases:
            with self.subTest(**given):
                self.assertEqual(self.verdict(**given).kind, kind)

    def test_share_of_the_bar(self):
        for used, limit, share in ((250, 1000, 25), (-50, 1000, 0), (1500, 1000, 100), (0, 0, 0)):
            self.assertEqual(self.verdict(limit=limit, used=used).share, share)

    def test_askable(self):
        for kind in core.VERDICTS:
            self.assertEqual(core.askable(kind, ()), kind not in (core.CLOSED, core.STOPPED, core.UNLIMITED))
            self.assertFalse(core.askable(kind, [7]))


class TestForm(unittest.TestCase):
    def test_text(self):
        self.assertEqual(form.text(" a\x00\x1b[31m\nb\u202e "), "a[31m\nb")
        self.assertEqual(form.text(None), "")
        self.assertEqual(len(form.text("x" * form.LONGEST_TEXT)), form.LONGEST_TEXT)
        self.assertIsNone(form.text("x" * (form.LONGEST_TEXT + 1)))

    def test_amount(self):
        self.assertEqual(form.amount("12.50"), 12.5)
        for odd in ("", "0", "-1", "nan", "inf", "1e99", "1,5", None, [], "x"):
            self.assertIsNone(form.amount(odd), odd)

    def test_ids(self):
        self.assertEqual(form.ids(["1", "2", "2", "-3", "x", "", "²", None, 4]), {1, 2})
        self.assertEqual(form.ids(map(str, range(form.MOST_ITEMS + 1))), frozenset())
        self.assertEqual(form.ids(["9" * 5000, "7"]), {7})


class TestFiles(unittest.TestCase):
    def test_taken(self):
        good = [
            ("a.PDF", b"%PDF-1.7"),
            ("a.jpeg", b"\xff\xd8\xff\xe0"),
            ("a.xlsx", packed("xl/workbook.xml")),
            ("a.docx", packed("word/document.xml")),
        ]
        self.assertIsNone(uploads.problem(good))
        self.assertIsNone(uploads.problem([]))

    def test_refused(self):
        cases = (
            ([("a.pdf", b"%PDF-")] * (uploads.MOST_FILES + 1), uploads.TOO_MANY),
            ([("a.pdf", b"")], uploads.EMPTY),
            ([("a.pdf", b"%PDF-" + b"x" * uploads.MOST_BYTES)], uploads.TOO_LARGE),
            ([("a.pdf", b"<html>")], uploads.WRONG_TYPE),
            ([("a.svg", b"<svg/>")], uploads.WRONG_TYPE),
            ([("a.html", b"%PDF-")], uploads.WRONG_TYPE),
            ([("a.pdf.exe", b"%PDF-")], uploads.WRONG_TYPE),
            ([("a.xlsx", packed("word/document.xml"))], uploads.WRONG_TYPE),
            ([("a.xlsx", packed("xl/workbook.xml", "xl/vbaProject.bin"))], uploads.WRONG_TYPE),
            ([("a.xlsx", packed("xl/workbook.xml", "word/document.xml"))], uploads.WRONG_TYPE),
            ([("a.xlsx", b"PK\x03\x04 broken")], uploads.WRONG_TYPE),
            ([("a.png", b"%PDF-1.7")], uploads.WRONG_TYPE),
            ([("a", b"%PDF-1.7")], uploads.WRONG_TYPE),
        )
        for files, problem in cases:
            with self.subTest(problem=problem, name=files[0][0]):
                self.assertEqual(uploads.problem(files), problem)

    def test_names_say_the_type_and_no_path(self):
        for name, kept in (
            ("../../etc/C:\\x\\<b>a.pdf", "ba.pdf"),
            ("Letter of 2025.DOCX", "Letter of 2025.docx"),
            ("x" * 300 + ".pdf", "x" * 80 + ".pdf"),
        ):
            content = packed("word/document.xml") if kept.endswith("docx") else b"%PDF-1.7"
            self.assertEqual(uploads.named([(name, content)]), [(kept, content)])
        self.assertEqual(uploads.named([("a.pdf", b"<html>")]), [])
