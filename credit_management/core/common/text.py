"""A file of text → rows of cells: its encoding, its delimiter, and quotes that swallow rows."""

import codecs
import csv
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from . import bounds
from .bounds import Clock, UnreadableError

DELIMITERS = (",", ";", "\t", "|")
LOOKED_AT = 200  # rows, to find out how a file is divided
SAMPLE = 60_000  # bytes with letters outside English, to find out the encoding
HEADER_WITHIN = 30
ESCAPED = re.compile(r'\\"[^,;\t|\r\n]')
ENDS_WITH_BACKSLASH = re.compile(r'\\"(?:[,;\t|\r\n]|\Z)')  # C:\ in quotes
# What files are written in, the likeliest first.
PAGES = (
    "cp1252", "cp1250", "gb18030", "cp1251", "cp850", "cp932", "big5", "cp852", "cp437", "iso8859-2", "mac-roman",
    "koi8-r", "cp866", "cp1253", "cp1254", "iso8859-15", "euc-kr", "euc-jp",
)  # fmt: skip
ALIKE = {"iso8859-15": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "shift-jis": "cp932"}
WESTERN = ("cp1252", "cp850", "cp437", "iso8859-15", "mac-roman")
WESTERN_HEADINGS = re.compile(
    r"facture|cheance|montant|libell|factura|cliente|vencimiento|importe|fattura|scadenza|vencimento|fakturadatum"
    r"|belopp|forfald|omschrijving|factuur"
)
CLOSE = 2  # as many odd words again as the best reading has, and it may still be right
MOST_FOREIGN = 0.75  # of the letters of a word
BOUNDARY = re.compile(r"[\s\d,;|\t\"'()/&.:+\-]+")
STANDALONE = set("€£$§°’‘“”„–—…«»®©™¥№º²³▲△●○※★☆")
MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html|head|body|meta|style|table)\b", re.IGNORECASE)
Score = Callable[[Sequence[str]], int]  # how much cells read like those of a heading
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Encoding(NamedTuple):
    """How a file is written; of several that read it differently a person chooses one, by their samples."""

    name: str
    rivals: tuple[tuple[str, str], ...] = ()  # encoding and sample
    sample: str = ""


class Grid(NamedTuple):
    """Rows of a file of text."""

    rows: list[list[str]]
    encoding: Encoding
    delimiter: str
    swallowed: int = 0  # the row, counted from 1, whose quote swallows those that follow; 0 for none


# === ENCODING === #


def _no_score(_cells: Sequence[str]) -> int:
    return 0


