"""A file that somebody has sent → its type by its content, or why it is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection
from pathlib import PurePosixPath

import magic

PDF, PNG, JPEG = ("application/pdf", "image/png", "image/jpeg")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAKEN = (PDF, PNG, JPEG, XLSX)
# The ending that a file of each type bears here, whatever it was called.
ENDINGS = {PDF: ".pdf", PNG: ".png", JPEG: ".jpg", XLSX: ".xlsx", DOCX: ".docx"}
OWN_ENDINGS = {JPEG: {".jpg", ".jpeg"}}
# What is packed is told apart by the part that it must have.
PARTS = {XLSX: "xl/workbook.xml", DOCX: "word/document.xml"}
BEGINNINGS = {PDF: b"%PDF-", PNG: b"\x89PNG\r\n\x1a\n", JPEG: b"\xff\xd8\xff"}

MOST_FILES = 10
MOST_BYTES = 5 * 1024 * 1024
MOST_NAME = 80
MOST_PARTS, MOST_UNPACKED = 2000, 60 * 1024 * 1024
ZIP = b"PK\x03\x04"

EMPTY, TOO_BIG, TOO_MANY, WRONG_TYPE = REFUSALS = ("empty", "too_big", "too_many", "wrong_type")


def refusal(content: bytes, files: int) -> str | None:
    """Why a file is not taken; None where it is.

    :param files: how many there are already
    """
    if not content:
        return EMPTY
    if files >= MOST_FILES:
        return TOO_MANY
    if len(content) > MOST_BYTES:
        return TOO_BIG
    return None if type_of(content) else WRONG_TYPE


def type_of(content: bytes, taken: Collection[str] = TAKEN) -> str | None:
    """The type of a file by what is in it; None where it is none of those taken.

    Both the beginning of the file and libmagic have to say so: a file that pretends to be two things is neither.
    """
    if content.startswith(ZIP):
        told = _packed_type(content)
    else:
        told = magic.from_buffer(content[:4096], mime=True)
        told = told if content.startswith(BEGINNINGS.get(told, b"\0never")) else None
    return told if told in taken else None


def _packed_type(content: bytes) -> str | None:
    """The type of an archive that is a workbook or a letter without macros, of a size that opens.

    Only its directory is read: nothing is unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return None
    names = {part.filename.casefold() for part in parts}
    bounded = len(parts) <= MOST_PARTS and sum(part.file_size for part in parts) <= MOST_UNPACKED
    macros = any("vbaproject" in name or "activex" in name for name in names)
    found = [told for told, part in PARTS.items() if part in names]
    whole = bounded and not macros and "[content_types].xml" in names and len(found) == 1
    return found[0] if whole else None


def ends_as(name: str, mimetype: str) -> bool:
    """Whether a file is called as files of its type are."""
    return PurePosixPath(name).suffix.casefold() in OWN_ENDINGS.get(mimetype, {ENDINGS[mimetype]})


def name_of(name: str, mimetype: str) -> str:
    """A name for a file that says its type truly: no path, no other ending, no longer than a screen."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    plain = "".join(sign for sign in plain if sign.isprintable() and sign not in '<>:"|?*').strip(" .")
    stem = PurePosixPath(plain or "file").stem if ends_as(plain, mimetype) else plain.replace(".", "_")
    return (stem[:MOST_NAME] or "file") + ENDINGS[mimetype]
