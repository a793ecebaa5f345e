import math
from datetime import date

from odoo import fields


def day_of(value):
    """The day that somebody has chosen; None where a program has sent something else."""
    if isinstance(value, date):
        return fields.Date.to_date(value)
    try:
        return fields.Date.to_date(value) if isinstance(value, str) else None
    except ValueError:
        return None


def number_of(value, most=1e15):
    """The number that somebody has chosen; None where a program has sent none, or none to compute with."""
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and abs(number) <= most else None


def id_of(value):
    """The id of a record that somebody has chosen, as ``browse`` takes it; none where a program has sent no id."""
    value = getattr(value, "id", value)
    return [value] if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**31 else []


def stripped(text):
    """What somebody has written, without the blanks around it; nothing where a program has sent no text."""
    return text.strip() if isinstance(text, str) else ""


def in_sentence(env, label):
    """A label within a sentence: in small letters, except where the language writes its nouns with large ones."""
    return label if (env.lang or "").startswith("de") else label.lower()
