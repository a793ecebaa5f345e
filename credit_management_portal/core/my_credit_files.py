"""Files that a customer sends on My Credit: how many, and each of the type that it is called; see ``upload``."""

from __future__ import annotations

from collections.abc import Sequence

from . import upload

MOST_FILES, MOST_BYTES = 5, upload.MOST_BYTES
TAKEN = (*upload.TAKEN, upload.DOCX)
TOO_MANY, TOO_LARGE, EMPTY, WRONG_TYPE = "too_many", "too_large", "empty", "wrong_type"


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
        told = upload.type_of(content, TAKEN)
        if not told or not upload.ends_as(name, told):
            return WRONG_TYPE
    return None


def named(files: Sequence[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The files that are taken, under names without a path that say their type truly."""
    return [
        (upload.name_of(name, told), content) for name, content in files if (told := upload.type_of(content, TAKEN))
    ]
