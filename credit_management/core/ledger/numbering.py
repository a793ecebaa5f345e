"""Numbers that tell what a document is: those of credit notes begin with letters of their own."""

import re

from .heading_words import words
from .words import fold

LETTERS = re.compile(r"([^\W\d_]{1,8})[\W_]{0,3}\d")
CREDIT_NOTES = words(
    """cn crn cm cr crm cre cred credit credits scn scrn arcn gs gu gut gsk rk sr av avo avoir nc ncr ncc fk fkor kor
    kfs kf krd kred rinv rsinv cnote ret storno crnote"""
)


def is_credit_note(number: str) -> bool:
    """Whether a number begins as those of credit notes do."""
    match = LETTERS.match(number.strip())
    return match is not None and fold(match[1]) in CREDIT_NOTES
