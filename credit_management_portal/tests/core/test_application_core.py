import io
import string
import zipfile
from datetime import date
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from ...core import address, tax_number, upload
from ...core import application as core
from ...core.application import Entry, FaultError

DAY = date(2026, 11, 29)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xdb"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF"


def archive(*names, size=1):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        for name in names:
            book.writestr(name, b"x" * size)
    return stream.getvalue()


WORKBOOK = ("[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml")


class TestAnswers(TestCase):
    def understood(self, text, kind=core.TEXT, **more):
        return core.read(Entry("x", kind, **more), text, DAY)

    def test_what_can_be_used(self):
        for text, kind, more, value in (
            ("", core.AMOUNT, {}, None),
            ("ACME", core.TEXT, {}, "ACME"),
            ("0", core.AMOUNT, {}, 0),
            ("1234.5", core.AMOUNT, {}, 1234.5),
            ("-3", core.AMOUNT, {"signed": True}, -3),
            ("30", core.WHOLE, {}, 30),
            ("100", core.SHARE, {}, 100),
            ("2026-11-29", core.DAY, {"past": True}, DAY),
            ("2027-01-01", core.DAY, {}, date(2027, 1, 1)),
            ("yes", core.CHOICE, {"choices": ("yes", "no")}, "yes"),
            ("a@b.example", core.MAIL, {}, "a@b.example"),
        ):
            with self.subTest(text=text, kind=kind):
                self.assertEqual(self.understood(text, kind, **more), value)

    def test_what_cannot(self):
        for text, kind, more, reason in (
            ("x" * 501, core.TEXT, {}, core.TOO_LONG),
            ("many", core.NUMBER, {}, core.NO_NUMBER),
            ("nan", core.NUMBER, {}, core.NO_NUMBER),
            ("1e999", core.AMOUNT, {}, core.NO_NUMBER),
            ("1.5", core.WHOLE, {}, core.NO_NUMBER),
            ("-0.01", core.AMOUNT, {}, core.NEGATIVE),
            ("1e16", core.AMOUNT, {}, core.TOO_LARGE),
            ("3651", core.WHOLE, {"most": 3650}, core.TOO_LARGE),
            ("100.01", core.SHARE, {}, core.NO_SHARE),
            ("-1", core.SHARE, {}, core.NO_SHARE),
            ("31.12.2025", core.DAY, {}, core.NO_DAY),
            ("0001-01-01", core.DAY, {}, core.NO_DAY),
            ("2026-11-30", core.DAY, {"past": True}, core.FUTURE),
            ("perhaps", core.CHOICE, {"choices": ("yes", "no")}, core.NO_CHOICE),
            ("nobody", core.MAIL, {}, core.NO_MAIL),
            ("a@b.example, c@d.example", core.MAIL, {}, core.NO_MAIL),
        ):
            with self.subTest(text=text, kind=kind), self.assertRaises(FaultError) as caught:
                self.understood(text, kind, **more)
            self.assertEqual(caught.exception.reason, reason)

    @given(st.text(max_size=3000))
    def test_what_is_kept_is_bounded_and_plain(self, text):
        kept = core.clean(text)
        self.assertLessEqual(len(kept), 2 * core.MOST_LETTERS)
        self.assertTrue(kept.isprintable())
        self.assertEqual(core.clean(kept), kept.strip())

    @given(st.sampled_from(core.KINDS), st.text(max_size=40))
    def test_nothing_typed_is_an_error_of_ours(self, kind, text):
        entry = Entry("x", kind, ("yes",))
        reason = core.faults([entry], {"x": core.clean(text)}, DAY).get("x")
        self.assertIn(reason, (None, *core.FAULTS))

    def test_no_text_of_another_type_is_kept(self):
        self.assertEqual([core.clean(value) for value in (None, 7, b"x", ["x"])], [""] * 4)


class TestRows(TestCase):
    ANSWERS = {
        "owner_ids.0.name": "Voss",
        "owner_ids.0.share": "70",
        "owner_ids.2.name": "Holding",
        "owner_ids.2.share": "much",
        "owner_ids.3.role": "Nobody",
    }

    def test_rows_with_a_name_count(self):
        rows = core.rows_of("owner_ids", self.ANSWERS, DAY)
        self.assertEqual([(row["name"], row["share"]) for row in rows], [("Voss", 70), ("Holding", None)])

    def test_a_row_says_of_whom(self):
        self.assertEqual(core.nameless("owner_ids", self.ANSWERS), {"owner_ids.3.name": core.NAMELESS})

    def test_faults_are_found_in_rows(self):
        found = core.faults(core.rows_entries("owner_ids"), self.ANSWERS, DAY)
        self.assertEqual(found, {"owner_ids.2.share": core.NO_NUMBER})

    def test_there_are_no_more_rows_than_are_read(self):
        self.assertEqual(len(core.rows_entries("owner_ids")), core.MOST_ROWS * 3)


