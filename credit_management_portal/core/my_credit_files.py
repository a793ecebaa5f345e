"""Files that somebody from outside sends: which are taken. Judged by their first bytes, not by what they are called."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

MOST_FILES, MOST_BYTES, LONGEST_NAME = 5, 5 * 1024 * 1024, 100
TOO_MANY, TOO_LARGE, EMPTY, WRONG_TYPE = "too_many", "too_large", "empty", "wrong_type"
ENDINGS = ("pdf", "png", "jpg", "jpeg", "xlsx", "docx")
# The bytes a file begins with; workbooks and letters of Office are packed, and told apart by the part they must have.
BEGINNINGS = {
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n\x1a\n",
    "jpg": b"\xff\xd8\xff",
    "jpeg": b"\xff\xd8\xff",
    "xlsx": b"PK\x03\x04",
    "docx": b"PK\x03\x04",
}
PARTS = {"xlsx": "xl/workbook.xml", "docx": "word/document.xml"}
PROGRAM = "vbaproject.bin"


def problem(files: Sequence[tuple[str, bytes]]) -> str | None:
    """Why these files are not taken; None where all are.

    :param files: names and contents, each cut after ``MOST_BYTES`` + 1
    """
    if len(files) > MOST_FILES:
        return TOO_MANY
    for name, content in files:
        if not content:
            return EMPTY
        if len(content) > MOST_BYTES:
            return TOO_LARGE
        if not _is_what_it_says(name, content):
            return WRONG_TYPE
    return None


def safe_name(name: str) -> str:
    """The last part of a name without what a file system or a page could take for something else."""
    last = re.split(r"[\\/]", name)[-1]
    clean = re.sub(r"[^\w .()+-]", "_", last, flags=re.UNICODE).strip(" .")
    stem, _dot, ending = clean.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if stem else clean[:LONGEST_NAME]


def _is_what_it_says(name: str, content: bytes) -> bool:
    ending = name.rpartition(".")[2].lower()
    beginning = BEGINNINGS.get(ending)
    if beginning is None or not content.startswith(beginning):
        return False
    return ending not in PARTS or _is_packed(content, PARTS[ending])


def _is_packed(content: bytes, part: str) -> bool:
    """Whether a packed file has its part, and no program. Only its directory is read: nothing is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = [one.lower() for one in packed.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    return part in names and not any(one.endswith(PROGRAM) for one in names)
