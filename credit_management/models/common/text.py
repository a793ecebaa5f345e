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


def stripped(text):
    """What somebody has written, without the blanks around it; nothing where a program has sent no text."""
    return text.strip() if isinstance(text, str) else ""