class TestSteps(TestCase):
    def test_the_way_ends_at_the_review(self):
        way = [core.STEPS[0]]
        while core.following(way[-1]) != way[-1]:
            way.append(core.following(way[-1]))
        self.assertEqual(tuple(way), core.STEPS)
        self.assertEqual([core.progress(core.STEPS[0]), core.progress(core.REVIEW)], [0, 100])


class TestTaxNumber(TestCase):
    def test_by_country(self):
        for country, number, possible in (
            ("BE", "BE0477472701", True),
            ("BE", "0477472701", True),
            ("BE", "BE0477472702", False),
            ("GR", "EL094259216", True),
            ("CH", "CHE-107.787.577 IVA", True),
            ("GB", "GB 980 7806 84", True),
            ("GB", "980780685", False),
            ("CN", "91110000600037341L", True),
            ("US", "anything", True),
            ("", "anything", True),
            ("DE", "", True),
        ):
            with self.subTest(country=country, number=number):
                self.assertEqual(tax_number.is_possible(country, number), possible)

    @given(st.sampled_from(("DE", "FR", "CN", "BR", "ZZ", "X")), st.text(string.printable, max_size=30))
    def test_nothing_typed_is_an_error_of_ours(self, country, number):
        self.assertIn(tax_number.is_possible(country, number), (True, False))


class TestUpload(TestCase):
    def test_type_by_content(self):
        for content, told in (
            (PDF, upload.PDF),
            (PNG, upload.PNG),
            (JPEG, upload.JPEG),
            (archive(*WORKBOOK), upload.XLSX),
            (archive(*WORKBOOK, "xl/vbaProject.bin"), None),
            (archive(*WORKBOOK, size=30 * 1024 * 1024), None),
            (archive("word/document.xml", "[Content_Types].xml"), None),
            (archive(*WORKBOOK, "word/document.xml"), None),
            (archive("a.txt"), None),
            (b"PK\x03\x04 broken", None),
            (b"<html><script>alert(1)</script></html>", None),
            (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", None),
            (b"MZ\x90\x00\x03", None),
            (b"#!/bin/sh\n", None),
            (b"GIF89a%PDF-1.4", None),
            (b"\n" + PDF, None),
            (b"text", None),
        ):
            with self.subTest(content=content[:20]):
                self.assertEqual(upload.type_of(content), told)

    def test_letters_where_they_are_taken(self):
        letter = archive("word/document.xml", "[Content_Types].xml")
        self.assertEqual(upload.type_of(letter, (upload.DOCX,)), upload.DOCX)
        self.assertIsNone(upload.type_of(PDF, (upload.DOCX,)))
        self.assertIsNone(upload.type_of(archive("word/document.xml", "word/vbaProject.bin"), (upload.DOCX,)))

    def test_bounds(self):
        large = PDF + b"x" * upload.MOST_BYTES
        for content, files, reason in (
            (b"", 0, upload.EMPTY),
            (PDF, upload.MOST_FILES, upload.TOO_MANY),
            (PDF, upload.MOST_FILES - 1, None),
            (large, 0, upload.TOO_BIG),
            (b"text", 0, upload.WRONG_TYPE),
        ):
            with self.subTest(reason=reason):
                self.assertEqual(upload.refusal(content, files), reason)

    def test_a_name_says_its_type_and_no_path(self):
        for name, mimetype, kept in (
            ("register.pdf", upload.PDF, "register.pdf"),
            ("photo.JPEG", upload.JPEG, "photo.jpg"),
            ("../../etc/passwd", upload.PDF, "passwd.pdf"),
            ("C:\\x\\y.pdf", upload.PDF, "y.pdf"),
            ("page.html", upload.PNG, "page_html.png"),
            ('a"<b>.pdf', upload.PDF, "ab.pdf"),
            ("", upload.PDF, "file.pdf"),
            ("x" * 300 + ".pdf", upload.PDF, "x" * 80 + ".pdf"),
        ):
            with self.subTest(name=name):
                self.assertEqual(upload.name_of(name, mimetype), kept)


class TestAddress(TestCase):
    def test_a_subscriber_counts_once(self):
        for given_address, counted in (
            ("203.0.113.7", "203.0.113.7"),
            ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:ffff:1:2:3", "2001:db8:1:2::/64"),
            ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
            ("unknown", "unknown"),
            (None, ""),
        ):
            with self.subTest(address=given_address):
                self.assertEqual(address.counted(given_address), counted)