def find_encoding(content: bytes, score: Score = _no_score) -> Encoding:
    """By the mark at the beginning, else UTF-8 or UTF-16 when it is that, else the code page in which words look right.

    Where several code pages give words that look right and differ, the headings decide, else a person.
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return Encoding(encoding)
    if wide := _wide(content):
        return Encoding(wide)
    if _decodes(content, "utf-8") is not None:
        return Encoding("utf-8")
    return _page(content, score)


def _wide(content: bytes) -> str:
    """UTF-16 without a mark: every other byte of English text is zero."""
    sample = content[:4000]
    if len(sample) < 4 or b"\0" not in sample:
        return ""
    half = len(sample) // 2
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > half * 0.4 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.4 and odd < half * 0.05 else ""


def _decodes(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _page(content: bytes, score: Score) -> Encoding:
    lines = [line for line in content.split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[:SAMPLE].rsplit(b"\n", 1)[0] or lines[0][:SAMPLE]
    head = b"\n".join(content.split(b"\n", HEADER_WITHIN)[:HEADER_WITHIN])[:SAMPLE]
    readings = _readings(content, sample)
    headings = {page: _headings(_decodes(head, page) or "", score) for page in readings}
    best = max(headings.values())
    kept = [page for page in readings if headings[page] == best]
    if WESTERN_HEADINGS.search(head.decode("latin-1").lower()):  # languages whose letters the others do not have
        kept = [page for page in kept if page in WESTERN] or kept
    guess = _guess(sample)
    name = guess if guess in kept else kept[0]
    samples = {page: _words(readings[page]) for page in kept}
    if len(kept) == 1:
        return Encoding(name, (), samples[name])
    return Encoding(name, tuple((page, samples[page]) for page in sorted(kept, key=lambda one: one != name)))


def _readings(content: bytes, sample: bytes) -> dict[str, str]:
    """Texts that differ, by code page: those with the fewest words that look as no language writes them."""
    found: dict[str, tuple[int, str]] = {}
    for page in PAGES:
        text = _decodes(sample, page)
        if text is None or _decodes(content, page) is None or text in [known for _odd_words, known in found.values()]:
            continue
        found[page] = _odd(text), text
    fewest = min((odd for odd, _text in found.values()), default=0)
    return {page: text for page, (odd, text) in found.items() if odd <= fewest * CLOSE} or {
        "cp1252": sample.decode("cp1252", "replace")
    }


def _guess(sample: bytes) -> str:
    """What charset-normalizer takes it for, in the names used here."""
    from charset_normalizer import from_bytes

    found = from_bytes(sample, cp_isolation=list(PAGES)).best()
    if found is None:
        return ""
    name = found.encoding.replace("_", "-")
    return ALIKE.get(name, name)


def _headings(head: str, score: Score) -> int:
    """How many cells above the rows read like headings."""
    best = 0
    for line in head.splitlines():
        cells = re.split(r"[,;\t|]", line)
        best = max(best, score([cell.strip(' "') for cell in cells]))
    return best


def _odd(text: str) -> int:
    """How many words look as no language writes them: signs among letters, scripts or cases mixed up."""
    return sum(_odd_word(word) for word in set(BOUNDARY.split(text)) if word and not word.isascii())


@lru_cache(maxsize=20_000)
def _odd_word(word: str) -> bool:
    word = word.strip("".join(STANDALONE) + "!?*#%=<>[]{}_@^~`\\") if len(word) > 1 else word
    foreign = [sign for sign in word if ord(sign) > 127]
    if not word or all(sign in STANDALONE for sign in word):
        return False
    if any(
        unicodedata.category(sign) not in ("Lu", "Ll", "Lo", "Mn") and not _mark_of_script(sign) for sign in foreign
    ):
        return True
    scripts = {_script(sign) for sign in word if sign.isalpha()}
    if len(scripts - {"HIRAGANA", "KATAKANA", "CJK"}) > 1 or (len(scripts) > 1 and not scripts <= ASIAN):
        return True
    if any(a.islower() and b.isupper() and ord(b) > 127 for a, b in pairwise(word)):
        return True
    if any(ord(a) > 127 and a.islower() and b.isupper() for a, b in pairwise(word)):
        return True
    if any(ord(b) > 127 and b.isupper() and c.islower() for b, c in pairwise(word[1:])):
        return True
    return "LATIN" in scripts and len(word) > 3 and len(foreign) > len(word) * MOST_FOREIGN


ASIAN = {"HIRAGANA", "KATAKANA", "CJK", "HANGUL"}


def _mark_of_script(sign: str) -> bool:
    return "\u3000" <= sign <= "\u303f" or "\uff00" <= sign <= "\uff65" or sign in "ー·"


def _script(sign: str) -> str:
    if sign.isascii():
        return "LATIN"
    return unicodedata.name(sign, "?").split(" ")[0].split("-")[0]


def _words(text: str) -> str:
    """Some words with letters outside English, to judge by."""
    cells = (cell.strip(' "\r') for cell in re.split(r"[,;\t|\n]", text))
    return " · ".join(list(dict.fromkeys(cell for cell in cells if cell and not cell.isascii()))[:4])[:120]


def _written_once(text: str) -> str:
    """Undo a second encoding: ``MÃ¼ller`` was UTF-8 already when a program took it for Western letters."""
    if text.isascii():
        return text
    try:
        again = text.encode("cp1252", "credit_latin_1").decode("utf-8")
    except UnicodeError:
        return text
    return again if _odd(again) < _odd(text) else text


def _as_latin_1(error: UnicodeError) -> tuple[bytes, int]:
    """The bytes that Windows gives no sign stand for themselves."""
    assert isinstance(error, UnicodeEncodeError)
    return error.object[error.start : error.end].encode("latin-1"), error.end


codecs.register_error("credit_latin_1", _as_latin_1)


# === ROWS === #


def load(content: bytes, encoding: str | None, ignore_quotes: bool, clock: Clock, score: Score = _no_score) -> Grid:
    """
    :param score: tells headings, which decide between encodings
    """
    found = Encoding(encoding) if encoding else find_encoding(content, score)
    text = _decodes(content, found.name)
    if text is None:
        raise UnreadableError(bounds.NO_TEXT)
    if "\0" in text:
        raise UnreadableError(bounds.NULL_BYTE)
    text = _written_once(text.removeprefix("\ufeff"))
    delimiter = find_delimiter(text)
    if text.startswith("sep=") and len(text) > 5 and "\n" in text:  # a spreadsheet's own hint
        delimiter = text[4] if text[4] not in '\r\n"' else delimiter
        text = "\n" + text.split("\n", 1)[1]
    try:
        rows = list(_bounded(_parse(text, delimiter, bounds.MOST_ROWS + HEADER_WITHIN + 1, ignore_quotes), clock))
    except csv.Error as error:
        raise UnreadableError(bounds.TOO_LONG_CELL if "limit" in str(error) else bounds.UNREADABLE) from None
    return Grid(rows, found, delimiter, 0 if ignore_quotes else _swallowed(rows, delimiter))


def find_delimiter(text: str) -> str:
    """The sign that divides most rows alike."""
    best, winner = (0, 0), ","
    head = text[:2_000_000]
    for delimiter in DELIMITERS:
        try:
            widths = Counter(len(row) for row in _parse(head, delimiter, LOOKED_AT) if row)
        except csv.Error:
            continue
        widths.pop(1, None)
        if widths:
            width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
            if (count, width) > best:
                best, winner = (count, width), delimiter
    return winner


def _parse(text: str, delimiter: str, most: int, ignore_quotes: bool = False) -> Iterator[list[str]]:
    stream = io.StringIO(text, newline="")
    if ignore_quotes:
        reader = csv.reader(stream, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    else:
        reader = csv.reader(stream, delimiter=delimiter, escapechar="\\" if _escapes_quotes(text) else None)
    for number, row in enumerate(reader):
        if number >= most:
            break
        yield [cell.strip(' "') for cell in row] if ignore_quotes else row


def _escapes_quotes(text: str) -> bool:
    """Whether quotes inside cells stand behind a backslash, as databases write them, and are not doubled."""
    return bool(ESCAPED.search(text)) and not ENDS_WITH_BACKSLASH.search(text)


def _bounded(rows: Iterator[list[str]], clock: Clock) -> Iterator[list[str]]:
    cells = 0
    for number, row in enumerate(rows):
        if number % 1000 == 0:
            clock.check()
        cells += len(row)
        if len(row) > bounds.MOST_COLUMNS and any(cell.strip() for cell in row[bounds.MOST_COLUMNS :]):
            raise UnreadableError(bounds.TOO_WIDE)
        if cells > bounds.MOST_CELLS:
            raise UnreadableError(bounds.TOO_LARGE)
        if any(len(cell) > bounds.MOST_CELL for cell in row):
            raise UnreadableError(bounds.TOO_LONG_CELL)
        yield row[: bounds.MOST_COLUMNS]


def _swallowed(rows: list[list[str]], delimiter: str) -> int:
    """The first row in which a cell holds what looks like rows of its own."""
    width = max((len(row) for row in rows[:LOOKED_AT]), default=0)
    for number, row in enumerate(rows, 1):
        for cell in row:
            if "\n" in cell and any(line.count(delimiter) >= max(2, width // 2) for line in cell.splitlines()):
                return number
    return 0
